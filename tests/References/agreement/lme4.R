# lme4 and lmerTest on data sets shipped with R packages: Rscript lme4.R, in this folder. Writes lme4/*.csv (the data) and lme4.json (the fits).
# Each model is fitted by three optimisers with tight controls from two starts; the lowest criterion is kept: lme4's defaults may stop short.
invisible(Sys.setlocale("LC_COLLATE", "C"))
options(contrasts = c("contr.treatment", "contr.treatment"))
suppressMessages({library(lme4); library(lmerTest); library(jsonlite)})
get <- function(name, package) { e <- new.env(); data(list = name, package = package, envir = e); as.data.frame(e[[name]]) }
tables <- list(
  sleepstudy = lme4::sleepstudy, Dyestuff = lme4::Dyestuff, Dyestuff2 = lme4::Dyestuff2, Pastes = lme4::Pastes, Penicillin = lme4::Penicillin,
  cake = lme4::cake[, c("replicate", "recipe", "angle", "temp")], cbpp = transform(lme4::cbpp, rate = incidence / size),
  InstEval = subset(lme4::InstEval, as.integer(as.character(d)) %in% 1:300 & as.integer(as.character(s)) %in% 1:900, c("s", "d", "dept", "service", "y")),
  grouse = lme4::grouseticks[, c("TICKS", "BROOD", "HEIGHT", "YEAR", "LOCATION", "INDEX")],
  Orthodont = get("Orthodont", "nlme"), Machines = get("Machines", "nlme"), Oxide = get("Oxide", "nlme"), Rail = get("Rail", "nlme"), ergoStool = get("ergoStool", "nlme"),
  Oats = get("Oats", "nlme"), Alfalfa = get("Alfalfa", "nlme"), Pixel = get("Pixel", "nlme"), Wheat2 = get("Wheat2", "nlme"), Assay = get("Assay", "nlme"), BodyWeight = get("BodyWeight", "nlme"),
  CO2 = get("CO2", "datasets"), Earthquake = get("Earthquake", "nlme"), Gasoline = get("Gasoline", "nlme"), Dialyzer = get("Dialyzer", "nlme"), Glucose2 = get("Glucose2", "nlme"),
  Gun = get("Gun", "nlme"), Milk = get("Milk", "nlme"), Ovary = get("Ovary", "nlme"), RatPupWeight = get("RatPupWeight", "nlme"), Spruce = get("Spruce", "nlme"),
  Tetracycline1 = get("Tetracycline1", "nlme"), Wafer = get("Wafer", "nlme"), Meat = get("Meat", "nlme"), Oxboys = get("Oxboys", "nlme"), Soybean = get("Soybean", "nlme"),
  carrots = lmerTest::carrots[, c("Consumer", "Preference", "sens1", "sens2", "Homesize", "Product")], ham = lmerTest::ham[, c("Consumer", "Product", "Informed.liking", "Information", "Gender")],
  TVbo = lmerTest::TVbo[, c("Assessor", "TVset", "Picture", "Repeat", "Coloursaturation", "Noise")],
  npk = get("npk", "datasets"), petrol = get("petrol", "MASS"), coop = get("coop", "MASS"), ChickWeight = get("ChickWeight", "datasets"), sleep = get("sleep", "datasets"),
  ScotsSec = get("ScotsSec", "mlmRev")[1:1500, c("verbal", "attain", "primary", "sex", "second")], Early = get("Early", "mlmRev"),
  Exam = subset(get("Exam", "mlmRev"), as.integer(school) <= 20, c("school", "normexam", "standLRT", "sex", "schavg", "student")))
models <- list(
  sleepstudy = c("Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days | Subject)", "Reaction ~ Days + (Days || Subject)", "Reaction ~ Days + I(Days^2) + (Days + I(Days^2) | Subject)",
                 "Reaction ~ I(Days / 1000) + (I(Days / 1000) | Subject)", "Reaction ~ I(Days + 200) + (1 | Subject)"),
  Dyestuff = "Yield ~ 1 + (1 | Batch)", Dyestuff2 = "Yield ~ 1 + (1 | Batch)", Pastes = c("strength ~ 1 + (1 | batch/cask)", "strength ~ cask + (1 | batch)"),
  Penicillin = "diameter ~ 1 + (1 | plate) + (1 | sample)", cake = c("angle ~ recipe * temp + (1 | replicate/recipe)", "angle ~ recipe * factor(temp) + (1 | recipe:replicate)", "angle ~ recipe + temp + (temp || replicate)"),
  cbpp = c("rate ~ factor(period) + (1 | herd)", "incidence ~ factor(period) + size + (1 | herd)"),
  InstEval = c("y ~ service + (1 | s) + (1 | d)", "y ~ factor(service) + (1 | s) + (1 | d) + (1 | dept)", "y ~ service + (1 | s) + (service || d)"),
  grouse = c("TICKS ~ factor(YEAR) + HEIGHT + (1 | BROOD) + (1 | LOCATION)", "log(TICKS + 1) ~ factor(YEAR) * scale(HEIGHT) + (1 | LOCATION/BROOD)"),
  Orthodont = c("distance ~ age * Sex + (age | Subject)", "distance ~ age * Sex + (1 | Subject)", "distance ~ age + (age || Subject)"),
  Machines = c("score ~ Machine + (1 | Worker)", "score ~ Machine + (1 | Worker/Machine)", "score ~ Machine + (0 + Machine | Worker)", "score ~ Machine + (Machine | Worker)"),
  Oxide = c("Thickness ~ 1 + (1 | Lot/Wafer)", "Thickness ~ factor(Source) + factor(Site) + (1 | Lot/Wafer)"), Rail = "travel ~ 1 + (1 | Rail)", ergoStool = c("effort ~ Type + (1 | Subject)", "effort ~ 0 + Type + (1 | Subject)"),
  Oats = c("yield ~ nitro + (1 | Block/Variety)", "yield ~ factor(nitro) * Variety + (1 | Block/Variety)"), Alfalfa = c("Yield ~ Date * Variety + (1 | Block/Variety)", "Yield ~ Date + (1 | Block) + (1 | Variety)"),
  Pixel = "pixel ~ day + I(day^2) + (day | Dog) + (1 | Dog:Side)", Wheat2 = c("yield ~ variety + (1 | Block)", "yield ~ variety + scale(latitude) * scale(longitude) + (1 | Block)"),
  Assay = c("logDens ~ sample * factor(dilut) + (1 | Block)", "logDens ~ sample * factor(dilut) + (1 | Block) + (1 | Block:sample) + (1 | Block:dilut)"), BodyWeight = c("weight ~ Time * factor(Diet) + (Time | Rat)", "weight ~ Time * factor(Diet) + (Time || Rat)"),
  CO2 = c("uptake ~ Type * Treatment + log(conc) + (1 | Plant)", "uptake ~ Type * Treatment * scale(conc) + (scale(conc) | Plant)"), Earthquake = c("log(accel) ~ log(distance) + Richter + (1 | Quake)", "accel ~ distance + factor(soil) + (1 | Quake)"),
  Gasoline = c("yield ~ endpoint + vapor + (1 | Sample)", "yield ~ scale(endpoint) + (scale(endpoint) | Sample)"), Dialyzer = "rate ~ (pressure + I(pressure^2)) * factor(QB) + (pressure | Subject)",
  Glucose2 = "glucose ~ Time + I(Time^2) + (1 | Subject/Date)", Gun = c("rounds ~ Method * Physique + (1 | Team)", "rounds ~ Method + Physique + (Method | Team)"), Milk = c("protein ~ Diet + Time + (1 | Cow)", "protein ~ Diet * Time + (Time | Cow)"),
  Ovary = "follicles ~ sin(6.28318530717959 * Time) + cos(6.28318530717959 * Time) + (1 | Mare)", RatPupWeight = c("weight ~ sex * Treatment + Lsize + (1 | Litter)", "weight ~ sex + Lsize + (sex | Litter)"),
  Spruce = "logSize ~ days + I(days^2) + (1 | plot/Tree)", Tetracycline1 = "conc ~ Formulation * factor(Time) + (1 | Subject)", Wafer = c("current ~ voltage + I(voltage^2) + (1 | Wafer/Site)", "current ~ voltage + (voltage | Wafer) + (voltage | Wafer:Site)"),
  Meat = "score ~ Storage + (1 | Block) + (1 | Pair)", Oxboys = c("height ~ age + (age | Subject)", "height ~ age + I(age^2) + (age + I(age^2) | Subject)", "height ~ age + I(age^2) + (age + I(age^2) || Subject)"), Soybean = "log(weight) ~ Variety * Time + I(Time^2) + (1 | Plot)",
  carrots = c("Preference ~ sens1 + sens2 + factor(Homesize) + (sens1 + sens2 | Consumer)", "Preference ~ sens1 + factor(Homesize) + (1 | Consumer) + (1 | Product)", "Preference ~ sens2 + (sens2 || Consumer) + (1 | Product)"),
  ham = c("Informed.liking ~ factor(Product) * factor(Information) + (1 | Consumer)", "Informed.liking ~ factor(Product) + factor(Gender) + (1 | Consumer/Product)", "Informed.liking ~ factor(Information) + (1 | Consumer) + (1 | Product) + (1 | Consumer:Information)"),
  TVbo = c("Coloursaturation ~ TVset * factor(Picture) + (1 | Assessor)", "Noise ~ TVset + factor(Picture) + (1 | Assessor) + (1 | Assessor:TVset) + (1 | Assessor:Picture)"),
  npk = "yield ~ factor(N) * factor(P) + factor(K) + (1 | block)", petrol = c("Y ~ SG + VP + V10 + EP + (1 | No)", "Y ~ EP + (EP || No)"), coop = c("Conc ~ 1 + (1 | Lab) + (1 | Spc) + (1 | Lab:Spc)", "Conc ~ Spc + (1 | Lab) + (1 | Lab:Spc:Bat)"),
  ChickWeight = c("weight ~ Time * factor(Diet) + (Time | Chick)", "weight ~ Time + I(Time^2) + factor(Diet) + (1 | Chick)"), sleep = "extra ~ factor(group) + (1 | ID)",
  ScotsSec = c("attain ~ sex + (1 | primary) + (1 | second)", "attain ~ verbal * sex + (1 | primary) + (verbal | second)"), Early = c("cog ~ age * trt + (age | id)", "cog ~ age + (age || id)"),
  Exam = c("normexam ~ standLRT + sex + (standLRT | school)", "normexam ~ standLRT * schavg + (1 | school)"))
control <- function(o) lmerControl(optimizer = o, calc.derivs = FALSE, check.conv.singular = "ignore", check.scaleX = "ignore", optCtrl = switch(o,
  bobyqa = list(maxfun = 1e5, rhobeg = .2, rhoend = 1e-10), Nelder_Mead = list(maxfun = 1e5, FtolAbs = 1e-15, FtolRel = 1e-15, XtolRel = 1e-10),
  nloptwrap = list(maxeval = 1e5, xtol_abs = 1e-11, ftol_abs = 1e-13)))
criterion <- function(m, reml) if (reml) c(REMLcrit(m)) else c(deviance(m))
best <- function(formula, data, reml) {
  part <- lFormula(formula, data, REML = reml, control = lmerControl(check.scaleX = "ignore"))$reTrms
  small <- ifelse(part$lower == 0, .2, 0)
  fits <- list()
  for (o in c("bobyqa", "nloptwrap", "Nelder_Mead")) for (s in list(part$theta, small)) {
    if (nrow(data) > 1000 && o == "Nelder_Mead") next
    fits <- c(fits, list(tryCatch(suppressMessages(suppressWarnings(lme4::lmer(formula, data, REML = reml, start = s, control = control(o)))), error = function(e) NULL)))
  }
  fits <- Filter(Negate(is.null), fits)
  fits[[which.min(sapply(fits, criterion, reml))]]
}
describe <- function(name, text, data, reml) {
  formula <- as.formula(text)
  m <- best(formula, data, reml)
  t <- suppressWarnings(suppressMessages(lmerTest:::as_lmerModLT(m, lme4::lmer(formula, data, REML = reml, devFunOnly = TRUE, control = lmerControl(check.scaleX = "ignore")))))
  co <- summary(t)$coefficients
  list(data = name, formula = text, reml = reml, criterion = criterion(m, reml), sigma = sigma(m), singular = isSingular(m), aic = AIC(m), bic = BIC(m), rows = nobs(m),
    terms = I(rownames(co)), estimate = I(unname(co[, 1])), std.error = I(unname(co[, 2])), df = I(unname(co[, 3])),
    random = unname(lapply(seq_along(getME(m, "cnms")), function(k) { v <- VarCorr(m)[[k]]; list(group = sub("\\.[0-9]+$", "", names(VarCorr(m))[k]), columns = I(rownames(v)), covariance = I(as.vector(v))) })))
}
pairs <- list()
for (name in names(tables)) {
  table <- tables[[name]]
  for (column in names(table)) if (is.factor(table[[column]])) table[[column]] <- as.character(table[[column]])
  file <- file.path("lme4", paste0(name, ".csv"))
  write.csv(table, file, row.names = FALSE, quote = FALSE, na = "NA")
  data <- read.csv(file)
  for (text in models[[name]]) for (reml in c(TRUE, FALSE)) {
    cat(name, text, reml, "\n", file = stderr())
    pairs <- c(pairs, list(describe(name, text, data, reml)))
  }
}
write_json(list(tool = "lme4", version = as.character(packageVersion("lme4")), lmerTest = as.character(packageVersion("lmerTest")), R = as.character(getRversion()), script = "lme4.R", pairs = pairs), "lme4.json", auto_unbox = TRUE, digits = I(13))
