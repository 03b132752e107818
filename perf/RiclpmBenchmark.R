# lavaan's side of the random-intercept benchmark, on the wide data and the syntax that the C# side wrote.
# Usage: Rscript RiclpmBenchmark.R WIDE.csv SYNTAX.lav   -> one line: CPU seconds of the fit, of fit measures, of the standardised solution; the log-likelihood
suppressMessages(library(lavaan))
a <- commandArgs(TRUE); d <- read.csv(a[1]); m <- paste0(paste(readLines(a[2]), collapse = "\n"), "\n")
seconds <- function(e) sum(system.time(e, gcFirst = FALSE)[c("user.self", "sys.self")])
s1 <- seconds(f <- suppressWarnings(lavaan(m, d, missing = "ml", estimator = "MLR")))
s2 <- seconds(fm <- suppressWarnings(fitMeasures(f)))
s3 <- seconds(standardizedSolution(f))
cat(sprintf("%.6f %.6f %.6f %.8f\n", s1, s2, s3, fm[["logl"]]))
