# Repeated measures that ship with R packages: variance between and within (analysis of variance and lme4's REML), lag-1 correlation of deviations from the person's mean,
# completeness, distribution (psych's describe, quantile type 7), implausible jumps by plain R.
# Rscript variance.R    writes variance.json and the data beside itself
library(lme4)
library(jsonlite)

panel <- function(name, id, session, y, low, high, lag = 1) {
  data <- data.frame(id = as.character(id), session = as.integer(session), y = as.numeric(y))
  data <- data[!is.na(data$y), ]
  data <- data[order(data$id, data$session), ]
  stopifnot(!any(duplicated(data[, 1:2])))
  write.csv(data, paste0(name, ".csv"), row.names = FALSE)
  fit <- suppressMessages(lmer(y ~ 1 + (1 | id), data, control = lmerControl(optCtrl = list(xtol_rel = 1e-12, ftol_abs = 1e-14))))
  v <- as.data.frame(VarCorr(fit))$vcov
  table <- anova(lm(y ~ id, data))
  msb <- table[1, "Mean Sq"]; msw <- table[2, "Mean Sq"]
  n <- table(data$id); k <- length(n)
  n0 <- (sum(n) - sum(n^2) / sum(n)) / (k - 1)
  data$d <- data$y - ave(data$y, data$id)
  pairs <- merge(transform(data, to = session + lag), data, by.x = c("id", "to"), by.y = c("id", "session"))
  change <- pairs$y.y - pairs$y.x
  spread <- if (mad(change) > 0) 1.4826 * median(abs(change - median(change))) else 1.2533 * mean(abs(change - median(change)))
  numbers <- sort(unique(data$session))
  first <- tapply(data$session, data$id, min); last <- tapply(data$session, data$id, max)
  at <- lapply(numbers, function(s) { has <- data$id[data$session == s]; o <- setdiff(names(n), has)
    list(session = s, observed = length(has), not.begun = sum(first[o] > s), over = sum(last[o] < s), skipped = sum(first[o] < s & last[o] > s), last = sum(last == s)) })
  complete <- sum(n == length(numbers))
  monotone <- sum(sapply(names(n), function(p) { own <- data$session[data$id == p]; identical(own, numbers[seq_along(own)]) })) - complete
  q <- unname(quantile(data$y, c(0.25, 0.5, 0.75)))
  list(name = name, file = paste0(name, ".csv"), low = low, high = high, lag = lag, persons = k, values = nrow(data),
       msb = msb, msw = msw, between = (msb - msw) / n0, icc = (msb - msw) / (msb + (n0 - 1) * msw),
       reml.icc = v[1] / sum(v), reml.deviance = -2 * as.numeric(logLik(fit)),
       pairs = nrow(pairs), lag1 = sum(pairs$d.x * pairs$d.y) / sqrt(sum(pairs$d.x^2) * sum(pairs$d.y^2)),
       changes = length(change), change.median = median(change), change.spread = spread, jumps = sum(abs(change - median(change)) > 5 * spread),
       sessions = at, complete = complete, monotone = monotone,
       mean = mean(data$y), sd = sd(data$y), skew = psych::describe(data$y)$skew, q1 = q[1], median = q[2], q3 = q[3], min = min(data$y), max = max(data$y),
       floor = mean(data$y == low), ceiling = mean(data$y == high))
}

milk <- nlme::Milk
body <- nlme::BodyWeight
ox <- nlme::Oxboys
sleep <- sleepstudy
thin <- sleep[-seq(3, nrow(sleep), by = 7), ]
set.seed(20261124)
sim <- do.call(rbind, lapply(1:120, function(p) { t <- sort(sample(1:9, sample(1:9, 1))); data.frame(id = p, session = t, y = pmin(40, pmax(0, round(12 + rnorm(1, 0, 5) + rnorm(length(t), 0, 4))))) }))
sim$y[c(17, 205)] <- c(40, 0)
none <- data.frame(id = rep(1:20, each = 5), session = rep(1:5, 20), y = as.vector(replicate(20, sample(c(1, 2, 3, 4, 5)))))

result <- list(
  panel("sleep", sleep$Subject, sleep$Days, sleep$Reaction, 150, 500),
  panel("sleep_thinned", thin$Subject, thin$Days, thin$Reaction, 150, 500),
  panel("milk", milk$Cow, milk$Time, milk$protein, 2, 5),
  panel("bodyweight", body$Rat, match(body$Time, sort(unique(body$Time))), body$weight, 200, 700),
  panel("oxboys", ox$Subject, ox$Occasion, ox$height, 120, 180),
  panel("simulated_scale", sim$id, sim$session, sim$y, 0, 40),
  panel("every_second", sim$id, 2 * sim$session - 1, sim$y, 0, 40, lag = 2),
  panel("no_persons", none$id, none$session, none$y, 1, 5))

write_json(list(tool = paste("lme4", packageVersion("lme4"), "and psych", packageVersion("psych"), "on", R.version.string), script = "variance.R", panels = result),
           "variance.json", digits = 15, auto_unbox = TRUE, pretty = TRUE)
