# lme4's side of the multilevel benchmark: CPU seconds of one fit, mean over repetitions, on rows that the C# side wrote.
# Usage: Rscript MultilevelBenchmark.R ROWS.csv REPETITIONS   -> one line: seconds of the main model, of the cross-level model, of both with lmerTest's df
suppressMessages(library(lme4))
a <- commandArgs(TRUE); d <- read.csv(a[1]); n <- as.integer(a[2])
f1 <- y~x+lag_y+mean_alliance+mean_symptom+session+(1|participant); f2 <- y~x*(zA+zS)+lag_y+session+(1+x|participant)
quiet <- function(e) suppressMessages(suppressWarnings(e))
seconds <- function(f) { f(); sum(system.time(for (i in seq_len(n)) f(), gcFirst=FALSE)[1:2]) / n }
s1 <- seconds(function() quiet(lmer(f1, d))); s2 <- seconds(function() quiet(lmer(f2, d)))
s3 <- seconds(function() for (f in c(f1, f2)) quiet(summary(lmerTest::lmer(f, d))))
cat(sprintf("%.6f %.6f %.6f\n", s1, s2, s3))
