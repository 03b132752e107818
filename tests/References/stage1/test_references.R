# lavaan's tests of fitted models: nested and scaled differences, score tests, modification indices, Wald tests, residuals.
# Usage, in this folder: Rscript test_references.R -> test_cases.json. R 4.2, lavaan 0.6-14, jsonlite.
suppressMessages({library(lavaan); library(jsonlite)})
syntax <- function(m) paste0(paste(readLines(file.path("syntax", paste0(m, ".lav"))), collapse = "\n"), "\n")
fit <- function(model, data, missing, estimator) suppressWarnings(lavaan(syntax(model), read.csv(file.path("data", paste0(data, ".csv"))), missing = missing, estimator = estimator,
  em.h1.iter.max = 20000, em.h1.tol = 1e-9, meanstructure = TRUE))
num <- function(v) lapply(as.list(v), function(z) if (is.finite(z)) unbox(z) else NULL)
how <- function(model, data, missing, estimator) list(model = unbox(model), data = unbox(data), missing = unbox(missing), estimator = unbox(estimator))
nested <- score <- wald <- left <- list()
compare <- function(larger, smaller, data, missing, estimator) {
  f1 <- fit(larger, data, missing, estimator); f0 <- fit(smaller, data, missing, estimator); method <- function(m) { t <- tryCatch(suppressWarnings(lavTestLRT(f1, f0, method = m)), error = function(e) NULL); if (is.null(t)) return(NULL); c(t[2, "Chisq diff"], t[2, "Df diff"], t[2, "Pr(>Chisq)"]) }
  r <- c(how(larger, data, missing, estimator), list(smaller = unbox(smaller)))
  r <- if (estimator == "ML") c(r, list(plain = method("default"))) else c(r, list(sb2001 = method("satorra.bentler.2001"), sb2010 = method("satorra.bentler.2010")))
  nested[[length(nested) + 1]] <<- r
}
# Outside the cone (riclpm_4 on demo_growth) lavaan 0.6-14 sets the intercepts' covariance to 0 before it forms modification indices or the test of 2010: no case there.
for (e in c("ML", "MLR")) { compare("riclpm_5_free", "riclpm_5", "growth_5", "ml", e); compare("riclpm_5_free", "riclpm_5", "growth_5", "listwise", e); compare("lcmsr_5", "lcmsr_5_equal", "growth_5", "ml", e) }
compare("riclpm_4", "riclpm_4_symptom_only", "growth_5", "ml", "ML"); compare("riclpm_4_free", "riclpm_4", "demo_growth_missing", "ml", "ML"); compare("riclpm_3_free", "riclpm_3", "trial13", "ml", "ML")
released <- function(model, data, missing, estimator) {
  f <- fit(model, data, missing, estimator); t <- suppressWarnings(lavTestScore(f)); p <- parTable(f); name <- function(l) { i <- match(l, p$plabel); paste0(p$lhs[i], p$op[i], p$rhs[i]) }
  i <- suppressWarnings(modindices(f)); i <- i[is.finite(i$mi) & i$mi > 1e-3, ]
  score[[length(score) + 1]] <<- c(how(model, data, missing, estimator), list(total = c(t$test$X2, t$test$df), univariate = num(setNames(t$uni$X2, name(t$uni$rhs))),
    mi = num(setNames(i$mi, paste0(i$lhs, i$op, i$rhs))), epc = num(setNames(i$epc, paste0(i$lhs, i$op, i$rhs)))))
}
indices <- function(model, data, missing, estimator) {
  f <- fit(model, data, missing, estimator); i <- suppressWarnings(modindices(f)); i <- i[is.finite(i$mi) & i$mi > 1e-3, ]
  score[[length(score) + 1]] <<- c(how(model, data, missing, estimator), list(mi = num(setNames(i$mi, paste0(i$lhs, i$op, i$rhs))), epc = num(setNames(i$epc, paste0(i$lhs, i$op, i$rhs)))))
}
released("riclpm_4", "growth_5", "listwise", "ML"); released("riclpm_5", "growth_5", "ml", "ML"); released("riclpm_3", "trial13", "ml", "MLR"); released("lcmsr_5_equal", "growth_5", "ml", "ML")
for (m in c("listwise", "ml")) { indices("holzinger", "holzinger_missing", m, "ML"); indices("political_democracy", "political_democracy", m, "ML") }; indices("clpm_4", "demo_growth", "listwise", "ML")
tested <- function(model, data, missing, estimator, constraints) {
  f <- fit(model, data, missing, estimator); t <- suppressWarnings(lavTestWald(f, constraints)); wald[[length(wald) + 1]] <<- c(how(model, data, missing, estimator), list(constraints = unbox(constraints), stat = unbox(t$stat), df = unbox(t$df), p = unbox(t$p.value)))
}
for (e in c("ML", "MLR")) { tested("riclpm_4", "demo_growth_missing", "ml", e, "sa == 0\nas == 0"); tested("riclpm_4", "demo_growth", "listwise", e, "aa == ss"); tested("riclpm_4", "demo_growth_missing", "ml", e, "aa * ss == sa * as\naa^2 == exp(ss) - 1") }
residue <- function(model, data, missing, estimator) {
  f <- fit(model, data, missing, estimator); v <- function(type) { r <- residuals(f, type = type); c(r$mean, r$cov[lower.tri(r$cov, diag = TRUE)]) }
  left[[length(left) + 1]] <<- c(how(model, data, missing, estimator), list(variables = lavNames(f), raw = unname(v("raw")), normalized = unname(v("normalized")), standardized = unname(v("standardized"))))
}
for (e in c("ML", "MLR")) { residue("holzinger", "holzinger", "listwise", e); residue("holzinger", "holzinger_missing", "ml", e); residue("political_democracy", "political_democracy", "ml", e); residue("riclpm_4", "demo_growth_missing", "ml", e) }
write(toJSON(list(tool = unbox("lavaan"), version = unbox(as.character(packageVersion("lavaan"))), R = unbox(R.version.string), script = unbox("test_references.R"), nested = nested, score = score, wald = wald, residuals = left), digits = NA, na = "null", null = "null"), "test_cases.json")
