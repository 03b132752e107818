# Reads the plainly written files beside this script with data.table's fread, and writes files in the dialects of R's own writers with what fread reads from
# them; all to fread.json. Usage: Rscript fread.R (in this folder)
library(data.table); library(jsonlite)
base <- data.frame(id = c("P1", "P1", "P2"), session = c(1L, 2L, 1L), wai = c(5.5, NA, 4.25), note = c("one, two", "", "said \"no\""))
write.csv(base, "r_write_csv.csv", row.names = FALSE)
write.csv2(base, "r_write_csv2.csv")
write.table(transform(base, note = c("one, two", "", "x")), "r_write_table.tsv", sep = "\t")
fwrite(base, "r_fwrite.csv", sep = ";", dec = ",")
read <- function(file, ...) {
  table <- fread(file, colClasses = "character", na.strings = NULL, quote = "\"", data.table = FALSE, ...)
  table[] <- lapply(table, function(column) gsub("\"\"", "\"", column, fixed = TRUE))
  list(columns = names(table), rows = unname(as.matrix(table)))
}
files <- c("plain.csv", "no_last_line_end.csv", "semicolon_mark.csv", "pipe.txt", "mixed_ends.csv", "excel_hint.csv", "wide.csv",
  "r_write_csv.csv", "r_write_csv2.csv", "r_write_table.tsv", "r_fwrite.csv")
more <- list(excel_hint.csv = list(skip = 1L))
out <- lapply(files, function(file) do.call(read, c(list(file), more[[file]])))
writeLines(toJSON(list(tool = unbox("data.table::fread"), version = unbox(as.character(packageVersion("data.table"))), script = unbox("fread.R"),
  files = setNames(out, files)), digits = NA), "fread.json")
