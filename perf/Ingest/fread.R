# Usage: Rscript fread.R FILE: the seconds that fread needs on all cores.
suppressMessages(library(data.table))
cat(system.time(fread(commandArgs(TRUE)[1]))[["elapsed"]], "\n")
