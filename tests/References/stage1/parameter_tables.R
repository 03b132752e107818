# Parameter tables that lavaan makes of model texts under its functions' defaults. Usage, in this folder: Rscript parameter_tables.R -> parameter_tables.json
# R 4.2, lavaan 0.6-14, jsonlite. `class` numbers the parameters that are one (equal labels, group.equal), 0 where fixed.
suppressMessages({library(lavaan); library(jsonlite)})
cases <- list()
flags <- list(lavaan = list(), sem = list(int.ov.free = TRUE, auto.fix.first = TRUE, auto.fix.single = TRUE, auto.var = TRUE, auto.cov.lv.x = TRUE, auto.cov.y = TRUE),
              growth = list(int.lv.free = TRUE, auto.fix.first = TRUE, auto.fix.single = TRUE, auto.var = TRUE, auto.cov.lv.x = TRUE, auto.cov.y = TRUE, meanstructure = TRUE))
flags$cfa <- flags$sem
add <- function(model, defaults = "sem", groups = 1, equal = character(), means = FALSE, std.lv = FALSE, fixed.x = TRUE, orthogonal = FALSE) {
  f <- flags[[defaults]]; if (std.lv) f$auto.fix.first <- FALSE
  if (means || groups > 1 || any(c("intercepts", "means") %in% equal)) f$meanstructure <- TRUE
  t <- suppressWarnings(do.call(lavaanify, c(list(model = model, fixed.x = fixed.x, std.lv = std.lv, orthogonal = orthogonal, ngroups = groups, group.equal = if (length(equal)) equal else NULL), f)))
  eq <- t[t$op == "==" & t$user == 2, ]; p <- t[!t$op %in% c("==", "<", ">", ":="), ]
  class <- ifelse(p$free > 0, seq_len(nrow(p)), 0L)
  for (i in seq_len(nrow(eq))) { a <- which(p$plabel == eq$lhs[i]); b <- which(p$plabel == eq$rhs[i]); if (class[b] > 0 && class[a] > 0) class[class == class[b]] <- class[a] }
  rows <- data.frame(lhs = p$lhs, op = p$op, rhs = p$rhs, user = p$user, group = p$group, class = class, value = p$ustart, exo = p$exo, label = ifelse(grepl("^\\.p[0-9]+\\.$", p$label), "", p$label))
  cases[[length(cases) + 1]] <<- list(model = unbox(model), defaults = unbox(defaults), groups = unbox(groups), equal = equal, means = unbox(means), std.lv = unbox(std.lv), fixed.x = unbox(fixed.x), orthogonal = unbox(orthogonal), rows = rows)
}
hs <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
pd <- "ind60 =~ x1 + x2 + x3\ndem60 =~ y1 + a*y2 + b*y3 + c*y4\ndem65 =~ y5 + a*y6 + b*y7 + c*y8\ndem60 ~ ind60\ndem65 ~ ind60 + dem60\ny1 ~~ y5\ny2 ~~ y4 + y6\ny3 ~~ y7\ny8 ~~ y4\ny6 ~~ y8"
gr <- "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + 2*t3 + 3*t4"
for (d in c("lavaan", "cfa", "sem")) for (m in c(hs, pd)) add(m, d)
add(hs, "lavaan", means = TRUE); add(hs, "cfa", means = TRUE); add(hs, "cfa", std.lv = TRUE); add(hs, "cfa", orthogonal = TRUE)
add(gr, "growth"); add(paste0(gr, "\ni + s ~ z1 + z2\nt1 ~ c1\nt2 ~ c2"), "growth"); add(gr, "lavaan", means = TRUE); add(gr, "sem", means = TRUE)
add("y ~ a*m + cp*x\nm ~ b*x\nind := a*b"); add("y ~ x1 + x2 + x3"); add("y ~ x1 + x2\nz ~ x1 + y"); add("y1 ~ x\ny2 ~ x\ny3 ~ x"); add("y1 ~ x\ny2 ~ x", "lavaan")
add("y ~ x1 + x2\nx1 ~~ x2"); add("y ~ x1 + x2\nx1 ~ 1"); add("y ~ x1 + x2", means = TRUE); add("y ~ x1 + x2", fixed.x = FALSE); add("y ~ 1 + x\nx ~~ x")
add("f =~ y1 + y2 + y3\nf ~ x1 + x2"); add("f =~ y1 + y2 + y3\nz ~ f + x"); add("f =~ y1\ng =~ y2 + y3 + y4\ng ~ f"); add("f =~ NA*y1 + y2 + y3\nf ~~ 1*f")
add("g =~ f1 + f2 + f3\nf1 =~ a1 + a2 + a3\nf2 =~ b1 + b2 + b3\nf3 =~ c1 + c2 + c3"); add("f =~ y1 + start(0.7)*y2 + 0.9?y3\ny1 ~~ 0.2*y2\ny3 ~ 0*1")
add("f =~ y1 + l*y2 + l*y3 + equal(\"f=~y2\")*y4"); add("f =~ y1 + y2 + y3\nf =~ y4\ny1 + y2 ~~ y3 + y4"); add("m + y ~ x\ny ~ m\nm ~~ y2"); add("x1 ~~ x2 + x3\nx2 ~~ x3"); add("x1 ~~ x2 + x3\nx2 ~~ x3", "lavaan")
add(hs, "cfa", groups = 2); add(hs, "cfa", groups = 2, equal = "loadings"); add(hs, "cfa", groups = 3, equal = c("loadings", "intercepts"))
add(hs, "cfa", groups = 2, equal = c("loadings", "intercepts", "means", "residuals")); add(hs, "cfa", groups = 2, equal = c("loadings", "intercepts", "lv.variances", "lv.covariances"))
add(hs, "cfa", groups = 2, equal = "loadings", std.lv = TRUE); add(paste0(hs, "\nx1 ~~ x4"), "cfa", groups = 2, equal = c("loadings", "residual.covariances", "residuals"))
add(pd, "sem", groups = 2, equal = "regressions"); add("y ~ c(b1, b2)*x + c(0.5, NA)*z\nd := b1 - b2", groups = 2); add("y ~ b*x", groups = 2); add("f =~ c(1, 1)*y1 + start(c(0.5, 0.8))*y2 + c(a, a)*y3\nf ~ c(0, NA)*1", groups = 2)
add(paste0(gr, "\ni ~ x\ns ~ x"), "growth", groups = 2, equal = "regressions"); add("y ~ x1 + x2\nz ~ y", groups = 2, equal = c("intercepts", "regressions", "residuals"))
write(toJSON(list(tool = unbox("lavaan"), version = unbox(as.character(packageVersion("lavaan"))), R = unbox(R.version.string), script = unbox("parameter_tables.R"), cases = cases), digits = NA, na = "null", pretty = FALSE), "parameter_tables.json")
cat(length(cases), "cases\n")
