# ---- second stage: metafor on the written effects ------------------------------------------------------------------------------

options(width = 140)
here <- function() {
  file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  if (length(file)) dirname(normalizePath(file[1])) else "."
}
from <- here()
result <- function(name, ...) read.csv(file.path(from, name), check.names = FALSE, ...)
need <- function(package) if (!requireNamespace(package, quietly = TRUE))
  stop("this script needs the R package ", package, ": install.packages(\"", package, "\")", call. = FALSE)
show <- function(title, table, limits) {
  cat("\n", title, "\n", sep = "")
  if (!nrow(table)) return(cat("  nothing to compare\n"))
  print(table, row.names = FALSE, digits = 3)
  for (column in names(limits)) {
    worst <- suppressWarnings(max(abs(table[[column]]), na.rm = TRUE))
    cat(sprintf("  largest %-10s %9.2e   %s %g\n", column, worst, if (worst <= limits[[column]]) "within" else "BEYOND", limits[[column]]))
  }
}
relative <- function(ours, theirs) (ours - theirs) / pmax(abs(theirs), 1e-8)

need("metafor")
suppressMessages(library(metafor))
code <- c(study = "character")
stage1 <- result("stage1.csv", colClasses = code); vcov1 <- result("stage1_vcov.csv", colClasses = code); effects <- result("influence.csv", colClasses = code)
pooled <- result("pooled.csv"); spread <- result("heterogeneity.csv")

univariate <- NULL
plain <- effects[is.na(effects$moderators) | effects$moderators == "", ]
for (rows in split(plain, list(plain$model, plain$variant, plain$effect), drop = TRUE)) {
  same <- function(f) f[f$model == rows$model[1] & f$variant == rows$variant[1] & f$effect == rows$effect[1] & f$component == "univariate", ]
  ours <- same(pooled); wide <- same(spread); wide <- wide[is.na(wide$moderators) | wide$moderators == "", ]
  ours <- ours[ours$term == "intercept" & !is.na(ours$k) & ours$k == nrow(rows), ][1, ]
  if (is.na(ours$estimate)) { cat("not repeated, studies are suppressed:", rows$model[1], rows$effect[1], "\n"); next }
  m <- rma(yi, vi, data = rows, method = plan$method, test = plan$test, level = 100 * plan$level, control = list(threshold = 1e-12, maxiter = 10000))
  q <- tryCatch(confint(m)$random["tau^2", c("ci.lb", "ci.ub")], error = function(e) c(NA, NA))
  univariate <- rbind(univariate, data.frame(model = rows$model[1], variant = rows$variant[1], effect = rows$effect[1], k = m$k,
    b = c(m$beta), d.b.in.se = (ours$estimate - c(m$beta)) / m$se, rel.se = relative(ours$std.error, m$se), rel.p = relative(ours$p.value, m$pval),
    d.tau2 = wide$tau2[1] - m$tau2, rel.Q = relative(wide$q[1], m$QE), d.I2 = wide$i2[1] - m$I2, d.tau2.high = wide$tau2.conf.high[1] - q[[2]]))
}
show("univariate pools: this run minus metafor", univariate, list(d.b.in.se = 1e-4, rel.se = 1e-4, d.tau2 = 1e-6, rel.Q = 1e-8))

regression <- NULL
for (m in moderated) {
  same <- function(f) f[f$model == m$model & f$variant == m$pool & f$effect == m$effect, ]
  rows <- same(effects); ours <- same(pooled); ours <- ours[ours$component == "univariate", ]; wide <- same(spread)
  if (nrow(rows) != ours$k[1]) { cat("not repeated, studies are suppressed:", m$model, m$effect, m$pool, "\n"); next }
  f <- rma(rows$yi, rows$vi, mods = m$x[match(rows$study, m$study), , drop = FALSE], method = plan$method, test = plan$test, level = 100 * plan$level,
    control = list(threshold = 1e-12, maxiter = 10000))
  regression <- rbind(regression, data.frame(model = m$model, effect = m$effect, term = ours$term, b = c(f$beta), d.b.in.se = (ours$estimate - c(f$beta)) / f$se,
    rel.se = relative(ours$std.error, f$se), d.tau2 = wide$tau2[1] - f$tau2, rel.QE = relative(wide$q[1], f$QE), rel.QM = relative(wide$qm[1], f$QM)))
}
if (!is.null(regression)) show("moderators: this run minus metafor", regression, list(d.b.in.se = 1e-4, rel.se = 1e-4, d.tau2 = 1e-6, rel.QM = 1e-4))

together <- NULL
for (model in unique(pooled$model[pooled$component == "multivariate" & !is.na(pooled$estimate)])) {
  ours <- pooled[pooled$model == model & pooled$component == "multivariate", ]
  lags <- ours$term
  member <- sort(unique(plain$study[plain$model == model & plain$variant == "primary" & plain$effect %in% lags]))
  y <- c(); blocks <- list()
  for (study in member) {
    v <- vcov1[vcov1$study == study & vcov1$model == model & vcov1$variant == "free", ]
    block <- matrix(0, length(lags), length(lags), dimnames = list(lags, lags))
    for (i in seq_len(nrow(v))) if (all(c(v$term1[i], v$term2[i]) %in% lags)) block[v$term1[i], v$term2[i]] <- block[v$term2[i], v$term1[i]] <- v$covariance[i]
    blocks[[study]] <- block
    y <- c(y, vapply(lags, function(lag) plain$yi[plain$model == model & plain$variant == "primary" & plain$effect == lag & plain$study == study], 0))
  }
  d <- data.frame(y = y, lag = factor(rep(lags, length(member)), levels = lags), study = rep(seq_along(member), each = length(lags)))
  m <- rma.mv(y, bldiag(blocks), mods = ~ lag - 1, random = ~ lag | study, struct = plan$structure, method = if (plan$method == "ML") "ML" else "REML", data = d,
    control = list(rel.tol = 1e-10))
  tau2 <- if (length(m$tau2) == length(lags)) m$tau2 else rep(m$tau2, length(lags))
  wide <- spread[spread$model == model & spread$component == "multivariate", ]
  together <- rbind(together, data.frame(model = model, lag = lags, b = c(m$beta), d.b.in.se = (ours$estimate - c(m$beta)) / m$se,
    d.tau2 = wide$tau2[match(lags, wide$effect)] - tau2, d.logLik = wide$loglik[1] - c(logLik(m))))
}
if (!is.null(together)) show("multivariate pools: this run minus metafor (a logLik above zero is a better optimum)", together, list(d.b.in.se = 0.01))

# ---- first stage, where the path of a store or of exported studies is given ----------------------------------------------------

path <- commandArgs(trailingOnly = TRUE)
if (!length(path)) {
  cat("\nTo refit stage 1 as well: Rscript check.R STORE, or a folder with STUDY.csv files as\n",
    "  ipd export STUDY --store STORE --format csv --layout wide > STUDY.csv\nwrites them.\n", sep = "")
  quit(status = 0)
}
path <- path[1]
need("lavaan"); need("lme4")
suppressMessages({ library(lavaan); library(lme4) })

parquet <- function(file) {
  if (requireNamespace("arrow", quietly = TRUE)) return(as.data.frame(arrow::read_parquet(file)))
  if (requireNamespace("nanoparquet", quietly = TRUE)) return(as.data.frame(nanoparquet::read_parquet(file)))
  if (requireNamespace("duckdb", quietly = TRUE)) {
    con <- DBI::dbConnect(duckdb::duckdb()); on.exit(DBI::dbDisconnect(con, shutdown = TRUE))
    return(DBI::dbGetQuery(con, sprintf("SELECT * FROM read_parquet('%s')", gsub("'", "''", file))))
  }
  NULL
}

# A study as two tables: sessions (participant, session, alliance, symptom) and persons (participant, intake, outcome).
study_tables <- function(study) {
  csv <- file.path(path, paste0(study, ".csv"))
  found <- list.files(path, "^sessions\\.parquet$", recursive = TRUE, full.names = TRUE)
  found <- found[vapply(strsplit(dirname(found), "[/\\\\]"), function(parts) study %in% parts, NA)]
  if (!file.exists(csv) && length(found)) {
    file <- found[which.max(file.mtime(found))]
    sessions <- parquet(file)
    if (!is.null(sessions)) return(list(sessions = sessions, persons = parquet(file.path(dirname(file), "participants.parquet"))))
  }
  if (!file.exists(csv) && length(found) && nzchar(Sys.which("ipd"))) {
    csv <- tempfile(fileext = ".csv")
    if (system2("ipd", c("export", shQuote(study), "--store", shQuote(path), "--format", "csv", "--layout", "wide"), stdout = csv) != 0) return(NULL)
  }
  if (!file.exists(csv)) return(NULL)
  x <- read.csv(csv, check.names = FALSE, colClasses = c(participant = "character"))
  persons <- x[!duplicated(x$participant), setdiff(names(x), c("session", "alliance", "symptom")), drop = FALSE]
  if ("session" %in% names(x)) return(list(sessions = x, persons = persons))
  waves <- sort(unique(as.integer(sub("^(a|s|alliance[._]?|symptom[._]?)([0-9]+)$", "\\2", grep("^(a|s|alliance[._]?|symptom[._]?)[0-9]+$", names(x), value = TRUE)))))
  column <- function(short, long, t) { n <- intersect(paste0(c(short, long, paste0(long, "_"), paste0(long, ".")), t), names(x)); if (length(n)) x[[n[1]]] else NA_real_ }
  sessions <- do.call(rbind, lapply(waves, function(t) data.frame(participant = x$participant, session = t,
    alliance = column("a", "alliance", t), symptom = column("s", "symptom", t))))
  list(sessions = sessions[!is.na(sessions$alliance) | !is.na(sessions$symptom), ], persons = persons)
}

# Means over waves of the completely standardised lags, from the model's own equations; covariance by central differences.
standardised_lags <- function(fit, lags) {
  table <- parTable(fit); table <- table[table$op %in% c("=~", "~", "~~") & table$lhs != "", ]
  all <- union(table$lhs, table$rhs)
  label <- sub("[0-9]+$", "", table$label)
  lag_rows <- lapply(lags, function(lag) which(table$op == "~" & label == lag))
  value <- function(theta) {
    est <- ifelse(table$free > 0, theta[pmax(table$free, 1)], table$est)
    A <- S <- matrix(0, length(all), length(all), dimnames = list(all, all))
    for (i in which(table$op == "~")) A[table$lhs[i], table$rhs[i]] <- est[i]
    for (i in which(table$op == "=~")) A[table$rhs[i], table$lhs[i]] <- est[i]
    for (i in which(table$op == "~~")) S[table$lhs[i], table$rhs[i]] <- S[table$rhs[i], table$lhs[i]] <- est[i]
    inverse <- solve(diag(length(all)) - A); sd <- sqrt(diag(inverse %*% S %*% t(inverse))); names(sd) <- all
    vapply(lag_rows, function(rows) mean(est[rows] * sd[table$rhs[rows]] / sd[table$lhs[rows]]), 0)
  }
  theta <- coef(fit); V <- vcov(fit)
  J <- vapply(seq_along(theta), function(j) { h <- 1e-5; up <- down <- theta; up[j] <- up[j] + h; down[j] <- down[j] - h; (value(up) - value(down)) / (2 * h) }, value(theta))
  list(estimate = value(theta), se = sqrt(diag(J %*% V %*% t(J))))
}

compare <- function(study, model, term, estimate, se, rows, d.criterion = NA_real_) {
  i <- match(term, rows$term)
  data.frame(study = study, model = model, term = term, R = estimate, d.in.se = (rows$estimate[i] - estimate) / se, rel.se = relative(rows$std.error[i], se),
    d.criterion = d.criterion)
}

refit_panel <- function(study, model, variant, data) {
  rows <- stage1[stage1$study == study & stage1$model == model & stage1$variant == variant & stage1$component == "std", ]
  text <- panel_models[[panel_of[[model]][[variant]][study]]]
  if (!nrow(rows) || is.null(text)) return(NULL)
  x <- data$sessions[data$sessions$session >= plan$window[1] & data$sessions$session <= plan$window[2], ]
  x$alliance <- x$alliance / sd(x$alliance, na.rm = TRUE); x$symptom <- x$symptom / sd(x$symptom, na.rm = TRUE)
  wide <- data.frame(participant = unique(x$participant))
  for (t in sort(unique(x$session))) { i <- match(paste(wide$participant, t), paste(x$participant, x$session)); wide[[paste0("a", t)]] <- x$alliance[i]; wide[[paste0("s", t)]] <- x$symptom[i] }
  for (name in plan$persons) {
    if (!name %in% names(data$persons)) { cat("not refitted,", name, "is not in the exported file:", study, model, "\n"); return(NULL) }
    value <- as.numeric(data$persons[[name]][match(wide$participant, data$persons$participant)]); wide[[name]] <- value / sd(value, na.rm = TRUE)
  }
  arguments <- list(model = text, data = wide, missing = if (plan$missing == "fiml") "ml" else "listwise", estimator = toupper(plan$estimator))
  if (plan$cluster != "none") {
    wide$cluster <- data$persons$therapist[match(wide$participant, data$persons$participant)]
    own <- is.na(wide$cluster) | wide$cluster == ""; wide$cluster[own] <- paste0("none", which(own))
    arguments$data <- wide; arguments$cluster <- "cluster"
  }
  fit <- tryCatch(suppressWarnings(do.call(lavaan::lavaan, arguments)), error = function(e) NULL)
  if (is.null(fit) || !lavInspect(fit, "converged")) { cat("lavaan did not converge:", study, model, "\n"); return(NULL) }
  lags <- intersect(c("aa", "sa", "ss", "as"), rows$term); std <- standardised_lags(fit, lags)
  # lavaan has no errors corrected for leverage: the estimates alone are then compared.
  if (plan$small_sample != "none") rows$std.error <- NA_real_
  compare(study, if (variant == "free") model else paste(model, variant), lags, std$estimate, std$se, rows)
}

refit_multilevel <- function(study, data) {
  d <- data$sessions[data$sessions$session >= plan$window[1] & data$sessions$session <= plan$window[2], c("participant", "session", "alliance", "symptom")]
  one <- !duplicated(d$participant); key <- paste(d$participant, d$session); before <- match(paste(d$participant, d$session - 1), key)
  person <- function(v) ave(v, d$participant, FUN = function(u) mean(u, na.rm = TRUE))
  mean_of <- list(alliance = person(d$alliance), symptom = person(d$symptom))
  within <- function(name) { dev <- d[[name]] - mean_of[[name]]; sqrt(sum(dev^2, na.rm = TRUE) / (sum(!is.na(dev)) - length(unique(d$participant[!is.na(dev)])))) }
  spread <- list(alliance = within("alliance"), symptom = within("symptom"))
  standard <- function(m) (m - mean(m[one], na.rm = TRUE)) / sd(m[one], na.rm = TRUE)
  out <- NULL
  for (direction in c("as", "sa")) {
    x <- if (direction == "as") "alliance" else "symptom"; y <- setdiff(c("alliance", "symptom"), x)
    f <- data.frame(participant = d$participant, session = d$session, y = d[[y]] / spread[[y]], x = (d[[x]][before] - mean_of[[x]]) / spread[[x]],
      lag_y = (d[[y]][before] - mean_of[[y]]) / spread[[y]], mean_alliance = mean_of$alliance - mean(mean_of$alliance[one], na.rm = TRUE),
      mean_symptom = mean_of$symptom - mean(mean_of$symptom[one], na.rm = TRUE), zA = standard(mean_of$alliance), zS = standard(mean_of$symptom))
    f <- f[complete.cases(f), ]
    models <- list(multilevel = y ~ x + lag_y + mean_alliance + mean_symptom + session + (1 | participant),
      crosslevel = y ~ x * (zA + zS) + lag_y + session + (1 + x | participant))
    for (model in names(models)) {
      rows <- stage1[stage1$study == study & stage1$model == model & stage1$variant == direction & stage1$component == "fixed", ]
      if (!nrow(rows)) next
      # lme4's search can end in a corner (a variance at zero): several starts, sharply stopped, the lowest criterion kept.
      starts <- if (model == "multilevel") list(1, 0.01) else list(c(1, 0, 1), c(0.3, 0, 0.3), c(0.05, 0.05, 0.05), c(0.2, -0.1, 0.1), c(0, 0, 0.2))
      control <- lmerControl("bobyqa", calc.derivs = FALSE, optCtrl = list(maxfun = 1e5, rhoend = 1e-9))
      fits <- lapply(starts, function(start) tryCatch(suppressMessages(suppressWarnings(lmer(models[[model]], f, start = start, control = control))), error = function(e) NULL))
      fits <- Filter(Negate(is.null), fits); if (!length(fits)) next
      best <- fits[[which.min(vapply(fits, REMLcrit, 0))]]; table <- coef(summary(best)); terms <- intersect(c("x", "x:zA", "x:zS"), rownames(table))
      ours <- stage1$estimate[stage1$study == study & stage1$model == model & stage1$variant == direction & stage1$component == "fit" & stage1$term == "REMLcrit"]
      out <- rbind(out, compare(study, paste(model, direction), terms, table[terms, 1], table[terms, 2], rows, if (length(ours)) ours - REMLcrit(best) else NA))
    }
  }
  out
}

refit_association <- function(study, data) {
  rows <- stage1[stage1$study == study & stage1$model == "association" & stage1$component == "z", ]
  if (!nrow(rows) || !all(c("intake", "outcome") %in% names(data$persons))) return(NULL)
  x <- data$sessions[data$sessions$session >= plan$early[1] & data$sessions$session <= plan$early[2] & !is.na(data$sessions$alliance), ]
  early <- tapply(x$alliance, x$participant, mean)
  p <- data.frame(early = early[match(data$persons$participant, names(early))], intake = -data$persons$intake, outcome = -data$persons$outcome)
  p <- p[complete.cases(p), ]; r <- cor(p)
  partial <- (r[1, 3] - r[1, 2] * r[2, 3]) / sqrt((1 - r[1, 2]^2) * (1 - r[2, 3]^2))
  compare(study, "association", c("r", "partial.r"), atanh(c(r[1, 3], partial)), 1 / sqrt(nrow(p) - c(3, 4)), rows)
}

refitted <- NULL; unread <- c()
for (study in sort(unique(stage1$study))) {
  data <- study_tables(study)
  if (is.null(data)) { unread <- c(unread, study); next }
  cat("refitting", study, "\n")
  for (model in names(panel_of)) for (variant in names(panel_of[[model]])) refitted <- rbind(refitted, refit_panel(study, model, variant, data))
  refitted <- rbind(refitted, refit_multilevel(study, data), refit_association(study, data))
}
if (length(unread)) cat("\nnot read: ", paste(unread, collapse = ", "), "\n",
  "No STUDY.csv was found for them in ", path, ", and no way to read its Parquet files. Either install.packages(\"nanoparquet\") (or arrow, or duckdb),\n",
  "or export each study: ipd export STUDY --store STORE --format csv --layout wide > STUDY.csv, and give the folder of those files.\n", sep = "")
if (!is.null(refitted)) show("stage 1: this run minus lavaan, lme4 and cor (a REML criterion below zero is a better optimum than lme4's)", refitted, list(d.in.se = 0.01, rel.se = 0.005))
