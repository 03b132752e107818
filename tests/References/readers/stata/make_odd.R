# Writes Stata files byte by byte after the published layouts (help dta_113 to dta_119): both byte orders of every version, every storage
# type with its limits and missing letters, strLs, characteristics, code pages. haven writes none of these by itself.
# Run in this folder: Rscript make_odd.R

write_odd <- function(path, version, endian, code_page = "windows-1252") {
  con <- file(path, "wb"); on.exit(close(con))
  tagged <- version >= 117; utf8 <- version >= 118
  name_bytes <- if (utf8) 129 else 33; label_bytes <- if (utf8) 321 else 81
  format_bytes <- if (version == 113) 12 else if (utf8) 57 else 49
  int <- function(x, size) writeBin(as.integer(x), con, size = size, endian = endian)
  eight <- function(x) if (endian == "big") { int(0, 4); int(x, 4) } else { int(x, 4); int(0, 4) }
  put <- function(text) if (tagged) writeBin(charToRaw(text), con)
  encoded <- function(text) if (utf8) charToRaw(enc2utf8(text)) else iconv(enc2utf8(text), "UTF-8", code_page, toRaw = TRUE)[[1]]
  field <- function(text, size) { bytes <- encoded(text); writeBin(c(bytes, raw(size))[seq_len(size)], con) }
  places <- c(0)
  here <- function() places <<- c(places, seek(con))

  names <- c("abyte", "anint", "along", "afloat", "adouble", "name", "day", "moment", "week", if (tagged) c("story", "Story2"))
  types <- c("byte", "int", "long", "float", "double", "str", "int", "double", "int", if (tagged) c("strl", "strl"))
  formats <- c("%8.0g", "%8.0g", "%12.0g", "%9.0g", "%10.0g", "%10s", "%tdD_m_Y", "%tc", "%tw", if (tagged) c("%9s", "%9s"))
  codes <- if (tagged) c(byte = 65530, int = 65529, long = 65528, float = 65527, double = 65526, str = 10, strl = 32768)
           else c(byte = 251, int = 252, long = 253, float = 254, double = 255, str = 10)
  k <- length(names); n <- 6

  if (tagged) {
    put("<stata_dta><header><release>"); put(as.character(version)); put("</release><byteorder>"); put(if (endian == "big") "MSF" else "LSF")
    put("</byteorder><K>"); int(k, if (version == 119) 4 else 2); put("</K><N>"); if (utf8) eight(n) else int(n, 4)
    put("</N><label>"); int(3, if (utf8) 2 else 1); put("odd</label><timestamp>"); int(17, 1); put("01 Jan 1999 12:00</timestamp></header>")
    here(); map_at <- seek(con) + 5; put("<map>"); writeBin(raw(14 * 8), con); put("</map>")
  } else {
    int(version, 1); int(if (endian == "big") 1 else 2, 1); int(1, 1); int(0, 1); int(k, 2); int(n, 4); field("odd", 81); field("01 Jan 1999 12:00", 18)
  }
  part <- function(name, body) { if (tagged) here(); put(paste0("<", name, ">")); body(); put(paste0("</", name, ">")) }
  part("variable_types", function() if (tagged) writeBin(as.integer(codes[types]), con, size = 2, endian = endian) else writeBin(as.raw(codes[types]), con))
  part("varnames", function() for (x in names) field(x, name_bytes))
  part("sortlist", function() int(rep(0, k + 1), if (version == 119) 4 else 2))
  part("formats", function() for (x in formats) field(x, format_bytes))
  part("value_label_names", function() for (i in seq_len(k)) field(if (i <= 3) "yesno" else "", name_bytes))
  part("variable_labels", function() for (i in seq_len(k)) field(if (i == 2) "Gr\u00f6\u00dfe" else "", label_bytes))
  part("characteristics", function() {
    note <- function(text) { field("_dta", name_bytes); field("note1", name_bytes); writeBin(c(charToRaw(text), as.raw(0)), con) }
    length <- 2 * name_bytes + nchar("a note") + 1
    if (tagged) { put("<ch>"); int(length, 4); note("a note"); put("</ch>") }
    else { int(1, 1); int(length, 4); note("a note"); int(0, 1); int(0, 4) }
  })

  hex <- function(h) { bytes <- as.raw(strtoi(substring(h, seq(1, nchar(h), 2), seq(2, nchar(h), 2)), 16L)); writeBin(if (endian == "big") bytes else rev(bytes), con) }
  key <- function(v, o) {
    if (version == 117) { int(v, 4); int(o, 4); return() }
    small <- if (version == 118) 2 else 3
    bytes_of <- function(x, size) { b <- as.raw(floor(x / 256^(seq_len(size) - 1)) %% 256); if (endian == "big") rev(b) else b }
    writeBin(c(bytes_of(v, small), bytes_of(o, 8 - small)), con)
  }
  # The least, the greatest, the full stop, .a, .z, and a plain value.
  bytes <- c(-127, 100, 101, 102, 127, 1); ints <- c(-32767, 32740, 32741, 32742, 32767, 1); longs <- c("80000001", "7fffffe4", "7fffffe5", "7fffffe6", "7fffffff", "00000001")
  floats <- c("feffffff", "7effffff", "7f000000", "7f000800", "7f00d000", "3e200000")
  doubles <- c("ffdfffffffffffff", "7fdfffffffffffff", "7fe0000000000000", "7fe0010000000000", "7fe01a0000000000", "3fd5555555555555")
  words <- c("M\u00fcnchen", "", "0123456789", "a", " b ", "\u00e9")
  moments <- c("4194997000000000", "0000000000000000", "7fe0000000000000", "7fe0020000000000", "c194997000000000", "4278b3a1e6fa0000")
  part("data", function() for (i in seq_len(n)) {
    int(bytes[i], 1); int(ints[i], 2); hex(longs[i]); hex(floats[i]); hex(doubles[i]); field(words[i], 10)
    int(c(21620, 0, 32741, 32743, -1, 3653)[i], 2); hex(moments[i]); int(c(0, 52, 3120, -1, 32741, 5)[i], 2)
    if (tagged) {
      # The second text is shared; the third column's last is binary text, its zero left out.
      if (i == 2) key(0, 0) else key(10, c(1, 0, 3, 3, 5, 5)[i])
      if (i %% 2 == 0) key(0, 0) else key(11, i)
    }
  })
  gso <- function(v, o, text) {
    put("GSO"); int(v, 4); if (utf8) eight(o) else int(o, 4); int(130, 1)
    bytes <- c(encoded(text), as.raw(0)); int(length(bytes), 4); writeBin(bytes, con)
  }
  if (tagged) part("strls", function() {
    gso(10, 1, strrep("a story ", 20)); gso(11, 1, "one"); gso(10, 3, "\u00dc"); gso(11, 3, strrep("x", 300)); gso(10, 5, "z"); gso(11, 5, "five")
  })
  part("value_labels", function() {
    values <- c("00000000", "00000001", "7fffffe6"); texts <- c("n\u00f6", "yes", "refused")
    encodings <- lapply(texts, function(t) c(encoded(t), as.raw(0)))
    offsets <- c(0, cumsum(lengths(encodings)))
    put("<lbl>"); int(8 + 8 * 3 + offsets[4], 4); field("yesno", name_bytes); writeBin(raw(3), con)
    int(3, 4); int(offsets[4], 4); int(offsets[1:3], 4); for (v in values) hex(v); for (e in encodings) writeBin(e, con)
    put("</lbl>")
  })
  if (tagged) {
    here(); put("</stata_dta>"); here()
    seek(con, map_at, rw = "write"); for (p in places) eight(p)
  }
}

for (version in c(113, 114, 115, 117, 118, 119)) for (endian in c("little", "big")) write_odd(sprintf("odd_%d_%s.dta", version, endian), version, endian)
