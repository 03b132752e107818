# Writes what haven reads of every .sav, .zsav and .dta in a folder as JSON, and what PSPP reads of the first two.
# Run in this folder: Rscript expected.R spss; Rscript expected.R stata
library(haven); library(jsonlite)
folder <- commandArgs(TRUE)[1]
# SPSS pads texts with blanks; Stata's blanks are the text's own.
trim <- function(x) if (folder == "spss") sub("[ ]+$", "", x) else x
number <- function(v) structure(sprintf("%.17g", v), class = "json")

pair <- function(values, names) lapply(seq_along(values), function(i) list(if (is.numeric(values)) number(values[i]) else values[i], trim(names[i])))
describe <- function(name, x) {
  labels <- attr(x, "labels", exact = TRUE)
  tags <- if (is.numeric(labels)) na_tag(unclass(labels)) else rep(NA_character_, length(labels))
  range <- attr(x, "na_range", exact = TRUE)
  values <- attr(x, "na_values", exact = TRUE)
  text <- is.character(x)
  label <- attr(x, "label", exact = TRUE)
  list(
    name = name, label = if (is.null(label)) NA else trim(label), text = text,
    date = inherits(x, "Date") || inherits(x, "POSIXct"),
    labels = if (text) list() else pair(as.numeric(unclass(labels))[is.na(tags)], names(labels)[is.na(tags)]),
    textLabels = if (text) pair(trim(as.character(unclass(labels))), names(labels)) else pair(tags[!is.na(tags)], names(labels)[!is.na(tags)]),
    missingValues = if (text || is.null(values)) list() else lapply(as.numeric(values), number),
    missingRange = if (is.null(range)) list() else lapply(as.numeric(range), function(e) if (is.infinite(e)) (if (e > 0) "high" else "low") else number(e)),
    missingTexts = if (text && !is.null(values)) as.list(trim(values)) else list(),
    cells = cells(x, range, values))
}

# A cell is null, a number, a text, {"date": days since 1970} or {"missing": code or letter}.
cells <- function(x, range, values) {
  if (is.character(x)) {
    plain <- trim(unclass(x))
    return(lapply(plain, function(v) if (is.na(v)) NULL else if (v %in% trim(values)) list(missing = v) else if (v == "") NULL else v))
  }
  tags <- na_tag(unclass(as.vector(x)))
  days <- if (inherits(x, "POSIXct")) as.numeric(x) / 86400 else as.numeric(x)
  date <- inherits(x, "Date") || inherits(x, "POSIXct")
  lapply(seq_along(days), function(i) {
    v <- days[i]
    if (!is.na(tags[i])) list(missing = tags[i])
    else if (is.na(v)) NULL
    else if ((!is.null(range) && v >= range[1] && v <= range[2]) || v %in% values) list(missing = number(v))
    else if (date) list(date = number(v)) else number(v)
  })
}

# haven hands on the bytes of a file that names no code page, and of the strLs of Stata 13.
western <- function(text) ifelse(validUTF8(text), text, iconv(text, "windows-1252", "UTF-8"))
decoded <- function(x) {
  if (!is.null(attr(x, "label", exact = TRUE))) attr(x, "label") <- western(attr(x, "label", exact = TRUE))
  if (is.character(x)) x[] <- western(unclass(x))
  x
}

files <- sort(list.files(folder, pattern = "\\.(sav|zsav|dta)$"), method = "radix")
by_haven <- lapply(files, function(f) {
  data <- if (grepl("dta$", f)) read_dta(file.path(folder, f)) else read_sav(file.path(folder, f), user_na = TRUE)
  data[] <- lapply(data, decoded)
  list(file = f, rows = nrow(data), columns = unname(Map(describe, names(data), data)))
})
write(toJSON(list(tool = paste("haven", packageVersion("haven")), script = "expected.R", files = by_haven), auto_unbox = TRUE, json_verbatim = TRUE, null = "null", na = "null"),
      file.path(folder, "haven.json"))

if (folder == "spss") {
  table <- function(f, ...) {
    out <- tempfile(fileext = ".csv")
    system2("pspp-convert", c("-O", "csv", "--delimiter='|'", if (f == "odd_bare.sav") "--encoding=windows-1252", ..., file.path(folder, f), out))
    lines <- readLines(out, encoding = "UTF-8")
    lapply(strsplit(lines, "|", fixed = TRUE), function(row) as.list(trim(row)))
  }
  by_pspp <- lapply(files, function(f) {
    whole <- table(f)
    list(file = f, names = whole[[1]], rows = whole[-1], recoded = table(f, "--recode")[-1])
  })
  version <- sub(".* ", "", system2("pspp", "--version", stdout = TRUE)[1])
  write(toJSON(list(tool = paste("PSPP", version), script = "expected.R", files = by_pspp), auto_unbox = TRUE), file.path(folder, "pspp.json"))
}
