# One mixed model of all corpus trials: Rscript one_stage.R, in tests/References/multilevel, writes one_stage.json (R 4.2, lme4 1.1-31).
suppressMessages({library(lme4); library(jsonlite)})
d <- read.csv("../corpus/expected_sessions.csv"); d <- d[d$session >= 1 & d$session <= 7 & d$study != "trial16", ]
within <- function(v, id) { m <- ave(v, id, FUN = function(x) mean(x, na.rm = TRUE)); n <- sum(!is.na(v)); list(mean = m, sd = sqrt(sum((v - m)^2, na.rm = TRUE) / (n - length(unique(id[!is.na(v)]))))) }
rows <- function(s, from, to) {
  x <- within(s[[from]], s$participant); y <- within(s[[to]], s$participant)
  at <- match(paste(s$participant, s$session - 1), paste(s$participant, s$session))
  person <- !duplicated(s$participant)
  grand <- function(w) mean(w$mean[person], na.rm = TRUE)
  r <- data.frame(study = s$study, y = s[[to]] / y$sd, x = ((s[[from]] - x$mean) / x$sd)[at], lag = ((s[[to]] - y$mean) / y$sd)[at], mx = x$mean - grand(x), my = y$mean - grand(y), session = s$session)
  r[complete.cases(r), ]
}
fit <- function(from, to, name) {
  r <- do.call(rbind, lapply(split(d, d$study), rows, from, to)); r$study <- factor(r$study)
  control <- lmerControl(optimizer = "bobyqa", calc.derivs = FALSE, optCtrl = list(maxfun = 1e5, rhobeg = .05, rhoend = 1e-12))
  m <- lmer(y ~ 0 + study + study:(lag + mx + my + session) + x + (0 + x | study), r, REML = TRUE, control = control)
  list(effect = name, studies = nlevels(r$study), rows = nrow(r), estimate = unname(fixef(m)["x"]), std.error = unname(sqrt(diag(as.matrix(vcov(m))))["x"]),
    tau2 = c(VarCorr(m)$study), sigma2 = sigma(m)^2)
}
writeLines(toJSON(list(tool = "lme4", version = as.character(packageVersion("lme4")), R = as.character(getRversion()), script = "one_stage.R",
  fits = list(fit("alliance", "symptom", "as"), fit("symptom", "alliance", "sa"))), auto_unbox = TRUE, digits = I(12), pretty = TRUE), "one_stage.json")
