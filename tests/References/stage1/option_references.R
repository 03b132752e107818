# What lavaan makes of the panel models' options: standardised lags equal over time, covariates, auxiliary variables, arms as groups.
# Usage, in this folder: Rscript option_references.R -> option_cases.json, arm_cases.json
source("case.R")
for (e in c("ML", "MLR")) { run("riclpm_4_covariates", "persons_4", estimator = e); run("riclpm_4_auxiliary", "persons_4", estimator = e); run("riclpm_4_standardised", "persons_4", estimator = e) }
for (m in c("riclpm_4_covariates_within", "clpm_4_covariates_within", "lcmsr_4_covariates", "clpm_4_auxiliary")) run(m, "persons_4")
run("riclpm_4_standardised", "growth_5")
for (f in c("sem", "growth")) run("riclpm_4_covariates", "persons_4", fun = f)
save_cases("option_references.R", "option_cases.json")
cases <- list(); d <- read.csv("data/persons_4.csv")
for (e in c("ML", "MLR")) {
  fit <- function(m) suppressWarnings(lavaan(syntax(m), d, group = "arm", group.label = c("treated", "waiting"), missing = "ml", estimator = e, em.h1.iter.max = 20000, em.h1.tol = 1e-9))
  f1 <- fit("riclpm_4_groups"); f0 <- fit("riclpm_4_groups_equal"); t <- suppressWarnings(lavTestLRT(f1, f0, method = if (e == "ML") "default" else "satorra.bentler.2010"))
  lags <- function(f) { s <- standardizedSolution(f); p <- parTable(f); lapply(1:2, function(g) { i <- s$op == "~" & s$group == g; k <- sub("_[0-9]$", "", s$label[i]); lapply(setNames(nm = c("aa", "sa", "ss", "as")), function(l) unbox(mean(s$est.std[i][k == l]))) }) }
  cases[[length(cases) + 1]] <- list(estimator = unbox(e), difference = unname(c(t[2, "Chisq diff"], t[2, "Df diff"], t[2, "Pr(>Chisq)"])), logl = c(fitMeasures(f1, "logl"), fitMeasures(f0, "logl")), free = lags(f1), equal = lags(f0))
}
save_cases("option_references.R", "arm_cases.json")
