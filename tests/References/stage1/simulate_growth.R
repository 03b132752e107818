# A latent curve with structured residuals, N = 400, 5 waves: true slopes, lags within persons, dropout at random. Usage, in this folder: Rscript simulate_growth.R
# R 4.2 -> data/growth_5.csv; 8 digits.
set.seed(20203); n <- 400; w <- 5
g <- matrix(rnorm(4 * n), n) %*% chol(matrix(c(.5, -.15, .02, 0, -.15, .5, 0, .02, .02, 0, .04, -.01, 0, .02, -.01, .04), 4)) # RIa, RIs, RSa, RSs
a <- s <- matrix(NA, n, w); wa <- rnorm(n, 0, .7); ws <- -.3 * wa + rnorm(n, 0, .65)
for (t in seq_len(w)) {
  if (t > 1) { na <- .3 * wa - .1 * ws + rnorm(n, 0, .6); ns <- .4 * ws - .12 * wa - .2 * (na - .3 * wa + .1 * ws) + rnorm(n, 0, .55); wa <- na; ws <- ns }
  a[, t] <- 5 + g[, 1] + (.1 + g[, 3]) * (t - 1) + wa; s[, t] <- 3 + g[, 2] + (-.2 + g[, 4]) * (t - 1) + ws
}
out <- runif(n) < .3; last <- ifelse(out, sample(2:4, n, TRUE), w)
for (t in seq_len(w)) { a[t > last | runif(n) < .04, t] <- NA; s[t > last | runif(n) < .04, t] <- NA }
d <- list(); for (t in seq_len(w)) { d[[paste0("a", t)]] <- a[, t]; d[[paste0("s", t)]] <- s[, t] }
write.csv(signif(as.data.frame(d), 8), "data/growth_5.csv", row.names = FALSE, na = "")
