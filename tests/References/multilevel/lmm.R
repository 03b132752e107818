# Random effects, weights, offsets and profile intervals of lme4: Rscript lmm.R > lmm.json, in tests/References/multilevel; the data are agreement/lme4/*.csv.
invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressMessages({library(lme4); library(lmerTest); library(jsonlite)})
folder <- "../agreement/lme4"
control <- lmerControl(optimizer = "bobyqa", calc.derivs = FALSE, check.conv.singular = "ignore", optCtrl = list(maxfun = 1e5, rhobeg = .2, rhoend = 1e-10))
fit <- function(name, text, reml = TRUE, weights = NULL, profile = FALSE) {
  data <- read.csv(file.path(folder, paste0(name, ".csv")))
  arguments <- list(formula = as.formula(text), data = data, REML = reml, control = control)
  if (!is.null(weights)) arguments$weights <- data[[weights]]
  m <- suppressMessages(do.call(lme4::lmer, arguments))
  out <- list(data = name, formula = text, reml = reml, weights = weights, criterion = if (reml) c(REMLcrit(m)) else c(deviance(m)), sigma = sigma(m),
    estimate = I(unname(fixef(m))), std.error = I(unname(sqrt(diag(as.matrix(vcov(m)))))), aic = AIC(m), bic = BIC(m),
    effects = lapply(ranef(m, condVar = FALSE), function(r) list(levels = I(rownames(r)), columns = I(colnames(r)), values = unname(lapply(as.list(r), I)))))
  if (profile) {
    # A fine grid: lme4 interpolates between its points.
    p <- suppressWarnings(profile(m, signames = FALSE, delta = .08, maxpts = 400, devtol = 1e-6))
    ci <- confint(p)
    out$profile <- list(names = rownames(ci), low = I(unname(ci[, 1])), high = I(unname(ci[, 2])))
    w <- confint(m, method = "Wald", parm = "beta_")
    out$wald <- list(low = I(unname(w[, 1])), high = I(unname(w[, 2])))
  }
  out
}
cases <- list(
  fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", profile = TRUE), fit("sleepstudy", "Reaction ~ Days + (Days || Subject)", profile = TRUE), fit("Dyestuff", "Yield ~ 1 + (1 | Batch)", profile = TRUE),
  fit("Dyestuff2", "Yield ~ 1 + (1 | Batch)", profile = TRUE), fit("Pastes", "strength ~ 1 + (1 | batch/cask)", profile = TRUE), fit("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", profile = TRUE),
  fit("Orthodont", "distance ~ age * Sex + (1 | Subject)", FALSE, profile = TRUE), fit("Oats", "yield ~ nitro + (1 | Block/Variety)", profile = TRUE), fit("ergoStool", "effort ~ Type + (1 | Subject)", profile = TRUE),
  fit("Machines", "score ~ Machine + (0 + Machine | Worker)"), fit("cbpp", "rate ~ factor(period) + (1 | herd)", weights = "size"), fit("cbpp", "rate ~ factor(period) + (1 | herd)", FALSE, weights = "size"),
  fit("sleepstudy", "Reaction ~ Days + offset(3 * Days) + (Days | Subject)"), fit("Wafer", "current ~ voltage + I(voltage^2) + (1 | Wafer/Site)"), fit("InstEval", "y ~ service + (1 | s) + (1 | d)"))
writeLines(toJSON(list(tool = "lme4", version = as.character(packageVersion("lme4")), R = as.character(getRversion()), script = "lmm.R", cases = cases), auto_unbox = TRUE, digits = I(12), null = "null"))
