# Writes system files that no program at hand writes any more: big-endian, another bias, no extension records, an unknown number of cases,
# records that nobody knows. Layout after the PSPP Developers Guide, "System File Format".
# Run in this folder: Rscript make_odd.R

write_odd <- function(path, variables, endian = "little", compression = 0, bias = 100, cases = NULL, code = NULL, encoding = NULL,
                      long_names = TRUE, floats = TRUE, unknown = FALSE, end_mark = FALSE, pad = TRUE) {
  con <- file(path, "wb"); on.exit(close(con))
  int <- function(x) writeBin(as.integer(x), con, size = 4, endian = endian)
  dbl <- function(x) writeBin(as.double(x), con, size = 8, endian = endian)
  padded <- function(bytes, n, with = 0x20) c(bytes, rep(as.raw(with), max(0, n - length(bytes))))[seq_len(n)]
  raw_of <- function(text) if (is.null(attr(text, "bytes"))) charToRaw(text) else attr(text, "bytes")
  put <- function(bytes) writeBin(bytes, con)
  n <- length(variables[[1]]$values)

  put(charToRaw("$FL2")); put(padded(charToRaw("@(#) SPSS DATA FILE written by hand"), 60))
  int(2); int(sum(sapply(variables, function(v) max(1, ceiling(v$width / 8))))); int(compression); int(0); int(if (is.null(cases)) n else cases); dbl(bias)
  put(charToRaw("01 Jan 9912:00:00")); put(padded(charToRaw("odd"), 64)); put(raw(3))

  for (v in variables) {
    int(2); int(v$width); int(!is.null(v[["label"]])); int(if (is.null(v[["missing_code"]])) 0 else v[["missing_code"]])
    int(v$format); int(v$format); put(padded(charToRaw(v$short), 8))
    if (!is.null(v[["label"]])) { bytes <- raw_of(v[["label"]]); int(length(bytes)); put(padded(bytes, 4 * ceiling(length(bytes) / 4))) }
    for (m in v[["missing"]]) if (v$width == 0) dbl(m) else put(padded(charToRaw(m), 8))
    if (v$width > 8) for (i in seq_len(ceiling(v$width / 8) - 1)) { int(2); int(-1); int(0); int(0); int(0); int(0); put(raw(8)) }
  }
  place <- cumsum(c(1, sapply(variables, function(v) max(1, ceiling(v$width / 8)))))
  for (k in seq_along(variables)) if (!is.null(variables[[k]][["labels"]])) {
    labels <- variables[[k]][["labels"]]
    int(3); int(length(labels))
    for (i in seq_along(labels)) {
      if (variables[[k]]$width == 0) dbl(labels[[i]]) else put(padded(charToRaw(labels[[i]]), 8))
      bytes <- charToRaw(names(labels)[i]); put(as.raw(length(bytes))); put(padded(bytes, 8 * ceiling((length(bytes) + 1) / 8) - 1))
    }
    int(4); int(1); int(place[k])
  }
  extension <- function(subtype, size, count, write) { int(7); int(subtype); int(size); int(count); write() }
  if (unknown) {
    int(6); int(2); put(padded(charToRaw("a document"), 80)); put(padded(charToRaw("of two lines"), 80))
    extension(99, 3, 5, function() put(as.raw(1:15)))
    extension(11, 4, 3 * length(variables), function() int(rep(c(1, 8, 0), length(variables))))
    extension(5, 1, 20, function() put(padded(charToRaw("$set=C 4 both a b"), 20, 0x0a)))
    extension(24, 1, 6, function() put(charToRaw("<xml/>")))
  }
  if (!is.null(code)) extension(3, 4, 8, function() int(c(11, 0, 2, -1, 1, 1, if (endian == "big") 1 else 2, code)))
  if (floats) extension(4, 8, 3, function() { dbl(-.Machine$double.xmax); dbl(.Machine$double.xmax); dbl(-.Machine$double.xmax * (1 - 2^-53)) })
  if (long_names) {
    pairs <- charToRaw(paste(sapply(variables, function(v) paste0(v$short, "=", v$name)), collapse = "\t"))
    extension(13, 1, length(pairs), function() put(pairs))
  }
  if (!is.null(encoding)) extension(20, 1, nchar(encoding), function() put(charToRaw(encoding)))
  int(999); int(0)

  commands <- raw(); elements <- list()
  flush <- function(final = FALSE) {
    if (length(commands) == 0) return()
    put(padded(commands, if (final && !pad) length(commands) else 8, 0)); for (e in elements) put(e)
    commands <<- raw(); elements <<- list()
  }
  command <- function(code, bytes = NULL) {
    commands <<- c(commands, as.raw(code)); if (!is.null(bytes)) elements <<- c(elements, list(bytes))
    if (length(commands) == 8) flush()
  }
  sysmis <- -.Machine$double.xmax
  for (row in seq_len(n)) for (v in variables) {
    if (v$width == 0) {
      x <- v$values[[row]]; x <- if (is.na(x)) sysmis else x
      if (compression == 0) dbl(x)
      else if (x == sysmis) command(255)
      else if (x == round(x) && x + bias >= 1 && x + bias <= 251) command(x + bias)
      else command(253, writeBin(as.double(x), raw(), size = 8, endian = endian))
    } else {
      bytes <- padded(raw_of(v$values[[row]]), 8 * ceiling(v$width / 8))
      for (i in seq(1, length(bytes), 8)) {
        eight <- bytes[i:(i + 7)]
        if (compression == 0) put(eight) else if (all(eight == 0x20)) command(254) else command(253, eight)
      }
    }
  }
  if (compression == 1) { if (end_mark) command(252); flush(final = TRUE) }
}

latin <- function(text) structure("", bytes = iconv(text, "UTF-8", "windows-1252", toRaw = TRUE)[[1]])
f8.2 <- 5 * 65536 + 8 * 256 + 2; date11 <- 20 * 65536 + 11 * 256; a10 <- 65536 + 10 * 256; a3 <- 65536 + 3 * 256; datetime20 <- 22 * 65536 + 20 * 256
sheet <- function(text = identity) list(
  list(short = "PERSON", name = "Person", width = 0, format = f8.2, values = c(1, 2, 3, 4)),
  list(short = "SCORE", name = "ScoreOfSession1", width = 0, format = f8.2, values = c(-40, 151, NA, 12.25), label = text("Gr\u00f6\u00dfe"),
       missing_code = -3, missing = c(150, 160, -40), labels = list("low" = 1, "a longer label" = 12.25)),
  list(short = "TOWN", name = "Town", width = 10, format = a10, values = list(text("Z\u00fcrich"), text("K\u00f8benhavn"), "", "Bern")),
  list(short = "CODE", name = "Code", width = 3, format = a3, values = list("ab", "zz", " b", ""), missing_code = 2, missing = c("zz", "yy"), labels = list("Alpha" = "ab", "Omega" = "zz")),
  list(short = "SEEN", name = "Seen", width = 0, format = date11, values = c(13770864000, 12219379200, NA, 0)),
  list(short = "MOMENT", name = "Moment", width = 0, format = datetime20, values = c(13770864000.5, 12219379199, NA, 86399)),
  list(short = "LAST", name = "Last", width = 0, format = f8.2, values = c(200, 0.1, 99, -99)))

write_odd("odd_big_none.sav", sheet(latin), endian = "big", code = 1252)
write_odd("odd_big_byte.sav", sheet(), endian = "big", compression = 1, code = 65001, encoding = "UTF-8", bias = 50)
write_odd("odd_bias.sav", sheet(), compression = 1, encoding = "UTF-8", bias = 200)
write_odd("odd_unknown_count.sav", sheet(), compression = 1, cases = -1, encoding = "UTF-8", end_mark = TRUE)
write_odd("odd_unknown_count_none.sav", sheet(), cases = -1, encoding = "UTF-8")
write_odd("odd_bare.sav", sheet(latin), compression = 1, long_names = FALSE, floats = FALSE)
write_odd("odd_records.sav", sheet(latin), compression = 1, code = 1252, unknown = TRUE, end_mark = TRUE)
