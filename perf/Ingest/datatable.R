# Usage: Rscript datatable.R FILE OUT: reads, orders by participant and session, writes; seconds and the peak memory of the process in megabytes.
suppressMessages(library(data.table))
args <- commandArgs(TRUE)
time <- system.time({ table <- fread(args[1]); setorder(table, id, session); saveRDS(table, args[2]) })
peak <- as.numeric(gsub("\\D", "", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(time[["elapsed"]], peak, "\n")
