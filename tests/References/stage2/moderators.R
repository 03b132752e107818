# Reference values of meta-regressions by formula. Usage: Rscript moderators.R moderators.json      (R 4.2, metafor 3.8-1, metadat 1.2)
# A regression through the origin is not among them: metafor centres the effects before it takes their quadratic forms, which holds for models
# whose columns span the constant only. Names of coefficients, estimates, omnibus test, R2, test and (generalised) inflation factor of each term; REML, z and adhoc, threshold 1e-12.
suppressMessages({library(metafor); library(jsonlite)}); n12 <- function(x) signif(as.numeric(x), 12); ctl <- list(threshold=1e-12, maxiter=10000)
bcg <- escalc("RR", ai=tpos, bi=tneg, ci=cpos, di=cneg, data=dat.bcg)[,c("yi","vi","alloc","ablat","year")]
wtl <- dat.bangertdrowns2004[,c("yi","vi","grade","length","wic","ni","meta")]; rau <- dat.raudenbush1985[,c("yi","vi","weeks","setting","tester")]
leh <- subset(dat.lehmann2018, is.finite(yi) & vi > 0, c("yi","vi","Gender","Color_Match","Design")); names(leh) <- c("yi","vi","gender","match","design")
jobs <- list(list("bcg", bcg, c("~ alloc","~ alloc + ablat","~ alloc * ablat","~ 0 + alloc","~ alloc + I(ablat - 33.46) + I((ablat - 33.46)^2)","~ ablat:year + alloc","~ factor(alloc):I(year - 1948)","~ 1")),
  list("bangertdrowns2004", wtl, c("~ factor(grade)","~ factor(grade) + length","~ factor(grade) * wic","~ length + wic + meta","~ log(ni) + factor(grade):length")),
  list("raudenbush1985", rau, c("~ weeks","~ setting * tester","~ setting + weeks:tester")), list("lehmann2018", leh, c("~ gender","~ gender + design","~ gender * match")))
out <- list(); for (j in jobs) { d <- as.data.frame(j[[2]]); attributes(d$yi) <- NULL; fits <- list()
  for (f in j[[3]]) for (t in c("z","adhoc")) { r <- suppressWarnings(rma(yi, vi, mods=as.formula(f), data=d, test=t, control=ctl))
    m <- model.matrix(as.formula(f), model.frame(as.formula(f), d)); a <- attr(m, "assign"); l <- attr(terms(as.formula(f)), "term.labels"); dropped <- ncol(m) - r$p
    x <- list(formula=f, test=t, names=I(rownames(r$beta)), dropped=dropped, k=r$k, b=I(n12(r$beta)), se=I(n12(r$se)), p=I(n12(r$pval)), tau2=n12(r$tau2), QE=n12(r$QE), QM=n12(r$QM), QMp=n12(r$QMp), R2=if (is.null(r$R2)) NA else n12(r$R2))
    if (length(l) && dropped == 0) { x$terms <- lapply(seq_along(l), function(i) { w <- which(a == i); q <- suppressWarnings(rma(yi, vi, mods=as.formula(f), data=d, test=t, btt=w, control=ctl))
      v <- tryCatch(vif(r, btt=w)$vif[[1]]$vif, error=function(e) NA); list(label=l[i], names=I(colnames(m)[w]), QM=n12(q$QM), QMp=n12(q$QMp), gvif=n12(v)) }) }
    fits[[length(fits)+1]] <- x }
  out[[length(out)+1]] <- list(name=j[[1]], data=lapply(d, function(c) if (is.numeric(c)) n12(c) else as.character(c)), fits=fits) }
cat(toJSON(list(tool="metafor 3.8-1, metadat 1.2, R 4.2", script="moderators.R", sets=out), auto_unbox=TRUE, digits=I(12), na="null"), file=commandArgs(TRUE)[1])
