# Reads the workbooks beside this script and the trials of the example corpus with readxl; writes readxl.json: cells by sheet and row, header included, as
# numbers, texts, {"date": days since 1970-01-01} or null. Usage: Rscript readxl.R FOLDER_OF_TRIALS FOLDER_OF_THIS_SCRIPT
library(readxl); library(jsonlite)
args <- commandArgs(TRUE)
cell <- function(value) {
  if (length(value) == 0 || (length(value) == 1 && is.na(value))) return(NULL)
  if (inherits(value, "POSIXt")) return(list(date = unbox(as.numeric(value) / 86400)))
  if (is.logical(value)) return(unbox(as.numeric(value)))
  unbox(value)
}
read <- function(file) {
  sheets <- excel_sheets(file)
  setNames(lapply(sheets, function(sheet) {
    table <- suppressMessages(read_excel(file, sheet, col_names = FALSE, col_types = "list", trim_ws = FALSE, range = cell_limits(c(1, 1), c(NA, NA))))
    lapply(seq_len(nrow(table)), function(row) lapply(table, function(column) cell(column[[row]])))
  }), sheets)
}
tables <- function(folder, names) setNames(lapply(names, function(name) read(file.path(folder, name))), names)
odd <- c("kinds.xlsx", "dates1900.xlsx", "dates1904.xlsx", "layout.xlsx", "bare.xlsx", "labels.xlsx")
trials <- c("trial04_srs_ors.xlsx", "trial10_chile.xlsx", "trial14_export.xlsx")
out <- list(tool = unbox("readxl"), version = unbox(as.character(packageVersion("readxl"))), script = unbox("readxl.R"),
  files = c(tables(args[2], odd), tables(args[1], trials)))
out$files <- lapply(out$files, function(file) lapply(file, function(sheet) lapply(sheet, function(row) unname(lapply(row, identity)))))
writeLines(toJSON(out, digits = NA, null = "null", na = "null"), file.path(args[2], "readxl.json"))
