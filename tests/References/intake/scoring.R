# Scores of prorated, partly reversed item sets, for ScoringTests. Usage: Rscript scoring.R > scoring.json
# Base R alone: reversed = low + high - answer; score = mean of the answered (rowMeans) where enough were answered, times n for sums, times 10 for CORE forms.
suppressMessages(library(jsonlite))
set.seed(20)
forms <- list(
  list(code="CORE-10", items=10, low=0, high=4, reversed=c(2,3), fewest=9, rule="mean x10"),
  list(code="PHQ-9", items=9, low=0, high=3, reversed=integer(0), fewest=7, rule="sum"),
  list(code="WAI-SR", items=12, low=1, high=5, reversed=integer(0), fewest=10, rule="mean"),
  list(code="HAq-II", items=19, low=1, high=6, reversed=c(4,8,11,16,19), fewest=19, rule="mean"),
  list(code="OQ-45.2", items=45, low=0, high=4, reversed=c(1,12,13,20,21,24,31,37,43), fewest=41, rule="sum"),
  list(code="BDI-II", items=21, low=0, high=3, reversed=integer(0), fewest=19, rule="sum"))
out <- lapply(forms, function(f) {
  x <- matrix(sample(c(f$low:f$high), 12*f$items, TRUE), 12)
  for (i in 1:12) { k <- sample(0:(f$items-f$fewest+1), 1); if (k > 0) x[i, sample(f$items, k)] <- NA }
  y <- x; y[, f$reversed] <- f$low + f$high - y[, f$reversed]
  s <- rowMeans(y, na.rm=TRUE) * switch(f$rule, sum=f$items, mean=1, 10)
  s[rowSums(!is.na(x)) < f$fewest] <- NA
  list(code=f$code, answers=x, scores=s)
})
cat(toJSON(list(tool=paste("R", getRversion()), version=as.character(packageVersion("jsonlite")), script="scoring.R", forms=out), na="null", digits=15, auto_unbox=TRUE, pretty=FALSE), "\n")
