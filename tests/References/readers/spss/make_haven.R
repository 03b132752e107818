# Writes the SPSS files that haven makes: one set of columns in each compression, long strings, many columns.
# Run in this folder: Rscript make_haven.R
library(haven)

mixed <- data.frame(
  id = c("p001", "p002", "p003", "p004", "p005", "p006"),
  stringsAsFactors = FALSE)
mixed$wai_s1 <- labelled_spss(c(1, 2.5, 99, NA, -3, 1e15), labels = c(never = 1, always = 7), na_values = c(99, 98), label = "Working alliance, session 1")
mixed$wai_s2 <- labelled_spss(c(990, 999, 989.5, 12, 5, NA), labels = c("no form" = 990), na_range = c(990, 999))
mixed$low <- labelled_spss(c(-5, 0, 0.5, 1, 2, 3), na_range = c(-Inf, 0), na_values = 3)
mixed$high <- labelled_spss(c(-5, 0, 0.5, 1, 2, 3), na_range = c(1, Inf), na_values = -5)
mixed$sex <- labelled_spss(c("f", "m", "x", "f", "", "m"), labels = c(woman = "f", man = "m"), na_values = "x")
mixed$clinic <- labelled_spss(c("University clinic", "refused", "Praxis Müller", "Ørsted 中", "", "refused"),
                              labels = c("did not say" = "refused"), na_values = "refused")
mixed$day <- as.Date(c("2019-03-12", "1582-10-15", "1960-01-01", NA, "2038-01-20", "1969-12-31"))
mixed$moment <- as.POSIXct(c("2019-03-12 13:14:15", "1999-12-31 23:59:59", "1970-01-01 00:00:00", NA, "2020-02-29 06:00:00", "1900-01-01 12:00:00"), tz = "UTC")
mixed$duration <- hms::hms(c(1, 3661, 86400, NA, 0, 59.5))
mixed$tiny <- c(1e-300, 5e-324, -0.1, 1 / 3, 100, 152)
attr(mixed$tiny, "label") <- "Größe, naïve – “quoted”"
write_sav(mixed, "haven_none.sav", compress = "none")
write_sav(mixed, "haven_byte.sav", compress = "byte")
write_sav(mixed, "haven_zlib.zsav", compress = "zsav")

run <- function(n, seed) paste0(rep(c("a", "b", "c ", "dé", "."), length.out = n), collapse = "") |> substr(seed, n)
long <- data.frame(n = 1:3, stringsAsFactors = FALSE)
for (width in c(1, 7, 8, 9, 16, 247, 252, 253, 255, 256, 260, 504, 505, 600))
  long[[paste0("a_string_of_width_", width)]] <- c(substr(strrep("0123456789", 70), 1, width), run(width %/% 2, 2), "")
long$last <- c(10, NA, 30)
write_sav(long, "haven_long.sav", compress = "byte")
write_sav(long, "haven_long.zsav", compress = "zsav")

wide <- as.data.frame(matrix(round(outer(1:4, 1:200) %% 17 / 4, 2), 4))
names(wide) <- paste0("item.of.a.long.name_", rep(1:40, each = 5), "_", rep(1:5, 40))
write_sav(wide, "haven_wide.sav", compress = "byte")

write_sav(mixed[0, ], "haven_norows.sav", compress = "byte")
