# Model matrices of R's model.matrix, and random terms of lme4's findbars: Rscript model_matrices.R > model_matrices.json
invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressMessages(library(lme4))
library(jsonlite)

set.seed(20)
n <- 24
frame <- data.frame(
  y = round(rnorm(n), 4), x = round(rnorm(n, 3), 3), z = round(runif(n), 3), w = round(rexp(n), 3),
  g = rep(c("b", "a", "C"), each = 8), h = rep(c("yes", "no"), 12), k = rep(c(10, 2, 1, 100000), times = 6),
  m = sample(c("u", "v", "w", "q"), n, TRUE), stringsAsFactors = FALSE)
frame$`two words` <- round(rnorm(n), 3)
frame$x[5] <- NA
frame$m[c(2, 24)] <- NA

formulas <- c(
  "~ x", "~ 1", "~ 0 + x", "~ x - 1", "~ g", "~ 0 + g", "~ g + h", "~ g * h", "~ 0 + g * h", "~ g:h", "~ g + g:h", "~ h:g + g", "~ x:g", "~ x + x:g",
  "~ x * g", "~ g / x", "~ g / h", "~ g / (x + z)", "~ (x + z + g)^2", "~ (x + z + g)^2 - x:z", "~ x * z * g", "~ x * z * g - x:z:g", "~ x * g * h - g", "~ g * h - g - h",
  "~ g %in% h", "~ x %in% g + z", "~ I(x^2) + x", "~ I(x * z - 2) + I((x + 1) / 3)", "~ log(x + 10) + exp(z) + sqrt(w) + abs(y)", "~ scale(x)", "~ scale(x, scale = FALSE) * z", "~ scale(z, center = FALSE)",
  "~ factor(k)", "~ factor(k) * x", "~ factor(k):g", "~ relevel(factor(g), ref = \"b\")", "~ relevel(factor(k), ref = \"2\") + x", "~ `two words` * x", "~ m", "~ m * x + g", "~ 0 + m + g", "~ 0 + x + g + h",
  "~ x + 0 + 1", "~ x + offset(z)", "~ -1 + x:g", "~ 0 + x:g + g", "~ g:h - 1", "~ g:h + g", "~ x + g:h:m", "~ x * x", "~ (x + g)^3", "~ I(-x) + -z", "~ x + z - x", "~ log2(w) + log10(w) + I(2.50 * x) + I(x / 1e5)",
  "~ (g + h) / x", "~ x / g", "~ x / g / h", "log(y + 10) ~ g + x", "~ z + I(z^2) + I(z^3)", "~ as.numeric(k) + floor(x)", "~ (x + g):(z + h)", "~ (x + z) %in% (g + h)", "~ g + x:g - 1", "~ -1 + g + x:g:h")
matrices <- lapply(formulas, function(text) {
  terms <- terms(as.formula(text))
  used <- model.frame(terms, frame, drop.unused.levels = TRUE)
  x <- model.matrix(terms, used)
  list(formula = text, rows = as.integer(rownames(used)) - 1L, columns = colnames(x), assign = attr(x, "assign"), labels = attr(terms, "term.labels"),
       values = lapply(seq_len(ncol(x)), function(j) signif(unname(x[, j]), 15)))
})

bars <- c("y ~ x + (1 | g)", "y ~ x + (1 + x | g)", "y ~ (x || g)", "y ~ (1 + x * z || g)", "y ~ (1 | g/h)", "y ~ (1 | g/h/m)", "y ~ (0 + x | g:h) + (1 | m)", "y ~ z + (x | g/h) + (1 | k)", "y ~ (1 + h || g)", "y ~ (0 + h | g)", "y ~ x * z + (x * z | m)")
random <- lapply(bars, function(text) {
  formula <- as.formula(text)
  found <- findbars(formula)
  rows <- frame[complete.cases(frame), ]
  part <- lFormula(formula, rows, control = lmerControl(check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore", check.nlev.gtr.1 = "ignore", check.nobs.vs.rankZ = "ignore"))
  list(formula = text, bars = lapply(found, function(bar) list(
    group = deparse(bar[[3]]), columns = colnames(model.matrix(eval(substitute(~ part, list(part = bar[[2]]))), rows)),
    levels = levels(droplevels(factor(eval(bar[[3]], lapply(rows, factor))))))), sizes = sort(unname(diff(part$reTrms$Gp))))
})
writeLines(toJSON(list(tool = paste("R", getRversion(), "lme4", packageVersion("lme4")), script = "model_matrices.R",
  frame = frame, matrices = matrices, random = random), digits = NA, auto_unbox = TRUE, na = "null", dataframe = "columns"))
