# Writes the Stata files that haven makes, in every version that it writes (113 to 119).
# Run in this folder: Rscript make_haven.R
library(haven)

mixed <- function(unicode) {
  d <- data.frame(id = c("p001", "p002", "p003", "p004", "p005"), stringsAsFactors = FALSE)
  d$wai <- labelled(c(1, 2.5, tagged_na("a"), NA, tagged_na("z")), labels = c(never = 1, always = 7, refused = tagged_na("a")), label = "Working alliance")
  d$whole <- c(1L, -5L, NA, 100000L, 2147483620L)
  d$sex <- labelled(c(0L, 1L, 1L, NA, 0L), labels = c(man = 0L, woman = 1L))
  d$day <- as.Date(c("2019-03-12", "1582-10-15", "1960-01-01", NA, "2038-01-20"))
  d$moment <- as.POSIXct(c("2019-03-12 13:14:15", "1999-12-31 23:59:59", "1960-01-01 00:00:00", NA, "1900-01-01 12:00:00"), tz = "UTC")
  d$text <- if (unicode) c("Praxis Müller", "Ørsted 中", "", " blank first", "x") else c("Praxis Mueller", "Oersted", "", " blank first", "x")
  d$at244 <- c(strrep("ab", 122), "", "short", strrep("x", 243), strrep("y", 100))
  d$number <- c(1e-300, 1 / 3, -0.1, 1e300, 0)
  attr(d$number, "label") <- if (unicode) "Größe" else "Size"
  d
}
for (version in c(8, 10, 12)) write_dta(mixed(FALSE), sprintf("haven_%02d.dta", version), version = version)
for (version in c(13, 14, 15)) {
  d <- mixed(version > 13)
  d$at2045 <- c(strrep("z", 2045), "", "a", "b", "c")
  d$story <- c(strrep("0123456789", 300), "", strrep("repeated ", 250), strrep("repeated ", 250), "short, and a strL all the same")
  write_dta(d, sprintf("haven_%02d.dta", version), version = version, label = "A label of the file", strl_threshold = 2045)
}
write_dta(mixed(TRUE)[0, ], "haven_norows.dta", version = 14)
