# The same models in OpenMx, as RAM matrices from lavaan's parameter table, full information maximum likelihood. Usage, in this folder: Rscript openmx.R -> openmx.json
# R 4.2, OpenMx 2.21, lavaan 0.6-14 (table and starting values alone), jsonlite. Standard errors are from OpenMx's Hessian, as ours from the observed information.
suppressMessages({library(lavaan); library(OpenMx); library(jsonlite)})
mxOption(NULL, "Number of Threads", 1); cases <- list(); failed <- list(); num <- function(v) lapply(as.list(v), function(z) if (length(z) == 1 && is.finite(z)) unbox(z) else NULL)
matrices <- function(t, ov, all) {
  v <- length(all); z <- function() matrix(0, v, v, dimnames = list(all, all)); A <- S <- z(); Al <- Sl <- matrix(NA_character_, v, v); Af <- Sf <- matrix(FALSE, v, v); M <- matrix(0, 1, v, dimnames = list(NULL, all)); Ml <- matrix(NA_character_, 1, v); Mf <- matrix(FALSE, 1, v)
  for (i in seq_len(nrow(t))) { l <- match(t$lhs[i], all); r <- match(t$rhs[i], all); f <- t$free[i] > 0; lab <- if (f) t$par[i] else NA; x <- t$est[i]
    if (t$op[i] == "=~") { A[r, l] <- x; Af[r, l] <- f; Al[r, l] <- lab } else if (t$op[i] == "~") { A[l, r] <- x; Af[l, r] <- f; Al[l, r] <- lab }
    else if (t$op[i] == "~~") { S[l, r] <- S[r, l] <- x; Sf[l, r] <- Sf[r, l] <- f; Sl[l, r] <- Sl[r, l] <- lab } else { M[1, l] <- x; Mf[1, l] <- f; Ml[1, l] <- lab } }
  list(mxMatrix("Full", v, v, free = Af, values = A, labels = Al, name = "A", dimnames = list(all, all)), mxMatrix("Symm", v, v, free = Sf, values = S, labels = Sl, name = "S", dimnames = list(all, all)),
    mxMatrix("Full", length(ov), v, values = diag(1, length(ov), v), name = "F", dimnames = list(ov, all)), mxMatrix("Full", 1, v, free = Mf, values = M, labels = Ml, name = "M", dimnames = list(NULL, all)), mxExpectationRAM("A", "S", "F", "M"), mxFitFunctionML())
}
run <- function(data, name, model, defaults = "sem", group = NULL, equal = character()) {
  d <- read.csv(file.path("data", paste0(data, ".csv"))); t0 <- proc.time()[3]; args <- list(model = model, data = d, missing = "ml", fixed.x = FALSE)
  if (!is.null(group)) { args$group <- group; args$group.label <- as.character(sort(unique(d[[group]]))) }; if (length(equal)) args$group.equal <- equal
  f <- suppressWarnings(do.call(defaults, args)); t <- parTable(f); p <- t[t$op %in% c("=~", "~", "~~", "~1"), ]; p$par <- paste0("p", seq_len(nrow(p))); eq <- t[t$op == "==" & t$user == 2, ]
  for (i in seq_len(nrow(eq))) p$par[p$plabel == eq$rhs[i]] <- p$par[p$plabel == eq$lhs[i]]
  p$est <- ave(p$est, p$par) # lavaan's equal parameters differ in their last digits
  ov <- lavNames(f, "ov"); all <- c(ov, lavNames(f, "lv")); groups <- sort(unique(p$group)); labels <- if (is.null(group)) "" else lavInspect(f, "group.label")
  parts <- lapply(groups, function(g) do.call(mxModel, c(list(paste0("g", g)), matrices(p[p$group == g, ], ov, all), list(mxData((if (is.null(group)) d else d[as.character(d[[group]]) == labels[g], ])[ov], "raw")))))
  m <- if (length(parts) == 1) parts[[1]] else do.call(mxModel, c(list("all"), parts, list(mxFitFunctionMultigroup(paste0("g", groups)))))
  m <- mxOption(m, "Optimality tolerance", 1e-12)
  # OpenMx's Hessian is numerical: a smaller step and more Richardson iterations make its errors good to 1e-4 where scales differ; where that fails, its default.
  fine <- mxComputeSequence(list(mxComputeGradientDescent(), mxComputeNumericDeriv(stepSize = 1e-4, iterations = 6), mxComputeStandardError(), mxComputeHessianQuality(), mxComputeReportDeriv()))
  r <- tryCatch(suppressWarnings(mxRun(mxModel(m, fine), silent = TRUE)), error = function(e) conditionMessage(e))
  if (is.character(r) || r$output$status$code > 1) r <- tryCatch(suppressWarnings(mxRun(m, silent = TRUE)), error = function(e) conditionMessage(e))
  fail <- function(why) { failed[[length(failed) + 1]] <<- list(data = unbox(data), name = unbox(name), reason = unbox(why)); cat(data, name, "FAILED", why, "\n") }
  if (is.character(r)) return(fail(r)); if (r$output$status$code > 1) return(fail(paste("OpenMx status", r$output$status$code)))
  est <- coef(r); se <- setNames(r$output$standardErrors[, 1], rownames(r$output$standardErrors)); free <- p$free > 0; if (anyNA(se[p$par[free]])) return(fail("OpenMx has no standard errors")); key <- paste0(p$group, ": ", p$lhs, p$op, p$rhs)
  cases[[length(cases) + 1]] <<- list(data = unbox(data), name = unbox(name), model = unbox(model), defaults = unbox(defaults), missing = unbox("ml"), estimator = unbox("ML"), group = unbox(if (is.null(group)) "" else group), equal = equal, cluster = unbox(""),
    fixed.x = unbox(FALSE), est = num(setNames(est[p$par[free]], key[free])), se = num(setNames(se[p$par[free]], key[free])), std = num(list()), std.se = num(list()), fit = num(list(logl = -r$output$fit / 2)))
  cat(data, name, round(proc.time()[3] - t0, 1), "s\n")
}
hs <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"; gr <- "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + 2*t3 + 3*t4"
pd <- "ind60 =~ x1 + x2 + x3\ndem60 =~ y1 + a*y2 + b*y3 + c*y4\ndem65 =~ y5 + a*y6 + b*y7 + c*y8\ndem60 ~ ind60\ndem65 ~ ind60 + dem60\ny1 ~~ y5\ny2 ~~ y4 + y6\ny3 ~~ y7\ny4 ~~ y8\ny6 ~~ y8"
run("holzinger", "three factors", hs, "cfa"); run("holzinger_holes", "three factors", hs, "cfa"); run("holzinger_holes", "schools loadings", hs, "cfa", "pasteur", "loadings"); run("holzinger_holes", "schools loadings+intercepts", hs, "cfa", "pasteur", c("loadings", "intercepts"))
run("democracy", "equal loadings", pd); run("democracy_holes", "equal loadings", pd); run("growth", "linear", gr, "growth"); run("growth_holes", "linear", gr, "growth"); run("growth_holes", "latent basis", "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + NA*t3 + NA*t4", "growth")
run("growth_holes", "simplex", "t2 ~ b*t1\nt3 ~ b*t2\nt4 ~ b*t3\nt1 ~~ t1\nt1 ~ 1"); run("onefactor", "factor", "g =~ x1 + x2 + x3 + x4 + x5", "cfa"); run("onefactor_holes", "factor", "g =~ x1 + x2 + x3 + x4 + x5", "cfa"); run("onefactor_holes", "tau-equivalent", "g =~ NA*x1 + l*x1 + l*x2 + l*x3 + l*x4 + l*x5\ng ~~ 1*g", "cfa")
run("twofactor", "latent regression", "f =~ x1 + x2 + x3 + x4 + x5\ng =~ y1 + y2 + y3 + y4 + y5\ng ~ f"); run("longitudinal", "growth", "i =~ 1*x1 + 1*x2 + 1*x3 + 1*x4 + 1*x5\ns =~ 0*x1 + 1*x2 + 2*x3 + 3*x4 + 4*x5", "growth"); run("bfi", "neuroticism", "neuro =~ N1 + N2 + N3 + N4 + N5", "cfa")
run("bfi", "two factors", "neuro =~ N1 + N2 + N3 + N4 + N5\nextra =~ E1 + E2 + E3 + E4 + E5", "cfa"); run("sat", "ability", "g =~ SATV + SATQ + ACT", "cfa"); run("orthodont", "growth", "i =~ 1*distance_8 + 1*distance_10 + 1*distance_12 + 1*distance_14\ns =~ 0*distance_8 + 1*distance_10 + 2*distance_12 + 3*distance_14", "growth")
run("pressure", "random covariates", "Ozone ~ Solar_R + Wind + Temp\nSolar_R ~~ Solar_R + Wind + Temp\nWind ~~ Wind + Temp\nTemp ~~ Temp\nSolar_R + Wind + Temp ~ 1"); run("swiss", "path", "Fertility ~ Education + Infant_Mortality\nEducation ~~ Education + Infant_Mortality\nInfant_Mortality ~~ Infant_Mortality\nEducation + Infant_Mortality ~ 1"); run("wages_holes", "growth", paste0("i =~ ", paste(sprintf("1*lwage%d", 1:7), collapse = " + "), "\ns =~ ", paste(sprintf("%d*lwage%d", 0:6, 1:7), collapse = " + ")), "growth")
write(toJSON(list(tool = unbox("OpenMx"), version = unbox(as.character(packageVersion("OpenMx"))), R = unbox(R.version.string), script = unbox("openmx.R"), cases = cases, failed = failed), digits = 12, null = "null", pretty = FALSE), "openmx.json")
cat(length(cases), "cases,", length(failed), "failed\n")
