# lavaan's RI-CLPM (equal lags, FIML, MLR) on every study of a scores file, one after the other. Usage: Rscript ReproduceBenchmark.R SESSIONS.csv
suppressMessages(library(lavaan))
x <- read.csv(commandArgs(TRUE)[1], colClasses = c(participant = "character"))
x <- x[x$session <= 7, ]
riclpm <- function(T) {
  a <- paste0("a", 1:T); s <- paste0("s", 1:T)
  L <- c(paste("RIa =~", paste0("1*", a, collapse = "+")), paste("RIs =~", paste0("1*", s, collapse = "+")), "RIa~~RIa", "RIs~~RIs", "RIa~~RIs")
  for (t in 1:T) L <- c(L, sprintf("wa%d=~1*%s", t, a[t]), sprintf("ws%d=~1*%s", t, s[t]), sprintf("%s~~0*%s", a[t], a[t]), sprintf("%s~~0*%s", s[t], s[t]))
  for (t in 2:T) L <- c(L, sprintf("wa%d~aa*wa%d+sa*ws%d", t, t - 1, t - 1), sprintf("ws%d~ss*ws%d+as*wa%d", t, t - 1, t - 1))
  for (t in 1:T) L <- c(L, sprintf("wa%d~~wa%d", t, t), sprintf("ws%d~~ws%d", t, t), sprintf("wa%d~~ws%d", t, t))
  c(L, paste0(c(a, s), "~1"))
}
for (k in unique(x$study)) {
  d <- x[x$study == k, ]; ss <- sort(unique(d$session)); id <- unique(d$participant); w <- data.frame(row.names = seq_along(id))
  for (j in seq_along(ss)) { i <- match(paste(id, ss[j]), paste(d$participant, d$session)); w[[paste0("a", j)]] <- d$alliance[i]; w[[paste0("s", j)]] <- d$symptom[i] }
  for (p in c("a", "s")) { n <- grep(paste0("^", p), names(w)); w[n] <- w[n] / sd(unlist(w[n]), na.rm = TRUE) }
  f <- suppressWarnings(lavaan(riclpm(length(ss)), w, missing = "ml", estimator = "MLR"))
  cat(k, lavInspect(f, "converged"), "\n")
}
