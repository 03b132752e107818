# Reference values of effect sizes. Usage: Rscript escalc.R escalc.json      (R 4.2, metafor 3.8-1, metadat 1.2)
# Raw counts, means and correlations of metadat (the first 25 rows of each set) x every measure that they allow, at metafor's defaults and, for counts,
# the other rules for empty cells. A partial correlation's z has the variance of a correlation of n - q cases (escalc's ZCOR at ni - q): escalc's ZPCOR
# has one case more. Conversions: escalc's OR2DL and D2ORL, transf.dtorpb, and the delta method by numerical derivative.
suppressMessages({library(metafor); library(jsonlite)}); out <- list(); n15 <- function(x) signif(as.numeric(x), 15)
put <- function(name, measure, d, cols, add=1/2, to="only0", ...) { d <- as.data.frame(lapply(d[cols], as.numeric)); names(d) <- if (is.null(names(cols))) cols else names(cols); d <- head(d, 25)
  e <- suppressWarnings(do.call(escalc, c(list(measure=measure), as.list(d), list(add=add, to=to), list(...)))); out[[length(out)+1]] <<- list(name=name, measure=measure, add=add, to=to, columns=lapply(d, n15), yi=n15(e$yi), vi=n15(e$vi)) }
g <- function(n) get(paste0("dat.", n)); four <- c("ai","n1i","ci","n2i")
for (n in c("egger2001","li2007","lau1992","lee2004","yusuf1985","linde2005","anand1999","graves2010","hahn2001","hine1989","nielweise2007")) for (m in c("OR","RR","RD")) for (to in c("only0","all","if0all","none")) if (to=="only0" || n %in% c("li2007","graves2010","yusuf1985")) put(paste(n,to), m, g(n), four, add=if (to=="all") 0.25 else 0.5, to=to)
for (m in c("OR","RR","RD")) put("bcg", m, dat.bcg, c(ai="tpos",bi="tneg",ci="cpos",di="cneg"))
mean6 <- c("m1i","sd1i","n1i","m2i","sd2i","n2i"); for (m in c("MD","SMD","SMDH","ROM")) { put("normand1999", m, dat.normand1999, mean6); put("gibson2002", m, dat.gibson2002, mean6); put("curtis1998", m, dat.curtis1998, mean6) }
for (m in c("MD","SMD","SMDH")) put("dagostino1998", m, dat.dagostino1998, c(m1i="mt",sd1i="sdt",n1i="nt",m2i="mc",sd2i="sdc",n2i="nc"))
for (m in c("COR","ZCOR")) { for (n in c("cohen1981","crede2010","mcdaniel1994","molloy2014","craft2003")) put(n, m, g(n), c("ri","ni")); put("nakagawa2007", m, dat.nakagawa2007, c(ri="Correlation",ni="SampleSize")) }
d <- dat.aloe2013; d$mi <- d$preds; put("aloe2013", "PCOR", d, c(ti="tval", ni="n", mi="mi"))
e <- escalc("PCOR", ti=tval, ni=n, mi=preds, data=d); z <- escalc("ZCOR", ri=as.numeric(e$yi), ni=d$n-(d$preds-1)); out[[length(out)+1]] <- list(name="aloe2013", measure="ZPCOR", add=.5, to="only0", columns=list(ti=n15(d$tval), ni=n15(d$n), mi=n15(d$preds)), yi=n15(z$yi), vi=n15(z$vi))
out[[length(out)+1]] <- list(name="aloe2013 by r", measure="ZPCOR", add=.5, to="only0", columns=list(ri=n15(e$yi), ni=n15(d$n), qi=n15(d$preds-1)), yi=n15(z$yi), vi=n15(z$vi))
for (m in c("PR","PLO")) for (to in c("only0","none")) { for (n in c("debruin2009","pritz1997","hannum2020","hasselblad1998","pagliaro1992")) if (all(c("xi","ni") %in% names(g(n)))) put(paste(n,to), m, g(n), c("xi","ni"), to=to) }
num <- function(f, x) { h <- 1e-5*max(1,abs(x)); (8*(f(x+h)-f(x-h)) - (f(x+2*h)-f(x-2*h)))/(12*h) }; conv <- list()
for (x in c(-1.2,-.1,.35,2)) for (n in list(c(20,20),c(15,60))) { f <- function(d) transf.dtorpb(d, n1i=n[1], n2i=n[2]); k <- sum(n)^2/prod(n); h <- function(d) d/sqrt(d^2+k); conv[[length(conv)+1]] <- list(kind="d to r", x=x, v=.04, n=n, yi=n15(h(x)), vi=n15(.04*num(h,x)^2)) }
for (x in c(-.7,.05,.6)) { h <- function(r) 2*r/sqrt(1-r^2); conv[[length(conv)+1]] <- list(kind="r to d", x=x, v=.01, n=c(0,0), yi=n15(h(x)), vi=n15(.01*num(h,x)^2)) }
e <- escalc("OR2DL", ai=10, bi=20, ci=15, di=12); o <- escalc("OR", ai=10, bi=20, ci=15, di=12); conv[[length(conv)+1]] <- list(kind="or to d", x=n15(o$yi), v=n15(o$vi), n=c(0,0), yi=n15(e$yi), vi=n15(e$vi))
e <- escalc("D2ORL", m1i=5, sd1i=2, n1i=30, m2i=4, sd2i=2, n2i=25); d1 <- (5-4)/2; conv[[length(conv)+1]] <- list(kind="d to or", x=d1, v=n15(e$vi*3/pi^2), n=c(0,0), yi=n15(e$yi), vi=n15(e$vi))
cat(toJSON(list(tool="metafor 3.8-1, metadat 1.2, R 4.2", script="escalc.R", sets=out, conversions=conv), auto_unbox=TRUE, digits=I(15), na="null"), file=commandArgs(TRUE)[1]); cat(length(out), "sets\n")
