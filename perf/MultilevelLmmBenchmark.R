# lme4's side of the crossed and nested benchmark: CPU seconds of one fit with Satterthwaite's df, and of the fit alone; mean over repetitions.
# Usage: Rscript MultilevelLmmBenchmark.R ROWS.csv FORMULA REPETITIONS   -> one line: seconds by lmer, by lmerTest with summary, REML criterion
suppressMessages(library(lme4))
a <- commandArgs(TRUE); d <- read.csv(a[1]); f <- as.formula(a[2]); n <- as.integer(a[3])
quiet <- function(e) suppressMessages(suppressWarnings(e))
seconds <- function(g) { g(); sum(system.time(for (i in seq_len(n)) g(), gcFirst = FALSE)[1:2]) / n }
s1 <- seconds(function() quiet(lmer(f, d))); s2 <- seconds(function() quiet(summary(lmerTest::lmer(f, d))))
cat(sprintf("%.6f %.6f %.6f\n", s1, s2, REMLcrit(quiet(lmer(f, d)))))
