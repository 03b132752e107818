# Data sets for references.R, as CSV that the tests read. Usage, in this folder: Rscript make_data.R
# R 4.2, lavaan 0.6-14. Corpus trials are laid out wide and divided by the n-1 SD of each construct over sessions 1-7; 8 digits.
suppressMessages(library(lavaan))
put <- function(d, name) write.csv(d, file.path("data", paste0(name, ".csv")), row.names = FALSE, na = "")
x <- read.csv("../corpus/expected_sessions.csv", colClasses = c(participant = "character")); x <- x[x$session <= 7, ]
p <- read.csv("../corpus/expected_participants.csv", colClasses = c(participant = "character"))
for (k in c("trial09", "trial12", "trial13", "trial14", "trial15", "trial16", "trial17")) {
  d <- x[x$study == k, ]; ss <- sort(unique(d$session)); id <- unique(d$participant); w <- list()
  for (t in ss) { i <- match(paste(id, t), paste(d$participant, d$session)); w[[paste0("a", t)]] <- d$alliance[i] / sd(d$alliance, na.rm = TRUE); w[[paste0("s", t)]] <- d$symptom[i] / sd(d$symptom, na.rm = TRUE) }
  q <- p[p$study == k, ]; w <- signif(as.data.frame(w), 8); w$therapist <- as.integer(factor(q$therapist[match(id, q$participant)])); put(w, k)
}
# Four waves of two growing variables, complete, and the same with values missing at random.
g <- Demo.growth[, c("t1", "c1", "t2", "c2", "t3", "c3", "t4", "c4")]; names(g) <- c("a1", "s1", "a2", "s2", "a3", "s3", "a4", "s4"); g <- signif(g, 8); put(g, "demo_growth")
set.seed(20201); m <- g; for (v in names(m)[3:8]) m[[v]][runif(nrow(m)) < 0.15] <- NA; m$therapist <- rep(1:40, 10); put(m, "demo_growth_missing")
put(signif(PoliticalDemocracy, 8), "political_democracy")
h <- HolzingerSwineford1939[, paste0("x", 1:9)]; put(signif(h, 8), "holzinger")
set.seed(20202); for (v in names(h)[-1]) h[[v]][runif(nrow(h)) < 0.1] <- NA; h[5, ] <- NA; h$class <- as.integer(factor(paste(HolzingerSwineford1939$school, HolzingerSwineford1939$ageyr))); put(signif(h, 8), "holzinger_missing")
