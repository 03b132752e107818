# Usage: Rscript read.R FILE: the seconds that haven needs, wall clock and processor, on one line.
suppressMessages(library(haven))
file <- commandArgs(TRUE)[1]
time <- system.time(if (grepl("dta$", file)) read_dta(file) else read_sav(file, user_na = TRUE))
cat(time[["elapsed"]], time[["user.self"]] + time[["sys.self"]], "\n")
