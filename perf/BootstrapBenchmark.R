# lavaan's side of the bootstrap benchmark: CPU seconds of one draw, mean over a few, warm-started as bootstrapLavaan does it.
# Usage: Rscript BootstrapBenchmark.R WIDE.csv SYNTAX.lav DRAWS -> one number
suppressMessages(library(lavaan))
a <- commandArgs(TRUE); d <- read.csv(a[1]); m <- paste0(paste(readLines(a[2]), collapse = "\n"), "\n"); n <- as.integer(a[3])
f <- suppressWarnings(lavaan(m, d, missing = "ml", se = "none", test = "none"))
set.seed(1)
s <- sum(system.time(suppressWarnings(bootstrapLavaan(f, R = n, type = "ordinary", FUN = function(x) lavInspect(x, "optim")$fx)), gcFirst = FALSE)[c("user.self", "sys.self")])
cat(sprintf("%.6f\n", s / n))
