# Multilevel and multivariate models of metafor 3.8-1 and robust tests of clubSandwich 0.5.8 on data sets of metadat 1.2 (R 4.2).
# Usage: Rscript multilevel.R OUT_FOLDER [set ...]  -> one JSON file a set. Factors are integer codes in the order of their levels.
suppressMessages({library(metafor); library(clubSandwich); library(jsonlite)})
out <- commandArgs(TRUE)[1]; wanted <- commandArgs(TRUE)[-1]
num <- function(x) as.numeric(unname(x)); ok <- function(e) tryCatch(suppressWarnings(suppressMessages(e)), error=function(x) NULL)
code <- function(x) as.integer(factor(x))
ctl <- list(rel.tol=1e-12, x.tol=1e-12, iter.max=2000, eval.max=4000)
one <- function(...) list(kind="one", factors=c(...)); io <- function(inner, outer, struct) list(kind="io", inner=inner, outer=outer, struct=struct)
# A set: data d (yi, vi and factors), V, factors by name, models of X (formula) and random terms, cluster by name.
sets <- list()
add <- function(name, d, factors, models, V=NULL, cluster=factors[1], influence=0, profile=0) {
  keep <- !is.na(d$yi) & !is.na(d$vi); d <- d[keep,]; if (!is.null(V)) V <- V[keep,keep]; for (f in factors) d[[f]] <- factor(d[[f]]); d <- droplevels(d)
  sets[[name]] <<- list(name=name, d=d, factors=factors, models=models, V=V, cluster=cluster, influence=influence, profile=profile) }
M <- function(X, ...) list(X=X, random=list(...))
const <- function(d, cluster, rho) impute_covariance_matrix(d$vi, d[[cluster]], rho, return_list=FALSE)

d <- dat.konstantopoulos2011; d$year <- d$year - 1990; d$school <- d$study
add("konstantopoulos2011", d, c("district","school"), list(M(~1, one("district","school")), M(~1, one("district")), M(~year, one("district","school")), M(~1, io("school","district","CS"))), influence=2, profile=2)
d <- dat.assink2016; d$year <- d$year - mean(d$year)
add("assink2016", d, c("study","id"), list(M(~1, one("study","id")), M(~factor(deltype)+year, one("study","id"))), profile=1)
add("assink2016 rho .6", d, c("study","id"), list(M(~1, one("study","id")), M(~factor(pubstatus), one("study","id"))), V=const(d,"study",.6))
d <- dat.berkey1998; V <- bldiag(lapply(split(d[c("v1i","v2i")], d$trial), as.matrix)); d$year <- d$year - 1983
B <- lapply(c("UN","HCS","CS","DIAG","ID"), function(s) M(~outcome-1, io("outcome","trial",s)))
add("berkey1998", d, c("trial","outcome"), c(B, list(M(~outcome+outcome:year-1, io("outcome","trial","UN")))), V=V, influence=5, profile=5)
d <- dat.kalaian1996
add("kalaian1996", d, c("study","outcome","id"), c(lapply(c("UN","HCS","CS","DIAG","ID"), function(s) M(~outcome-1, io("outcome","study",s))), list(M(~1, one("study"), one("id")))), V=const(d,"study",.66), profile=1)
d <- do.call(rbind, lapply(1:4, function(t) { e <- dat.fine1993; escalc("PETO", ai=e[[paste0("e",t,"i")]], n1i=e$nei, ci=e[[paste0("c",t,"i")]], n2i=e$nci, data=data.frame(study=e$study, time=t)) })); d <- d[order(d$study,d$time),]; d <- d[!is.na(d$yi),]
add("fine1993", d, c("study","time"), lapply(c("UN","HCS","CS","AR","DIAG"), function(s) M(~time-1, io("time","study",s))), V=const(d,"study",.6))
d <- do.call(rbind, lapply(1:4, function(t) { e <- dat.ishak2007; data.frame(study=seq_len(nrow(e)), time=t, yi=e[[paste0("y",t,"i")]], vi=e[[paste0("v",t,"i")]]) })); d <- d[order(d$study,d$time),]; d <- d[!is.na(d$yi),]
V <- outer(seq_len(nrow(d)), seq_len(nrow(d)), function(i,j) (d$study[i]==d$study[j])*.97^abs(d$time[i]-d$time[j])*sqrt(d$vi[i]*d$vi[j]))
add("ishak2007", d, c("study","time"), lapply(c("UN","HCS","CS","AR","DIAG"), function(s) M(~time-1, io("time","study",s))), V=V)
d <- escalc("ZCOR", ri=ri, ni=ni, data=dat.crede2010); d$effect <- seq_len(nrow(d)); add("crede2010", d, c("studyid","sampleid","effect"), list(M(~1, one("studyid","sampleid")), M(~criterion, one("studyid","effect")), M(~criterion-1, io("criterion2","studyid","HCS"))))
sets[["crede2010"]]$d$criterion2 <- factor(sets[["crede2010"]]$d$criterion); sets[["crede2010"]]$factors <- c(sets[["crede2010"]]$factors, "criterion2")
d <- escalc("ZCOR", ri=ri, ni=ni, data=dat.lim2014$o_o_adj); d$effect <- seq_len(nrow(d)); add("lim2014", d, c("article","species","effect"), list(M(~1, one("article"), one("species"), one("effect")), M(~1, one("article","effect"))))
d <- dat.senn2013; d$yi <- d$mi; d$vi <- d$sdi^2/d$ni; add("senn2013", d, c("study","treatment"), list(M(~1, one("study"), one("treatment")), M(~I(treatment=="placebo"), one("study"))))
d <- escalc("SMD", m1i=mt, sd1i=sdt, n1i=nt, m2i=mc, sd2i=sdc, n2i=nc, data=dat.dagostino1998); d <- d[!is.na(d$yi),]; d$effect <- seq_len(nrow(d)); add("dagostino1998", d, c("study","effect","outcome"), list(M(~1, one("study","effect")), M(~outcome-1, io("outcome","study","CS")), M(~outcome-1, io("outcome","study","HCS"))))
d <- escalc("PLO", xi=xi, ni=ni, data=dat.hasselblad1998); d$arm <- seq_len(nrow(d)); add("hasselblad1998", d, c("study","arm","trt"), list(M(~trt, one("study","arm")), M(~1, one("study"), one("trt"))))
d <- escalc("PLO", xi=cases, ni=total, data=dat.obrien2003); d$effect <- seq_len(nrow(d)); d$bmi <- d$bmi - 30; add("obrien2003", d, c("study","effect"), list(M(~bmi+I(bmi^2), one("study","effect")), M(~1, one("study","effect"))))
d <- dat.knapp2017; d <- d[!is.na(d$difficulty),]; d$effect <- seq_len(nrow(d)); add("knapp2017", d, c("study","task","effect"), list(M(~1, one("study","effect")), M(~difficulty, one("study"), one("task"), one("effect"))))
d <- escalc("OR", ai=waward, n1i=wtotal, ci=maward, n2i=mtotal, data=dat.bornmann2007); add("bornmann2007", d, c("study","obs"), list(M(~1, one("study","obs")), M(~type, one("study","obs"))), cluster="study")
d <- dat.tannersmith2016; d$effect <- seq_len(nrow(d)); d <- d[complete.cases(d[c("propmale","aget1","aget2")]),]; d$age <- d$aget1-15; add("tannersmith2016", d, c("studyid","effect"), list(M(~age+propmale, one("studyid","effect")), M(~1, one("studyid","effect"))), V=const(d,"studyid",.8))
d <- escalc("PLO", xi=xi, ni=ni, data=dat.pagliaro1992); d$arm <- seq_len(nrow(d)); add("pagliaro1992", d, c("study","arm","trt"), list(M(~trt, one("study","arm")), M(~trt-1, io("trt","study","DIAG"))))
d <- escalc("PLO", xi=stroke, ni=total, data=dat.dogliotti2014); d$arm <- seq_len(nrow(d)); add("dogliotti2014", d, c("study","arm","treatment"), list(M(~treatment, one("study")), M(~treatment-1, io("treatment","study","CS"))))
d <- dat.lopez2019; d$yi <- d$diff; d$vi <- d$se^2; d <- d[!is.na(d$yi) & !is.na(d$vi),]; d$arm <- seq_len(nrow(d)); add("lopez2019", d, c("study","arm","treatment"), list(M(~1, one("study","arm")), M(~treatment, one("study"))))
d <- dat.mccurdy2020; d <- d[d$article %in% unique(d$article)[1:15],]; add("mccurdy2020", d, c("article","experiment","sample","id"), list(M(~1, one("article","experiment","sample")), M(~condition, one("article","sample"))))
d <- escalc("ZCOR", ri=ri, ni=ni, data=dat.moura2021$dat); d <- d[d$study.id %in% unique(d$study.id)[1:45],]; d <- d[!is.na(d$yi),]; add("moura2021", d, c("study.id","effect.size.id","species.id"), list(M(~1, one("study.id"), one("species.id"), one("effect.size.id")), M(~spatially.pooled, one("study.id","effect.size.id"))))
# What is not used, and why.
unused <- list(vanhowe1999="one effect a study", gibson2002="one effect a study", bangertdrowns2004="one effect a study", raudenbush1985="one effect a study", landenberger2005="one effect a study",
  kearon1998="pairs of sensitivity and specificity: a bivariate binomial model, not effects with variances", maire2019="spatial correlation, a structure that is not offered", woods2010="arms of a network with zero cells", axfors2021="one effect a study",
  craft2003="correlations without a sample size leave gaps in V")

fml <- function(t) if (t$kind=="one") as.formula(paste0("~1|", paste(t$factors, collapse="/"))) else as.formula(paste0("~", t$inner, "|", t$outer))
fit <- function(s, m, method, test="z", dfs="residual", control=ctl) {
  X <- model.matrix(m$X, s$d); V <- if (is.null(s$V)) s$d$vi else s$V; st <- unlist(lapply(m$random, function(t) t$struct)); yi <- as.numeric(s$d$yi); d <- as.data.frame(s$d)
  a <- list(yi=yi, V=V, mods=X, intercept=FALSE, random=lapply(m$random, fml), data=d, method=method, test=test, dfs=dfs, control=control, sparse=FALSE)
  if (!is.null(st)) a$struct <- st
  f <- ok(do.call(rma.mv, a)); if (is.null(f)) { a$control <- list(optimizer="optim", optmethod="BFGS", reltol=1e-14, maxit=2000); f <- ok(do.call(rma.mv, a)) }
  if (is.null(f)) { a$control <- list(); f <- ok(do.call(rma.mv, a)) }
  f }
robust <- function(f, cluster, p) {
  r <- list()
  for (t in c("CR0","CR1","CR1p","CR1S","CR2","CR3")) {
    v <- ok(vcovCR(f, cluster=cluster, type=t)); if (is.null(v)) next
    ct <- ok(coef_test(f, vcov=v, test="Satterthwaite")); if (is.null(ct)) next
    g <- list(se=num(ct$SE), df=num(ct$df_Satt), p=num(ct$p_Satt))
    if (p > 1) { w <- ok(Wald_test(f, constraints=constrain_zero(2:p), vcov=v, test=c("Naive-F","HTZ"))); if (!is.null(w)) { n <- w[w$test=="Naive-F",]; h <- w[w$test=="HTZ",]; g$naive <- num(c(n$Fstat, n$df_num, n$df_denom, n$p_val)); g$htz <- num(c(h$Fstat, h$df_num, h$df_denom, h$p_val)) } }
    if (t=="CR2") { ci <- ok(conf_int(f, vcov=v)); if (!is.null(ci)) g$ci <- num(c(ci$CI_L, ci$CI_U)) }
    r[[t]] <- g }
  r }
for (s in sets) {
  if (length(wanted) && !(s$name %in% wanted)) next
  time <- proc.time()[[1]]; k <- nrow(s$d); res <- list()
  for (i in seq_along(s$models)) for (method in c("REML","ML")) { m <- s$models[[i]]
    X <- model.matrix(m$X, s$d); f <- fit(s, m, method); g <- list(random=m$random, method=method, X=apply(X, 2, as.list, simplify=FALSE)); g$X <- lapply(seq_len(ncol(X)), function(j) num(X[,j]))
    if (is.null(f)) { g$error <- "rma.mv does not converge with any optimiser tried"; res[[length(res)+1]] <- g; next }
    st <- f$fit.stats[[if (method=="ML") "ML" else "REML"]]
    g <- c(g, list(b=num(f$beta), se=num(f$se), p=num(f$pval), ci=num(c(f$ci.lb,f$ci.ub)), ll=st[1], AIC=st[3], BIC=st[4], AICc=st[5], QE=num(f$QE), QEp=num(f$QEp), QM=num(f$QM), QMp=num(f$QMp)))
    if (f$withS) g$sigma2 <- num(f$sigma2); if (f$withG) { g$tau2 <- num(f$tau2); g$rho <- num(f$rho) }
    if (method=="REML") {
      for (dfs in c("residual","contain")) { t <- fit(s, m, method, "t", dfs, control=list(optimizer=f$control$optimizer, sigma2.init=pmax(f$sigma2,1e-6), iter.max=1)); ddf <- metafor:::.ddf.calc(dfs, X=f$X, k=k, p=ncol(X), mf.s=f$mf.s, mf.g=f$mf.g, mf.h=f$mf.h)
        g[[dfs]] <- list(df=num(ddf), p=num(2*pt(-abs(f$zval), ddf)), QMp=num(pf(f$QM/f$m, f$m, min(ddf[f$btt]), lower.tail=FALSE))) }
      if (k <= 70) g$hat <- num(hatvalues(f))
      # Satterthwaite from the dense definition: 2 f^2 / g'Vg with V the inverse expected information of the components away from zero.
      K <- list(); if (f$withS) for (j in seq_along(f$sigma2)) if (f$sigma2[j] > 1e-6) K[[length(K)+1]] <- f$Z.S[[j]] %*% t(f$Z.S[[j]])
      if (!f$withG && length(K)) { W <- solve(f$M); A <- solve(t(f$X)%*%W%*%f$X); P <- W - W%*%f$X%*%A%*%t(f$X)%*%W
        I <- outer(seq_along(K), seq_along(K), Vectorize(function(a,b) sum((P%*%K[[a]])*t(P%*%K[[b]]))/2)); S <- solve(I)
        g$satterthwaite <- sapply(seq_len(ncol(X)), function(j) { dv <- sapply(K, function(Ka) (A%*%t(f$X)%*%W%*%Ka%*%W%*%f$X%*%A)[j,j]); 2*A[j,j]^2/drop(t(dv)%*%S%*%dv) }) }
      g$robust <- robust(f, s$d[[s$cluster]], ncol(X))
      r1 <- ok(metafor::robust(f, cluster=s$d[[s$cluster]])); if (!is.null(r1)) g$CR1 <- list(se=num(r1$se), df=num(r1$dfs)[1], p=num(r1$pval))
      if (i <= s$influence) { cl <- as.character(s$d[[s$cluster]]); ids <- unique(cl); co <- ok(cooks.distance(f, cluster=cl)); db <- ok(dfbetas(f, cluster=cl)); rs <- ok(rstudent(f, cluster=cl))
        if (!is.null(co) && !is.null(db) && !is.null(rs)) { at <- match(levels(s$d[[s$cluster]]), names(co)); bt <- match(levels(s$d[[s$cluster]]), rownames(db)); xt <- match(levels(s$d[[s$cluster]]), rs$cluster$slab)
          g$influence <- list(cook=num(co)[at], dfbetas=lapply(seq_len(ncol(X)), function(j) num(db[bt,j])), X2=num(rs$cluster$X2)[xt], resid=num(rs$obs$resid), z=num(rs$obs$z)) } }
      if (i <= s$profile) { ci <- ok(confint(f, control=list(tol=1e-9))); if (!is.null(ci)) g$profile <- if (!is.null(ci$random)) list(num(ci$random[1,2:3])) else lapply(ci[seq_len(length(ci)-1)], function(x) num(x$random[1,2:3])) } }
    res[[length(res)+1]] <- g }
  uni <- NULL; u <- ok(rma(as.numeric(s$d$yi), s$d$vi, method="REML", control=list(threshold=1e-12, maxiter=10000)))
  if (!is.null(u)) uni <- list(tau2=num(u$tau2), robust=robust(u, s$d[[s$cluster]], 1))
  blocks <- NULL; if (!is.null(s$V)) { g <- split(seq_len(k), s$d[[s$cluster]]); blocks <- lapply(unname(g), function(i) list(rows=as.list(i-1), v=as.list(num(as.matrix(s$V)[i,i])))) }
  j <- list(name=s$name, tool="metafor 3.8-1, clubSandwich 0.5.8, metadat 1.2, R 4.2", script="multilevel.R", yi=num(s$d$yi), vi=num(s$d$vi), factors=lapply(setNames(s$factors,s$factors), function(f) as.integer(s$d[[f]])), cluster=s$cluster, blocks=blocks, models=res, univariate=uni)
  writeLines(toJSON(j, auto_unbox=TRUE, digits=I(14), na="null", null="null"), file.path(out, paste0(gsub("[ .]", "_", s$name), ".json")))
  cat(s$name, k, "effects;", length(res), "fits;", round(proc.time()[[1]]-time,1), "s CPU\n") }
if (!length(wanted)) writeLines(toJSON(list(unused=unused), auto_unbox=TRUE, pretty=TRUE), file.path(out, "unused.json"))
