# What lavaan makes of the models in syntax/ on the data in data/. Usage, in this folder: Rscript references.R -> sem_cases.json
# R 4.2, lavaan 0.6-14, jsonlite. One case: model, data, options; estimates and standard errors by parameter, std.all, fit measures.
suppressMessages({library(lavaan); library(jsonlite)})
cases <- list(); syntax <- function(m) paste0(paste(readLines(file.path("syntax", paste0(m, ".lav"))), collapse = "\n"), "\n")
run <- function(model, data, missing = "ml", estimator = "MLR", cluster = NULL, fun = "lavaan") {
  d <- read.csv(file.path("data", paste0(data, ".csv"))); t0 <- proc.time()[3]
  args <- list(model = syntax(model), data = d, missing = missing, estimator = estimator, em.h1.iter.max = 20000, em.h1.tol = 1e-9, meanstructure = TRUE)
  if (!is.null(cluster)) args$cluster <- cluster
  f <- suppressWarnings(do.call(fun, args)); if (!lavInspect(f, "converged")) { cat(model, data, "lavaan did not converge\n"); return(invisible()) }
  pe <- parameterEstimates(f, remove.nonfree = FALSE); sd <- standardizedSolution(f, se = TRUE); fm <- unclass(fitMeasures(f)); key <- paste0(pe$lhs, pe$op, pe$rhs)
  free <- parTable(f)$free[seq_len(nrow(pe))] > 0 | pe$op == ":="
  keep <- intersect(names(fm), c("npar","chisq","df","pvalue","chisq.scaled","pvalue.scaled","chisq.scaling.factor","baseline.chisq","baseline.df","baseline.chisq.scaled","baseline.chisq.scaling.factor","cfi","tli","cfi.scaled","tli.scaled","cfi.robust","tli.robust","logl","unrestricted.logl","aic","bic","ntotal","bic2","scaling.factor.h1","scaling.factor.h0","rmsea","rmsea.ci.lower","rmsea.ci.upper","rmsea.pvalue","rmsea.scaled","rmsea.ci.lower.scaled","rmsea.ci.upper.scaled","rmsea.pvalue.scaled","rmsea.robust","rmsea.ci.lower.robust","rmsea.ci.upper.robust","rmsea.pvalue.robust","srmr"))
  sk <- paste0(sd$lhs, sd$op, sd$rhs); reg <- sd$op %in% c("~", "=~") & !is.na(sd$se) & sd$se > 0
  num <- function(v) lapply(as.list(v), function(z) if (is.finite(z)) unbox(z) else NULL)
  cases[[length(cases) + 1]] <<- list(model = unbox(model), data = unbox(data), missing = unbox(missing), estimator = unbox(estimator), cluster = unbox(if (is.null(cluster)) "" else cluster), fun = unbox(fun),
    n = unbox(lavInspect(f, "nobs")), gradient = unbox(max(abs(lavInspect(f, "optim.gradient")))),
    est = num(setNames(pe$est[free], key[free])), se = num(setNames(pe$se[free], key[free])),
    std = num(setNames(sd$est.std[reg], sk[reg])), std.se = num(setNames(sd$se[reg], sk[reg])), fit = num(fm[keep]))
  cat(model, data, missing, estimator, cluster, fun, round(proc.time()[3] - t0, 1), "s\n")
}
for (d in c("trial13", "trial14", "trial15", "trial17")) { run("riclpm_7", d); run("clpm_7", d); run("riclpm_7_same_session", d) }
for (d in c("trial09", "trial13")) { run("riclpm_7_free", d); run("clpm_7_free", d); run("clpm_7_same_session", d); run("riclpm_7", d, cluster = "therapist"); run("clpm_7", d, cluster = "therapist"); run("riclpm_7", d, estimator = "ML") }
run("riclpm_7", "trial09", missing = "listwise"); run("riclpm_7", "trial09", missing = "listwise", estimator = "ML"); run("clpm_7", "trial09", missing = "listwise"); run("clpm_7", "trial13", missing = "listwise", estimator = "ML")
for (m in c("riclpm_5", "riclpm_5_free", "clpm_5", "riclpm_4", "riclpm_3", "riclpm_3_free", "clpm_3")) for (d in c("trial12", "trial13")) run(m, d)
run("riclpm_1357", "trial16"); run("riclpm_1357_free", "trial16"); run("clpm_1357", "trial16"); run("clpm_1357", "trial16", missing = "listwise")
for (m in c("riclpm_4", "riclpm_4_free", "clpm_4", "riclpm_4_same_session")) { run(m, "demo_growth", missing = "listwise", estimator = "ML"); run(m, "demo_growth", missing = "listwise"); run(m, "demo_growth_missing"); run(m, "demo_growth_missing", estimator = "ML"); run(m, "demo_growth_missing", cluster = "therapist") }
run("riclpm_4", "improper_boundary"); run("riclpm_4_singular", "improper_boundary"); run("riclpm_4_symptom_only", "improper_boundary"); run("riclpm_3", "improper_inadmissible")
run("political_democracy", "political_democracy", missing = "listwise", estimator = "ML"); run("political_democracy", "political_democracy", missing = "listwise"); run("political_democracy", "political_democracy")
run("holzinger", "holzinger", missing = "listwise", estimator = "ML"); run("holzinger", "holzinger"); run("holzinger", "holzinger_missing"); run("holzinger", "holzinger_missing", estimator = "ML"); run("holzinger", "holzinger_missing", cluster = "class"); run("holzinger", "holzinger_missing", missing = "listwise")
for (f in c("sem", "growth")) { run("riclpm_3", "trial12", fun = f); run("clpm_3", "trial12", fun = f); run("riclpm_4_singular", "improper_boundary", fun = f); run("riclpm_4_same_session", "demo_growth_missing", fun = f) }
write(toJSON(list(tool = unbox("lavaan"), version = unbox(as.character(packageVersion("lavaan"))), R = unbox(R.version.string), script = unbox("references.R"), cases = cases), digits = NA, null = "null", pretty = FALSE), "sem_cases.json")
