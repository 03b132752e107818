# Reliability of item-level scales that ship with R packages, by psych: alpha with its standard error (Duhachek & Iacobucci 2004), omega total of one minres factor,
# item statistics; and the within-person covariances of a panel of items by plain R.
# Rscript reliability.R    writes reliability.json and the data beside itself
library(psych)
library(jsonlite)

# psych's optimiser stops at 1e-7 or so: the same criterion, brought to its end.
minres <- function(R) {
  start <- suppressWarnings(fa(R, 1, fm = "minres"))$loadings[, 1]
  f <- function(l) sum((R - tcrossprod(l))[upper.tri(R)]^2)
  g <- function(l) { E <- R - tcrossprod(l); diag(E) <- 0; as.vector(-2 * E %*% l) }
  l <- optim(start, f, g, method = "L-BFGS-B", lower = -sqrt(0.995), upper = sqrt(0.995), control = list(factr = 10, pgtol = 1e-14, maxit = 10000))$par
  if (sum(l) < 0) l <- -l
  unname(l)
}

scale <- function(name, data, reversed = integer(0), low = NA, high = NA) {
  data <- as.data.frame(data)
  names(data) <- paste0("i", seq_along(data))
  write.csv(data, paste0(name, ".csv"), row.names = FALSE, na = "")
  x <- na.omit(data)
  for (i in reversed) x[, i] <- low + high - x[, i]
  a <- suppressWarnings(alpha(x, check.keys = FALSE, warnings = FALSE))
  R <- cor(x)
  l <- minres(R)
  psych.omega <- suppressWarnings(suppressMessages(omega(x, nfactors = 1, flip = FALSE, plot = FALSE)))$omega.tot
  list(name = name, file = paste0(name, ".csv"), reversed = reversed, low = low, high = high, n = nrow(x),
       alpha = a$total$raw_alpha, std.alpha = a$total$std.alpha, ase = a$total$ase, average.r = a$total$average_r,
       omega.psych = psych.omega, omega = 1 - sum(1 - l^2) / sum(R), loadings = l,
       mean = unname(colMeans(x)), sd = unname(apply(x, 2, sd)), r.drop = a$item.stats$r.drop, alpha.drop = if (ncol(x) > 2) a$alpha.drop$raw_alpha else NULL)
}

scales <- list(
  scale("bfi_agree", bfi[, 1:5], 1L, 1, 6),
  scale("bfi_conscientious", bfi[, 6:10], c(4L, 5L), 1, 6),
  scale("bfi_extravert", bfi[, 11:15], c(1L, 2L), 1, 6),
  scale("bfi_neurotic", bfi[, 16:20]),
  scale("bfi_open_unturned", bfi[, 21:25]),
  scale("attitude", attitude),
  scale("holzinger", lavaan::HolzingerSwineford1939[, paste0("x", 1:9)]),
  scale("tal_or", Tal.Or[, c("import", "reaction", "pmi")]),
  scale("sat_act", sat.act[, c("SATV", "SATQ")]))

# A panel of items: persons x days x items, unbalanced. Within-person covariances divide by rows less persons.
set.seed(20261123)
persons <- 60
rows <- do.call(rbind, lapply(seq_len(persons), function(p) {
  days <- sample(1:6, 1)
  trait <- rnorm(1)
  data.frame(id = p, session = seq_len(days), t(sapply(seq_len(days), function(d) { state <- rnorm(1, trait, 0.8); pmin(4, pmax(0, round(2 + state + rnorm(5, 0, 0.9)))) })))
}))
names(rows)[3:7] <- paste0("i", 1:5)
rows[sample(nrow(rows), 12), "i3"] <- NA
write.csv(rows, "panel_items.csv", row.names = FALSE, na = "")
x <- na.omit(rows)
first <- x[!duplicated(x$id), 3:7]
deviation <- apply(x[, 3:7], 2, function(v) v - ave(v, x$id))
within <- crossprod(deviation) / (nrow(x) - length(unique(x$id)))
of <- function(C, n) { a <- suppressWarnings(alpha(C, n.obs = n, check.keys = FALSE, warnings = FALSE))$total; R <- cov2cor(C); l <- minres(R)
  list(alpha = a$raw_alpha, omega = 1 - sum(1 - l^2) / sum(R), covariance = unname(C)) }
panel <- list(file = "panel_items.csv", persons = length(unique(x$id)), rows = nrow(x), first = of(cov(first), nrow(first)), pooled = of(cov(x[, 3:7]), nrow(x)), within = of(within, nrow(x)))

write_json(list(tool = paste("psych", packageVersion("psych"), "on", R.version.string), script = "reliability.R", scales = scales, panel = panel),
           "reliability.json", digits = 15, auto_unbox = TRUE, pretty = TRUE, null = "null")
