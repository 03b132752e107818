# metafor's side of the multivariate benchmark. Usage: Rscript MultivariateBenchmark.R EFFECTS.csv -> CPU seconds: UN fit of 17 x 4; the profile interval
# of its first variance alone (one of ten: all of them take minutes); a three-level fit of the 68 effects. EFFECTS.csv: as for PoolBenchmark.R.
suppressMessages(library(metafor)); d <- read.csv(commandArgs(TRUE)[1]); k <- nrow(d)
cpu <- function(f) { a <- proc.time(); f(); b <- proc.time(); sum((b - a)[1:2]) }
y <- c(t(as.matrix(d[,paste0("y",1:4)]))); V <- matrix(0,4*k,4*k)
for (i in 1:k) for (p in 1:4) for (q in 1:p) V[4*(i-1)+p,4*(i-1)+q] <- V[4*(i-1)+q,4*(i-1)+p] <- d[[paste0("s",p,q)]][i]
o <- factor(rep(1:4,k)); s <- rep(1:k,each=4); e <- seq_along(y)
un <- function() rma.mv(y,V,mods=~o-1,random=~o|s,struct="UN",method="REML",control=list(rel.tol=1e-10))
f <- un(); cat(cpu(un), cpu(function() confint(f, tau2=1)), cpu(function() rma.mv(y,V,random=~1|s/e,method="REML",control=list(rel.tol=1e-10))), "\n")
