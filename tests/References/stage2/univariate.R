# Reference values of univariate pools. Usage: Rscript univariate.R univariate.json      (R 4.2, metafor 3.8-1, metadat 1.2)
# Every usable data set of metadat x every tau2 estimator x every test, iterated to threshold 1e-12 (PM: uniroot to 1e-14; Q-profile limits
# to 1e-14 on [0, 1e6]); with the year as moderator where there is one. What was not used stands in `unused` with its reason.
suppressMessages({library(metafor); library(metadat); library(jsonlite)})
out <- commandArgs(TRUE)[1]; most <- 200; sets <- list(); used <- character(); unused <- list()
add <- function(item, tag, expr) {
  d <- tryCatch(suppressWarnings(eval(substitute(expr))), error=function(e) conditionMessage(e))
  if (is.character(d)) { unused[[paste(item,tag)]] <<- d; return(invisible()) }
  mods <- intersect(c("year","ablat","weeks"), names(d)); for (m in mods) d[[m]] <- suppressWarnings(as.numeric(as.character(d[[m]])))
  mods <- mods[vapply(mods, function(m) mean(is.finite(d[[m]])) > .9, TRUE)]
  d <- d[is.finite(d$yi) & is.finite(d$vi) & d$vi > 0, ]; for (m in mods) d <- d[is.finite(d[[m]]), ]
  if (nrow(d) < 3 || nrow(d) > most) { unused[[paste(item,tag)]] <<- sprintf("%d effects, expected 3 to %d", nrow(d), most); return(invisible()) }
  mods <- mods[vapply(mods, function(m) length(unique(d[[m]])) > 1, TRUE)]; if (nrow(d) < length(mods)+3) mods <- character()
  used <<- c(used, item); sets[[length(sets)+1]] <<- list(name=trimws(paste(item,tag)), yi=as.numeric(d$yi), vi=as.numeric(d$vi), mods=lapply(setNames(mods,mods), function(m) d[[m]])) }
get1 <- function(item) { x <- get(item); x }
raw <- c("assink2016","bangertdrowns2004","begg1989","hackshaw1998","kalaian1996","konstantopoulos2011","knapp2017","lehmann2018","raudenbush1985","tannersmith2016","michael2013")
for (n in raw) add(n, "", get1(paste0("dat.",n)))
for (o in c("PD","AL")) add("berkey1998", o, subset(dat.berkey1998, outcome==o))
for (o in unique(dat.riley2003$outcome)) add("riley2003", o, subset(dat.riley2003, outcome==o))
for (j in 1:4) add("ishak2007", paste0("y",j), data.frame(yi=dat.ishak2007[[paste0("y",j,"i")]], vi=dat.ishak2007[[paste0("v",j,"i")]]))
unused[["colditz1994"]] <- "the same trials as bcg"; unused[["lim2014"]] <- "effects with a phylogeny, not with sampling variances alone"
add("bakdash2021", "first 150", with(head(dat.bakdash2021,150), data.frame(yi=es.z, vi=vi.z)))
add("mccurdy2020", "first 150", head(dat.mccurdy2020,150))
add("baskerville2012", "", transform(dat.baskerville2012, yi=smd, vi=se^2)); add("linde2016", "", transform(dat.linde2016, yi=lnOR, vi=selnOR^2))
add("lopez2019", "", transform(dat.lopez2019, yi=diff, vi=se^2)); add("pignon2000", "", transform(dat.pignon2000, yi=OmE/V, vi=1/V))
zc <- list(cohen1981=c("ri","ni"), crede2010=c("ri","ni"), mcdaniel1994=c("ri","ni"), molloy2014=c("ri","ni"), craft2003=c("ri","ni"), nakagawa2007=c("Correlation","SampleSize"), white2020=c("r","n"))
for (n in names(zc)) { d <- get1(paste0("dat.",n)); add(n, "ZCOR", transform(d, yi=atanh(d[[zc[[n]][1]]]), vi=1/(d[[zc[[n]][2]]]-3))) }
tab <- c("egger2001","li2007","lau1992","lee2004","yusuf1985","linde2005","laopaiboon2015","anand1999","graves2010","hahn2001","hine1989","nielweise2007")
for (n in tab) for (m in c("OR","RR","RD")) { d <- get1(paste0("dat.",n)); if (n=="yusuf1985") d <- head(d,60); add(n, m, escalc(m, ai=ai, ci=ci, n1i=n1i, n2i=n2i, data=d)) }
for (m in c("OR","RR","RD")) {
  add("bcg", m, escalc(m, ai=tpos, bi=tneg, ci=cpos, di=cneg, data=dat.bcg)); add("collins1985b", m, escalc(m, ai=pre.xti, n1i=pre.nti, ci=pre.xci, n2i=pre.nci, data=dat.collins1985b))
  add("dorn2007", m, escalc(m, ai=x.a, n1i=n.a, ci=x.p, n2i=n.p, data=dat.dorn2007)); add("damico2009", m, escalc(m, ai=xt, n1i=nt, ci=xc, n2i=nc, data=dat.damico2009))
  add("vanhowe1999", m, escalc(m, ai=non.pos, bi=non.neg, ci=cir.pos, di=cir.neg, data=dat.vanhowe1999)); add("viechtbauer2021", m, escalc(m, ai=xTi, n1i=nTi, ci=xCi, n2i=nCi, data=dat.viechtbauer2021))
  add("hartmannboyce2018", m, escalc(m, ai=x.nrt, n1i=n.nrt, ci=x.ctrl, n2i=n.ctrl, data=dat.hartmannboyce2018)); add("bourassa1996", m, escalc(m, ai=lh.le, bi=lh.re, ci=rh.le, di=rh.re, data=dat.bourassa1996))
  add("landenberger2005", m, escalc(m, ai=n.ctrl.rec, bi=n.ctrl.non, ci=n.cbt.rec, di=n.cbt.non, data=dat.landenberger2005)); add("cannon2006", m, escalc(m, ai=ep1t, n1i=nt, ci=ep1c, n2i=nc, data=dat.cannon2006))
  add("bornmann2007", m, escalc(m, ai=waward, n1i=wtotal, ci=maward, n2i=mtotal, data=dat.bornmann2007)); add("axfors2021", m, escalc(m, ai=hcq_arm_event, n1i=hcq_arm_total, ci=control_arm_event, n2i=control_arm_total, data=dat.axfors2021)) }
for (m in c("IRR","IRD")) { add("hart1999", m, escalc(m, x1i=x1i, t1i=t1i, x2i=x2i, t2i=t2i, data=dat.hart1999)); add("nielweise2008", m, escalc(m, x1i=x1i, t1i=t1i, x2i=x2i, t2i=t2i, data=dat.nielweise2008)) }
for (m in c("MD","SMD")) { add("normand1999", m, escalc(m, m1i=m1i, sd1i=sd1i, n1i=n1i, m2i=m2i, sd2i=sd2i, n2i=n2i, data=dat.normand1999)); add("gibson2002", m, escalc(m, m1i=m1i, sd1i=sd1i, n1i=n1i, m2i=m2i, sd2i=sd2i, n2i=n2i, data=dat.gibson2002)); add("dagostino1998", m, escalc(m, m1i=mt, sd1i=sdt, n1i=nt, m2i=mc, sd2i=sdc, n2i=nc, data=dat.dagostino1998)) }
add("curtis1998", "ROM", escalc("ROM", m1i=m2i, sd1i=sd2i, n1i=n2i, m2i=m1i, sd2i=sd1i, n2i=n1i, data=dat.curtis1998)); add("bonett2010", "ABT", escalc("ABT", ai=ai, mi=mi, ni=ni, data=dat.bonett2010))
for (m in c("PLO","PFT")) { add("debruin2009", m, escalc(m, xi=xi, ni=ni, data=dat.debruin2009)); add("pritz1997", m, escalc(m, xi=xi, ni=ni, data=dat.pritz1997)); add("hannum2020", m, escalc(m, xi=xi, ni=ni, data=dat.hannum2020))
  add("kearon1998", m, escalc(m, xi=tp, ni=pos, data=transform(dat.kearon1998, pos=tp+fn))); add("obrien2003", m, escalc(m, xi=cases, ni=total, data=dat.obrien2003)); add("dogliotti2014", m, escalc(m, xi=stroke, ni=total, data=dat.dogliotti2014))
  add("gurusamy2011", m, escalc(m, xi=death, ni=n, data=dat.gurusamy2011)); add("hasselblad1998", m, escalc(m, xi=xi, ni=ni, data=dat.hasselblad1998)); add("pagliaro1992", m, escalc(m, xi=xi, ni=ni, data=dat.pagliaro1992)); add("baker2009", m, escalc(m, xi=exac, ni=total, data=dat.baker2009)) }
for (n in setdiff(sub("dat\\.","",data(package="metadat")$results[,"Item"]), used)) if (!any(startsWith(names(unused),n))) unused[[n]] <- "no single effect with a variance per row of its own (network, rates per arm, matrices or trees)"
num <- function(x) as.numeric(unname(x))
fits <- function(s, mods) {
  X <- if (length(mods)) do.call(cbind, s$mods[mods]) else NULL; r <- list()
  for (m in c("DL","HE","HS","SJ","ML","REML","EB","PM","EE")) {
    ctl <- if (m=="PM") list(tol=1e-14,maxiter=10000,tau2.max=1e6) else list(threshold=1e-12,maxiter=10000); f <- list(method=m)
    for (t in c("z","t","knha","adhoc")) {
      fit <- tryCatch(suppressWarnings(do.call(rma, c(list(yi=s$yi, vi=s$vi, method=m, test=t, control=ctl), if (is.null(X)) NULL else list(mods=X)))), error=function(e) conditionMessage(e))
      if (is.character(fit)) { f$error <- fit; break }
      if (t=="z") {
        f <- c(f, list(tau2=num(fit$tau2), se.tau2=num(fit$se.tau2), I2=num(fit$I2), H2=num(fit$H2), QE=num(fit$QE), QEp=num(fit$QEp), ll=num(logLik(fit)), weight1=num(weights(fit)[1])))
        if (!is.null(X)) f$R2 <- num(fit$R2)
        if (m!="EE") { ci <- tryCatch(suppressWarnings(confint(fit, control=list(tol=1e-14,maxiter=10000,tau2.max=1e6))), error=function(e) NULL); if (!is.null(ci)) f$tau2.ci <- num(ci$random[1,2:3]) } }
      g <- list(b=num(fit$beta), se=num(fit$se), pval=num(fit$pval), lb=num(fit$ci.lb), ub=num(fit$ci.ub))
      if (!is.null(X)) g <- c(g, list(QM=num(fit$QM), QMp=num(fit$QMp)))
      if (is.null(X) && m!="EE") { p <- predict(fit); g$pi <- c(num(p$pi.lb), num(p$pi.ub)) }
      f[[t]] <- g }
    r[[length(r)+1]] <- f }
  r }
res <- lapply(sets, function(s) { s$plain <- fits(s, character()); if (length(s$mods)) s$moderated <- fits(s, names(s$mods)); s })
writeLines(toJSON(list(tool="metafor 3.8-1, metadat 1.2, R 4.2", script="univariate.R", unused=unused, sets=res), auto_unbox=TRUE, digits=I(15), na="null", null="null"), out)
cat(length(sets), "sets;", length(unused), "unused\n")
