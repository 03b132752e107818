# One case of references.R, panel_references.R and the like: a model of syntax/ on a data set of data/, fitted by lavaan; source() it in this folder.
# R 4.2, lavaan 0.6-14, jsonlite. Estimates and standard errors by parameter, std.all, fit measures; save_cases() writes all cases of a script.
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
save_cases <- function(script, file) write(toJSON(list(tool = unbox("lavaan"), version = unbox(as.character(packageVersion("lavaan"))), R = unbox(R.version.string), script = unbox(script), cases = cases), digits = NA, null = "null", pretty = FALSE), file)
