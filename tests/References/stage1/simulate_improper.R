# Two studies of our own whose random-intercept model converges to an improper solution, so that the statuses `boundary` and `inadmissible` are
# exercised against what lavaan converges to. Every value is simulated. Usage, in this folder: Rscript simulate_improper.R
# R 4.2, fixed seeds; writes data/improper_boundary.csv and data/improper_inadmissible.csv (wide, in SDs of each construct, sessions 1 to 3).
simulate <- function(seed, n, T, intercept, phi, cross, residual, drop) {
  set.seed(seed)
  A <- S <- matrix(NA, n, T)
  ia <- rnorm(n, 0, sqrt(intercept)); is <- -0.4 * ia + rnorm(n, 0, sqrt(intercept * 0.84))
  wa <- rnorm(n); ws <- -0.3 * wa + rnorm(n, 0, 0.95)
  for (t in 1:T) {
    if (t > 1) {
      na <- phi * wa + cross * ws + rnorm(n, 0, sqrt(residual)); ns <- phi * ws + cross * wa + rnorm(n, 0, sqrt(residual))
      wa <- na; ws <- ns
    }
    A[, t] <- ia + wa + 0.1 * t; S[, t] <- is + ws - 0.1 * t
  }
  gone <- rep(FALSE, n)
  for (t in 2:T) { gone <- gone | runif(n) < drop; A[gone, t] <- NA; S[gone, t] <- NA }
  w <- data.frame(cbind(A, S)); names(w) <- c(paste0("a", 1:T), paste0("s", 1:T))
  sa <- sd(A, na.rm = TRUE); ss <- sd(S, na.rm = TRUE)
  w[paste0("a", 1:T)] <- w[paste0("a", 1:T)] / sa; w[paste0("s", 1:T)] <- w[paste0("s", 1:T)] / ss
  signif(w, 8)
}
write.csv(simulate(16, 80, 4, 0.02, 0.55, -0.1, 0.6, 0.06), "data/improper_boundary.csv", row.names = FALSE, na = "")
write.csv(simulate(8, 45, 3, 1.2, 0.1, -0.1, 0.9, 0.08), "data/improper_inadmissible.csv", row.names = FALSE, na = "")
