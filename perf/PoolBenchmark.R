# metafor's side of the pool benchmark. Usage: Rscript PoolBenchmark.R EFFECTS.csv -> CPU seconds of one: REML with guarded Knapp-Hartung and
# Q-profile interval, k = 17; leave-one-out of it; UN fit of 17 x 4; GOSH of all 8,191 subsets of 13 by REML (300 of them drawn, scaled up);
# exact permutation test of 10 by REML with Knapp-Hartung (1,024 sign patterns). EFFECTS.csv: y1..y4, lower triangles s11, s21, s22, ...
suppressMessages(library(metafor)); d <- read.csv(commandArgs(TRUE)[1]); k <- nrow(d)
cpu <- function(n, f, warm=TRUE) { if (warm) f(); a <- proc.time(); for (i in 1:n) f(); b <- proc.time(); sum((b-a)[1:2])/n }
uni <- function() { f <- rma(d$y1, d$s11, method="REML", test="adhoc", control=list(threshold=1e-12,maxiter=1000)); confint(f); predict(f); f }
y <- c(t(as.matrix(d[,paste0("y",1:4)]))); V <- matrix(0,4*k,4*k)
for (i in 1:k) for (p in 1:4) for (q in 1:p) V[4*(i-1)+p,4*(i-1)+q] <- V[4*(i-1)+q,4*(i-1)+p] <- d[[paste0("s",p,q)]][i]
o <- factor(rep(1:4,k)); s <- rep(1:k,each=4); f <- uni(); g <- rma(y1, s11, data=d[1:13,], control=list(maxiter=1000)); h <- rma(y1, s11, data=d[1:10,], test="knha", control=list(maxiter=1000)); set.seed(1)
cat(cpu(100,uni), cpu(5,function() leave1out(f)), cpu(2,function() rma.mv(y,V,mods=~o-1,random=~o|s,struct="UN",method="REML",control=list(rel.tol=1e-10))),
    cpu(1,function() gosh(g, subsets=300, progbar=FALSE), FALSE)*8191/300, cpu(1,function() permutest(h, exact=TRUE, progbar=FALSE), FALSE), "\n")
