# A random-intercept process of 4 waves in 360 persons: covariates x1, x2 of the intercepts, two arms that differ in a cross-lag, dropout that depends on x1.
# Usage, in this folder: Rscript simulate_persons.R -> data/persons_4.csv. R 4.2; 8 digits.
set.seed(20205); n <- 360; w <- 4; x1 <- rnorm(n); x2 <- .3 * x1 + rnorm(n); arm <- ifelse(seq_len(n) %% 3 == 0, "waiting", "treated")
ia <- -.3 * x1 + .1 * x2 + rnorm(n, 0, .8); is <- .4 * x1 - .2 * ia + rnorm(n, 0, .8); wa <- rnorm(n); ws <- -.3 * wa + rnorm(n, 0, .9); d <- list()
for (t in seq_len(w)) {
  if (t > 1) { na <- .35 * wa - .1 * ws + rnorm(n, 0, .8); ns <- .3 * ws - ifelse(arm == "treated", .2, 0) * wa - .2 * (na - .35 * wa + .1 * ws) + rnorm(n, 0, .8); wa <- na; ws <- ns }
  d[[paste0("a", t)]] <- 5 + .1 * t + ia + wa; d[[paste0("s", t)]] <- 3 - .1 * t + is + ws
}
last <- ifelse(runif(n) < plogis(-1.2 + .8 * x1), sample(2:3, n, TRUE), w)
for (t in 2:w) for (v in c("a", "s")) d[[paste0(v, t)]][t > last | runif(n) < .05] <- NA
x2[runif(n) < .08] <- NA; g <- signif(data.frame(d, x1, x2), 8); g$arm <- arm
write.csv(g, "data/persons_4.csv", row.names = FALSE, na = "", quote = FALSE)
