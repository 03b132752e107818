# Writes digests of what haven reads of the example corpus' SPSS and Stata files, a column a line.
# A digest is the SHA-256 of one letter a cell (E empty, N number, D date, T text, M missing), then the numbers of all cells that
# have one as IEEE doubles, least significant byte first, then the texts of all cells that have one, a line feed after each.
# Run in this folder: Rscript trials.R
library(haven); library(jsonlite)
trials <- "../../../ingest/Intake/Example/trials"

digest <- function(x) {
  range <- attr(x, "na_range", exact = TRUE); values <- attr(x, "na_values", exact = TRUE)
  path <- tempfile(); con <- file(path, "wb")
  if (is.character(x)) {
    v <- sub("[ ]+$", "", unclass(x))
    kinds <- ifelse(v %in% values, "M", ifelse(v == "", "E", "T"))
    numbers <- numeric(); texts <- v[kinds != "E"]
  } else {
    tags <- na_tag(unclass(as.vector(x)))
    v <- if (inherits(x, "POSIXct")) as.numeric(x) / 86400 else as.numeric(x)
    declared <- v %in% values | (if (is.null(range)) FALSE else v >= range[1] & v <= range[2])
    kinds <- ifelse(!is.na(tags), "M", ifelse(is.na(v), "E", ifelse(declared, "M", if (inherits(x, "Date") || inherits(x, "POSIXct")) "D" else "N")))
    numbers <- v[kinds != "E" & is.na(tags)]; texts <- tags[!is.na(tags)]
  }
  writeBin(charToRaw(paste(kinds, collapse = "")), con); writeBin(numbers, con, endian = "little")
  if (length(texts)) writeBin(charToRaw(enc2utf8(paste0(texts, "\n", collapse = ""))), con)
  close(con)
  list(missing = sum(kinds == "M"), empty = sum(kinds == "E"), sha256 = substr(system2("sha256sum", path, stdout = TRUE), 1, 64))
}

files <- sort(list.files(trials, pattern = "\\.(sav|zsav|dta)$"), method = "radix")
read <- function(f) {
  data <- if (grepl("dta$", f)) read_dta(file.path(trials, f)) else read_sav(file.path(trials, f), user_na = TRUE)
  list(file = f, rows = nrow(data), columns = unname(Map(function(name, x) c(list(name = name), digest(x)), names(data), data)))
}
write(toJSON(list(tool = paste("haven", packageVersion("haven")), script = "trials.R", files = lapply(files, read)), auto_unbox = TRUE, pretty = 1), "trials.json")
