# Leverage-corrected robust errors of an RI-CLPM from lavaan's scores and information matrices: f_i = (A - I_i)^-1 s_i, complete data (one pattern).
# Writes leverage.json. R 4.2, lavaan 0.6-14, jsonlite.
suppressMessages({library(lavaan); library(jsonlite)})
set.seed(20260423)
n <- 80; waves <- 4
ri <- matrix(rnorm(2 * n), n) %*% chol(matrix(c(.5, -.2, -.2, .5), 2))
w <- matrix(rnorm(2 * n), n); data <- NULL
for (t in 1:waves) {
  if (t > 1) w <- cbind(.35 * w[, 1] - .1 * w[, 2], .45 * w[, 2] - .1 * w[, 1]) + .88 * matrix(rnorm(2 * n), n)
  data <- cbind(data, round(5 + ri[, 1] + w[, 1], 3), round(3 + ri[, 2] + w[, 2], 3))
}
colnames(data) <- c(rbind(paste0("a", 1:waves), paste0("s", 1:waves)))
data <- as.data.frame(data)
t <- 1:waves
model <- c(paste("RIa =~", paste0("1*a", t, collapse = " + ")), paste("RIs =~", paste0("1*s", t, collapse = " + ")), "RIa ~~ RIa", "RIs ~~ RIs", "RIa ~~ RIs",
  paste0("wa", t, " =~ 1*a", t), paste0("ws", t, " =~ 1*s", t),
  paste0("wa", t[-1], " ~ aa*wa", t[-waves], " + sa*ws", t[-waves]), paste0("ws", t[-1], " ~ ss*ws", t[-waves], " + as*wa", t[-waves]),
  paste0("wa", t, " ~~ wa", t), paste0("ws", t, " ~~ ws", t), paste0("wa", t, " ~~ ws", t), paste0("a", t, " ~ 1"), paste0("s", t, " ~ 1"))
fit <- lavaan(model, data = data, missing = "ml", estimator = "MLR", control = list(rel.tol = 1e-10, iter.max = 5000))
# Indicator of the distinct parameters: labels that stand twice are one.
free <- fit@ParTable$free > 0
name <- ifelse(fit@ParTable$label[free] == "", paste(fit@ParTable$lhs, fit@ParTable$op, fit@ParTable$rhs)[free], fit@ParTable$label[free])
K <- outer(name, unique(name), "==") * 1
s <- lavScores(fit, ignore.constraints = TRUE); stopifnot(ncol(s) == ncol(K))
A <- n * t(K) %*% lavInspect(fit, "information.observed") %*% K
one <- t(K) %*% lavInspect(fit, "information.expected") %*% K
stopifnot(max(eigen(solve(A, one), only.values = TRUE)$values) < .75)
f <- s %*% solve(A - one)
full <- f
labels <- c("aa", "sa", "ss", "as")
place <- match(labels, unique(name))
df <- sapply(place, function(j) { u <- full[, j]; 2 * sum(u^2)^2 / (sum(u^4) - sum(u^2)^2 / n) })
plain <- s %*% solve(A)
robust <- sqrt(colSums(plain^2))[place]
stopifnot(max(abs(robust / sqrt(diag(vcov(fit)))[match(labels, name)] - 1)) < 1e-4)
write_json(list(tool = "lavaan", version = as.character(packageVersion("lavaan")), script = "leverage.R", lags = labels,
  est = coef(fit)[match(labels, name)], se_mlr = robust, se_leverage = sqrt(colSums(full^2))[place], df = df, data = as.matrix(data)),
  "leverage.json", digits = 12, auto_unbox = TRUE)
