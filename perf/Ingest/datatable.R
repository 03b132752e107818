# Usage: Rscript datatable.R FILE OUT LAYOUT COMPRESS: reads a long or wide file of sessions, reshapes it to one row a participant and session in order and one row a
# participant, and writes both in R's own format, compressed (TRUE, R's default) or not. Prints elapsed seconds, CPU seconds and the peak memory of the process in megabytes.
suppressMessages(library(data.table))
args <- commandArgs(TRUE)
time <- system.time({
  table <- fread(args[1], na.strings = "NA")
  constant <- c("id", "th", "age", "female", "bdi_pre", "bdi_post")
  if (args[3] == "wide") {
    participants <- table[, ..constant]
    sessions <- melt(table, id.vars = "id", measure.vars = patterns(wai = "^wai", bdi = "^bdi[0-9]"), variable.name = "session")
    sessions[, session := as.integer(session)]
  } else {
    participants <- unique(table[, ..constant], by = "id")
    sessions <- table[, .(id, session, wai, bdi)]
  }
  rm(table)
  sessions <- sessions[!(is.na(wai) & is.na(bdi))]
  setorder(sessions, id, session)
  setorder(participants, id)
  saveRDS(list(sessions, participants), args[2], compress = as.logical(args[4]))
})
peak <- as.numeric(gsub("\\D", "", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(time[["elapsed"]], time[["user.self"]] + time[["sys.self"]], peak, "\n")
