# Reference values of the mixed-model core: lme4 fits at their best optimum over optimisers and starts, lmerTest's Satterthwaite df.
# Usage: Rscript mixed_models.R OUT.json    (R 4.2, lme4 1.1-31, lmerTest; data shipped with lme4 and nlme, and small simulated studies)
suppressMessages({library(lme4); library(lmerTest); library(jsonlite)})
out <- commandArgs(TRUE)[1]
control <- function(o) lmerControl(optimizer=o, calc.derivs=FALSE, check.conv.singular="ignore", optCtrl=switch(o,
  bobyqa=list(maxfun=1e5, rhobeg=.2, rhoend=1e-10), Nelder_Mead=list(maxfun=1e5, FtolAbs=1e-15, FtolRel=1e-15, XtolRel=1e-10),
  nloptwrap=list(maxeval=1e5, xtol_abs=1e-11, ftol_abs=1e-13)))
best <- function(formula, data, reml, q) {
  id <- function(d) { L <- diag(d, q); L[lower.tri(L, diag=TRUE)] }
  starts <- list(id(1), id(.3), id(.02), {L <- diag(.2, q); L[lower.tri(L)] <- -.1; L[lower.tri(L, diag=TRUE)]}, {L <- diag(c(0, rep(.3, q-1)), q); L[lower.tri(L, diag=TRUE)]})
  fits <- list()
  for (o in c("bobyqa", "Nelder_Mead", "nloptwrap")) for (s in starts)
    fits <- c(fits, list(tryCatch(suppressMessages(suppressWarnings(lme4::lmer(formula, data, REML=reml, start=s, control=control(o)))), error=function(e) NULL)))
  fits <- Filter(Negate(is.null), fits)
  fits[[which.min(sapply(fits, function(m) if (reml) REMLcrit(m) else deviance(m)))]]
}
describe <- function(formula, data, reml) {
  q <- length(lFormula(formula, data)$reTrms$cnms[[1]])
  m <- best(formula, data, reml, q); ml <- suppressWarnings(lmerTest:::as_lmerModLT(m, lme4::lmer(formula, data, REML=reml, devFunOnly=TRUE)))
  co <- summary(ml)$coefficients
  list(reml=reml, objective=if (reml) c(REMLcrit(m)) else c(deviance(m)), logLik=c(logLik(m)), theta=I(unname(getME(m, "theta"))), sigma=sigma(m), singular=isSingular(m),
    fixed=data.frame(term=rownames(co), estimate=co[,1], std.error=co[,2], df=co[,3], row.names=NULL), vcov=unname(as.matrix(vcov(m))),
    random=unname(as.matrix(Matrix::bdiag(lapply(VarCorr(m), function(v) matrix(v, nrow(v)))))))
}
case <- function(name, formula, data, reml=c(TRUE, FALSE)) {
  cat(name, "\n"); fr <- lFormula(formula, data); g <- as.integer(fr$reTrms$flist[[1]])
  fe <- fr$X; cn <- fr$reTrms$cnms[[1]]; mm <- fe[, match(cn, colnames(fe)), drop=FALSE]; stopifnot(!anyNA(mm))
  list(name=name, formula=paste(deparse(formula), collapse=""), y=unname(fr$fr[[1]]), columns=I(colnames(fe)), x=unname(fe), random=I(match(cn, colnames(fe))-1L), group=g,
    fits=lapply(reml, function(r) describe(formula, data, r)))
}
# A within-between study as the multilevel model sees it: rows, person means and lags drawn from a known process.
simulate <- function(seed, n, waves, sdInt, sdSlope, rho, noise=1) {
  set.seed(seed); rows <- NULL; zA <- rnorm(n); zS <- rnorm(n)
  for (i in 1:n) { k <- sample(2:waves, 1); u <- sdInt*rnorm(1); v <- sdSlope*(rho*u/max(sdInt, 1e-9)+sqrt(1-rho^2)*rnorm(1)); x <- rnorm(k); l <- rnorm(k)
    rows <- rbind(rows, data.frame(y=6+u+(-.1+v)*x-.05*x*zA[i]+.04*x*zS[i]+.2*l-.05*(1:k)+noise*rnorm(k), x=x, l=l, zA=zA[i], zS=zS[i], t=1+(1:k), id=i)) }
  as.data.frame(lapply(rows, round, 4))
}
data(Orthodont, package="nlme"); data(Oxboys, package="nlme"); data(Rail, package="nlme")
cross <- y~x*(zA+zS)+l+t+(1+x|id)
cases <- list(
  case("sleepstudy slope", Reaction~Days+(1+Days|Subject), sleepstudy), case("sleepstudy intercept", Reaction~Days+(1|Subject), sleepstudy),
  case("Orthodont slope by sex", distance~age*Sex+(1+age|Subject), as.data.frame(Orthodont)), case("Orthodont intercept", distance~age+Sex+(1|Subject), as.data.frame(Orthodont)),
  case("Oxboys quadratic slopes", height~age+age2+(1+age+age2|Subject), transform(as.data.frame(Oxboys), age2=age^2)),
  case("Rail", travel~1+(1|Rail), as.data.frame(Rail)), case("Dyestuff", Yield~1+(1|Batch), Dyestuff), case("Dyestuff2, no batch variance", Yield~1+(1|Batch), Dyestuff2),
  case("cake", angle~recipe*temp+(1|rr), transform(cake, rr=recipe:replicate)), case("Pastes by batch", strength~1+(1|batch), Pastes))
grid <- expand.grid(n=c(22, 40, 90), kind=1:4)
for (i in seq_len(nrow(grid))) { s <- list(c(.5, .3, .4), c(.5, 0, 0), c(0, .3, 0), c(.6, .15, -.95))[[grid$kind[i]]]
  d <- simulate(100+i, grid$n[i], 7, s[1], s[2], s[3])
  cases <- c(cases, list(case(sprintf("simulated %d persons, sd %.2f %.2f, rho %.2f", grid$n[i], s[1], s[2], s[3]), cross, d, TRUE))) }
for (i in 1:4) cases <- c(cases, list(case(sprintf("simulated intercept only, study %d", i), y~x+l+zA+zS+t+(1|id), simulate(200+i, 25, 5, c(.5, 0, .2, .05)[i], 0, 0), TRUE)))
write_json(list(tool="lme4", version=as.character(packageVersion("lme4")), lmerTest=as.character(packageVersion("lmerTest")), R=as.character(getRversion()), script="mixed_models.R", cases=cases), out, auto_unbox=TRUE, digits=NA, matrix="rowmajor")
