# Percentile and bias-corrected intervals of draws, as boot and lavaan form them. Usage, in this folder: Rscript bootstrap_intervals.R -> bootstrap_intervals.json
# R 4.2, boot 1.3, jsonlite. lavaan's bca.simple is bca with acceleration zero; its perc is boot's.
suppressMessages({library(boot); library(jsonlite)})
set.seed(20204); cases <- list()
for (n in c(7, 39, 100, 999)) for (level in c(.9, .95, .99)) for (shift in c(0, .2)) {
  t <- signif(rexp(n) + rnorm(n, 0, .3), 8); t0 <- median(t) + shift; alpha <- (1 + c(-level, level)) / 2
  w <- qnorm(sum(t < t0) / n)
  cases[[length(cases) + 1]] <- list(draws = t, estimate = unbox(t0), level = unbox(level), se = unbox(sd(t)), percentile = boot:::norm.inter(t, alpha)[, 2],
    bias_corrected = boot:::norm.inter(t, pnorm(w + (w + qnorm(alpha))))[, 2])
}
write(toJSON(list(tool = unbox("boot"), version = unbox(as.character(packageVersion("boot"))), R = unbox(R.version.string), script = unbox("bootstrap_intervals.R"), cases = cases), digits = NA), "bootstrap_intervals.json")
