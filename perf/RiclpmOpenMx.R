# OpenMx's side of the random-intercept benchmark: the same wide data and model as RAM matrices, by full information maximum likelihood, in one thread.
# lavaan gives the parameter table alone, untimed; lavaan's own starting values are not admissible to OpenMx, so variances start at 0.5 (scores are in SDs), lags at 0.1,
# means at those of the columns. Usage: Rscript RiclpmOpenMx.R WIDE.csv SYNTAX.lav
# -> one line: CPU seconds of the fit with its Hessian, of the reference models for fit measures, of the standardised paths with errors; the log-likelihood
suppressMessages({library(lavaan); library(OpenMx)})
mxOption(NULL, "Number of Threads", 1)
a <- commandArgs(TRUE); d <- read.csv(a[1]); m <- paste0(paste(readLines(a[2]), collapse = "\n"), "\n")
f <- suppressWarnings(lavaan(m, d, missing = "ml", do.fit = FALSE)); t <- parTable(f); p <- t[t$op %in% c("=~", "~", "~~", "~1"), ]
if (any(t$op %in% c("<", ">", ":="))) stop("found a bound or a defined parameter, expected equal labels alone")
ov <- lavNames(f, "ov"); all <- c(ov, lavNames(f, "lv")); v <- length(all)
p$par <- ifelse(p$label == "", paste0("p", seq_len(nrow(p))), p$label)
p$start <- with(p, ifelse(free == 0, start, ifelse(op == "~", 0.1, ifelse(op == "~1", colMeans(d, na.rm = TRUE)[lhs], ifelse(lhs == rhs, 0.5, 0)))))
place <- function(rows, symmetric, n = v) {
  x <- matrix(0, n, v, dimnames = list(if (n == v) all, all)); l <- matrix(NA_character_, n, v); g <- matrix(FALSE, n, v)
  for (i in seq_along(rows$to)) for (o in 1:(1 + symmetric)) {
    r <- if (n == 1) 1 else match(if (o == 1) rows$to[i] else rows$from[i], all); k <- match(if (o == 1) rows$from[i] else rows$to[i], all)
    x[r, k] <- rows$start[i]; g[r, k] <- rows$free[i] > 0; if (g[r, k]) l[r, k] <- rows$par[i]
  }
  list(values = x, labels = l, free = g)
}
of <- function(op, to, from) { r <- p[p$op == op, ]; data.frame(to = r[[to]], from = r[[from]], start = r$start, free = r$free, par = r$par) }
paths <- place(rbind(of("=~", "rhs", "lhs"), of("~", "lhs", "rhs")), FALSE); both <- place(of("~~", "lhs", "rhs"), TRUE); means <- place(of("~1", "lhs", "lhs"), FALSE, 1)
matrix_of <- function(type, x, name) mxMatrix(type, nrow(x$values), v, free = x$free, values = x$values, labels = x$labels, name = name, dimnames = dimnames(x$values))
model <- mxModel("riclpm", type = "RAM", manifestVars = ov, latentVars = setdiff(all, ov), matrix_of("Full", paths, "A"), matrix_of("Symm", both, "S"),
  mxMatrix("Full", length(ov), v, values = diag(1, length(ov), v), name = "F", dimnames = list(ov, all)), matrix_of("Full", means, "M"),
  mxExpectationRAM("A", "S", "F", "M"), mxFitFunctionML(), mxData(d[ov], "raw"))
seconds <- function(e) sum(system.time(e, gcFirst = FALSE)[c("user.self", "sys.self")])
s1 <- seconds(r <- suppressWarnings(mxRun(model, silent = TRUE)))
if (r$output$status$code > 1) stop(paste("OpenMx status", r$output$status$code))
s2 <- seconds(summary(r, refModels = suppressMessages(suppressWarnings(mxRefModels(r, run = TRUE)))))
s3 <- seconds(suppressMessages(suppressWarnings(mxStandardizeRAMpaths(r, SE = TRUE))))
cat(sprintf("%.6f %.6f %.6f %.8f\n", s1, s2, s3, -r$output$fit / 2))
