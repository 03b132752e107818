# metafor's side of the pool benchmark. Usage: Rscript PoolBenchmark.R EFFECTS.csv -> seconds: REML with guarded Knapp-Hartung and Q-profile
# interval, k = 17; leave-one-out of it; UN fit of 17 x 4 (medians). EFFECTS.csv: y1..y4 and the lower triangles s11, s21, s22, ...
suppressMessages(library(metafor)); d <- read.csv(commandArgs(TRUE)[1]); k <- nrow(d)
med <- function(n, f) { f(); t <- numeric(n); for (i in 1:n) { a <- proc.time()[[3]]; f(); t[i] <- proc.time()[[3]]-a }; mean(t) }
uni <- function() { f <- rma(d$y1, d$s11, method="REML", test="adhoc", control=list(threshold=1e-12,maxiter=1000)); confint(f); predict(f); f }
y <- c(t(as.matrix(d[,paste0("y",1:4)]))); V <- matrix(0,4*k,4*k)
for (i in 1:k) for (p in 1:4) for (q in 1:p) V[4*(i-1)+p,4*(i-1)+q] <- V[4*(i-1)+q,4*(i-1)+p] <- d[[paste0("s",p,q)]][i]
o <- factor(rep(1:4,k)); s <- rep(1:k,each=4); f <- uni()
cat(med(200,uni), med(5,function() leave1out(f)), med(2,function() rma.mv(y,V,mods=~o-1,random=~o|s,struct="UN",method="REML",control=list(rel.tol=1e-10))), "\n")
