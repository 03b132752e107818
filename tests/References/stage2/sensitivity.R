# Reference values of sensitivity analyses, profile intervals, subgroups and permutation tests. Usage: Rscript sensitivity.R univariate.json sensitivity.json
# (R 4.2, metafor 3.8-1). Every set of effects of univariate.json (metadat 1.2) x what applies to it, iterated to threshold 1e-12; 11 digits. Of long
# results twelve rows are kept, evenly spaced; what metafor could not compute is null or stands in `error`.
suppressMessages({library(metafor); library(jsonlite)}); a <- commandArgs(TRUE); input <- fromJSON(a[1], simplifyVector=FALSE)
num <- function(x) as.numeric(unname(unlist(x))); sig <- function(x) signif(num(x), 11); ctl <- list(threshold=1e-12, maxiter=10000); tight <- list(tol=1e-14, maxiter=10000, tau2.max=1e4)
keep <- function(k) if (k <= 12) seq_len(k) else unique(round(seq(1, k, length.out=12))); try1 <- function(e) tryCatch(suppressWarnings(e), error=function(e) list(error=conditionMessage(e)))
fit <- function(yi, vi, X=NULL, method="REML", test="z", ...) do.call(rma, c(list(yi=yi, vi=vi, method=method, test=test, control=if (method=="PM") tight else ctl), if (is.null(X)) NULL else list(mods=X), list(...)))
infl <- function(f, rows) try1({ i <- influence(f); n <- c("rstudent","dffits","cook.d","cov.r","tau2.del","QE.del","hat","weight")
  c(lapply(unclass(i$inf)[n], function(x) sig(x[rows])), list(dfbs=lapply(unclass(i$dfbs)[seq_len(f$p)], function(x) sig(x[rows])) |> unname(), inf=paste(ifelse(is.na(i$is.infl), "?", ifelse(i$is.infl, "1", "0")), collapse=""))) })
table1 <- function(l, rows) lapply(unclass(l)[c("estimate","se","pval","pvals","ci.lb","ci.ub","Q","Qp","tau2","I2","H2")] |> Filter(f=Negate(is.null)), function(x) sig(x[rows]))
res <- lapply(input$sets, function(s) {
  yi <- num(s$yi); vi <- num(s$vi); k <- length(yi); rows <- keep(k); r <- list(name=s$name, rows=rows-1)
  f <- try1(fit(yi, vi, test="knha")); if (!is.null(f$error)) return(list(name=s$name, error=f$error))
  r$influence <- list(REML.knha=infl(f, rows)); if (k <= 40) for (m in c("DL","EE")) r$influence[[paste0(m,".z")]] <- infl(fit(yi, vi, method=m), rows)
  g <- fit(yi, vi, test="adhoc"); r$loo <- try1(table1(leave1out(g), rows))
  if (k <= 60) r$cumul <- try1(table1(cumul(g, order=vi), rows[rows > 1]))
  pdf(NULL); r$baujat <- try1({ b <- baujat(g); list(x=sig(b$x[rows]), y=sig(b$y[rows])) }); dev.off()
  r$pl <- lapply(setNames(nm=c("ML","REML")), function(m) try1({ z <- fit(yi, vi, method=m); sig(confint(z, type="PL", control=list(tol=1e-14, maxiter=10000, tau2.max=max(100, 50*z$tau2)))$random[1,2:3]) }))
  if (k >= 9) r$subgroups <- try1({ group <- factor((seq_len(k)-1) %% 3); sep <- lapply(levels(group), function(l) fit(yi[group==l], vi[group==l], test="adhoc"))
    b <- sapply(sep, function(x) num(x$beta)); se <- sapply(sep, function(x) x$se); q <- rma(b, sei=se, mods=~factor(1:3), method="FE"); com <- rma(yi, vi, mods=~group, test="adhoc", control=ctl); p <- predict(com, newmods=rbind(c(0,0),c(1,0),c(0,1)))
    list(separate=list(b=sig(b), se=sig(se), tau2=sig(sapply(sep, function(x) x$tau2)), Q=sig(q$QM), p=sig(q$QMp)), common=list(b=sig(p$pred), se=sig(p$se), lb=sig(p$ci.lb), ub=sig(p$ci.ub), plb=sig(p$pi.lb), pub=sig(p$pi.ub), tau2=sig(com$tau2), F=sig(com$QM), p=sig(com$QMp), R2=sig(com$R2))) })
  perm <- function(X=NULL, m, t) try1({ z <- fit(yi, vi, X, method=m, test=t); p <- permutest(z, exact=TRUE, progbar=FALSE); n <- permutest(z, exact=TRUE, progbar=FALSE, control=list(stat="coef", alternative="less"))
    list(pval=sig(p$pval), QMp=sig(p$QMp), n=p$exact.iter, less=sig(n$pval)) })
  if (k <= 8) { r$permutation <- list(REML.knha=perm(NULL,"REML","knha"), DL.z=perm(NULL,"DL","z"))
    r$gosh <- try1({ h <- gosh(g, progbar=FALSE); mask <- as.vector(h$incl %*% 2^(0:(k-1))); o <- order(mask); pick <- keep(length(o)); t <- h$res[o,]
      list(n=nrow(t), masks=mask[o][pick], est=sig(t$estimate[pick]), QE=sig(t$QE[pick]), I2=sig(t$I2[pick]), H2=sig(t$H2[pick]), tau2=sig(t$tau2[pick]), means=sig(colMeans(t[,c("estimate","QE","I2","H2","tau2")], na.rm=TRUE))) }) }
  if (length(s$mods)) { X <- do.call(cbind, lapply(s$mods, num)); x <- try1(fit(yi, vi, X, test="adhoc"))
    if (is.null(x$error)) { at <- colMeans(X) + apply(X, 2, sd); p <- predict(x, newmods=rbind(at), pi.type="default")
      r$moderated <- list(influence=infl(x, rows), at=as.list(num(at)), predict=sig(c(p$pred, p$se, p$ci.lb, p$ci.ub, p$pi.lb, p$pi.ub)), btt=lapply(seq_len(ncol(X))+1, function(j) { y <- fit(yi, vi, X, test="adhoc", btt=j); sig(c(y$QM, y$QMp)) }))
      pdf(NULL); r$moderated$baujat <- try1({ b <- baujat(x); list(x=sig(b$x[rows]), y=sig(b$y[rows])) }); dev.off()
      if (ncol(X) > 1) r$moderated$vif <- try1(sig(vif(x)$vifs)); if (k <= 6) r$moderated$permutation <- perm(X, "REML", "knha") } }
  message(s$name); r })
cat(toJSON(list(tool="metafor 3.8-1, metadat 1.2, R 4.2", script="sensitivity.R", sets=res), auto_unbox=TRUE, digits=I(11), na="null", null="null"), file=a[2])
