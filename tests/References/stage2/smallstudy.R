# Reference values of small-study methods. Usage: Rscript smallstudy.R univariate.json smallstudy.json      (R 4.2, metafor 3.8-1, metadat 1.2)
# The effects are those of univariate.json, by name; sample sizes are metadat's where there are any. Likelihoods iterated to threshold 1e-12; selection models
# by nlminb, restarted from where it ended. What a method refuses stands there with its message.
suppressMessages({library(metafor); library(metadat); library(jsonlite)})
arg <- commandArgs(TRUE); sets <- fromJSON(arg[1], simplifyDataFrame=FALSE)$sets; ctl <- list(threshold=1e-12, maxiter=10000)
num <- function(x) unname(as.numeric(x)); try1 <- function(expr) tryCatch(suppressWarnings(expr), error=function(e) list(error=gsub("\\s+"," ",conditionMessage(e))))
sizes <- list(bcg=with(dat.bcg, tpos+tneg+cpos+cneg), cohen1981=dat.cohen1981$ni, crede2010=dat.crede2010$ni, mcdaniel1994=dat.mcdaniel1994$ni, molloy2014=dat.molloy2014$ni,
  egger2001=with(dat.egger2001, n1i+n2i), li2007=with(dat.li2007, n1i+n2i), raudenbush1985=with(dat.raudenbush1985, n1i+n2i), bangertdrowns2004=dat.bangertdrowns2004$ni, nakagawa2007=dat.nakagawa2007$SampleSize)
regression <- function(s, ni) {
  preds <- c("sei","vi", if (!is.null(ni)) c("ni","ninv","sqrtni","sqrtninv")); out <- list()
  for (p in preds) for (m in c("lm","REML z","REML knha","DL z")) {
    w <- strsplit(m," ")[[1]]
    d <- list(yi=s$yi, vi=s$vi); if (!is.null(ni)) d$ni <- ni; fit <- try1(do.call(rma, c(d, list(method=if (m=="lm") "EE" else w[1], test=if (m=="lm") "z" else w[2], control=ctl))))
    r <- if (!is.null(fit$error)) fit else try1(regtest(fit, model=if (m=="lm") "lm" else "rma", predictor=p))
    out[[length(out)+1]] <- if (!is.null(r$error)) list(predictor=p, model=m, error=r$error) else {
      b <- if (m=="lm") unname(coef(summary(r$fit))[2,1:2]) else c(r$fit$beta[2], r$fit$se[2])
      c(list(predictor=p, model=m, b=num(b[1]), se=num(b[2]), z=num(r$zval), p=num(r$pval)), if (m!="lm") list(tau2=num(r$fit$tau2)), if (!is.null(r$est)) list(est=num(r$est), lb=num(r$ci.lb), ub=num(r$ci.ub))) } }
  out }
filling <- function(s) {
  out <- list(); fits <- list(DL=try1(rma(s$yi, s$vi, method="DL")), EE=try1(rma(s$yi, s$vi, method="EE")), REML=try1(rma(s$yi, s$vi, method="REML", control=ctl)))
  for (m in names(fits)) for (e in if (m=="REML") "L0" else c("L0","R0","Q0")) for (side in if (m=="REML") "auto" else c("auto","left","right")) {
    args <- c(list(fits[[m]], estimator=e), if (side!="auto") list(side=side), if (m=="REML") list(control=ctl))
    r <- try1(do.call(trimfill, args))
    out[[length(out)+1]] <- c(list(estimator=e, side=side, method=m), if (!is.null(r$error)) list(error=r$error) else
      c(list(k0=r$k0, se=num(r$se.k0), found=r$side, b=num(r$beta), seb=num(r$se), tau2=num(r$tau2)), if (e=="R0") list(p=num(r$p.k0)))) }
  out }
selection <- function(s) {
  out <- list(); fit <- try1(rma(s$yi, s$vi, method="ML", control=ctl))
  for (a in list(list("greater",.025), list("less",.025), list("two.sided",.05), list("greater",c(.025,.5)), list("two.sided",c(.01,.05,.5)))) {
    one <- function(init) selmodel(fit, type="stepfun", steps=a[[2]], alternative=a[[1]], skiphet=TRUE, control=c(list(optimizer="nlminb"), init))
    r <- try1(one(list()))
    if (is.null(r$error)) { q <- try1(one(list(beta.init=num(r$beta), tau2.init=max(num(r$tau2),1e-8), delta.init=pmin(num(r$delta),99)))); if (is.null(q$error) && logLik(q) >= logLik(r)) r <- q }
    out[[length(out)+1]] <- c(list(alternative=a[[1]], steps=I(a[[2]])), if (!is.null(r$error)) list(error=r$error) else
      list(b=num(r$beta), se=num(r$se), lb=num(r$ci.lb), ub=num(r$ci.ub), tau2=num(r$tau2), setau2=num(r$se.tau2), delta=I(num(r$delta)[-1]), sedelta=I(num(r$se.delta)[-1]), pdelta=I(num(r$pval.delta)[-1]), ll=num(logLik(r)), lrt=num(r$LRT), lrtp=num(r$LRTp))) }
  out }
excess <- function(s) lapply(c("REML","EE"), function(m) { fit <- try1(rma(s$yi, s$vi, method=m, control=ctl)); n <- length(s$yi)
  r <- try1(tes(fit, test=if (n<=15) "exact" else "chi2", rel.tol=1e-12, subdivisions=1000L, find.lim=FALSE, progbar=FALSE))
  c(list(method=m), if (!is.null(r$error)) list(error=r$error) else list(O=r$O, E=num(r$E), test=r$test, X2=num(r$X2), p=num(r$pval))) })
res <- lapply(sets, function(s) { ni <- NULL; for (n in names(sizes)) if (startsWith(s$name, n) && length(sizes[[n]])==length(s$yi) && !anyNA(sizes[[n]])) ni <- as.numeric(sizes[[n]])
  message(s$name); rank <- try1(ranktest(s$yi, vi=s$vi))
  c(list(name=s$name), if (!is.null(ni)) list(ni=ni), list(regression=regression(s, ni), rank=if (!is.null(rank$error)) list(error=rank$error) else list(tau=num(rank$tau), p=num(rank$pval)),
    filling=filling(s), selection=selection(s), excess=excess(s))) })
writeLines(toJSON(list(tool="metafor 3.8-1, metadat 1.2, R 4.2", script="smallstudy.R", sets=res), auto_unbox=TRUE, digits=I(15), na="null", null="null"), arg[2])
