# What lavaan makes of the models in syntax/ on the data in data/. Usage, in this folder: Rscript references.R -> sem_cases.json
# R 4.2, lavaan 0.6-14, jsonlite. One case: model, data, options; estimates and standard errors by parameter, std.all, fit measures.
source("case.R")
for (d in c("trial13", "trial14", "trial15", "trial17")) { run("riclpm_7", d); run("clpm_7", d); run("riclpm_7_same_session", d) }
for (d in c("trial09", "trial13")) { run("riclpm_7_free", d); run("clpm_7_free", d); run("clpm_7_same_session", d); run("riclpm_7", d, cluster = "therapist"); run("clpm_7", d, cluster = "therapist"); run("riclpm_7", d, estimator = "ML") }
run("riclpm_7", "trial09", missing = "listwise"); run("riclpm_7", "trial09", missing = "listwise", estimator = "ML"); run("clpm_7", "trial09", missing = "listwise"); run("clpm_7", "trial13", missing = "listwise", estimator = "ML")
for (m in c("riclpm_5", "riclpm_5_free", "clpm_5", "riclpm_4", "riclpm_3", "riclpm_3_free", "clpm_3")) for (d in c("trial12", "trial13")) run(m, d)
run("riclpm_1357", "trial16"); run("riclpm_1357_free", "trial16"); run("clpm_1357", "trial16"); run("clpm_1357", "trial16", missing = "listwise")
for (m in c("riclpm_4", "riclpm_4_free", "clpm_4", "riclpm_4_same_session")) { run(m, "demo_growth", missing = "listwise", estimator = "ML"); run(m, "demo_growth", missing = "listwise"); run(m, "demo_growth_missing"); run(m, "demo_growth_missing", estimator = "ML"); run(m, "demo_growth_missing", cluster = "therapist") }
run("riclpm_4", "improper_boundary"); run("riclpm_4_singular", "improper_boundary"); run("riclpm_4_symptom_only", "improper_boundary"); run("riclpm_3", "improper_inadmissible")
run("political_democracy", "political_democracy", missing = "listwise", estimator = "ML"); run("political_democracy", "political_democracy", missing = "listwise"); run("political_democracy", "political_democracy")
run("holzinger", "holzinger", missing = "listwise", estimator = "ML"); run("holzinger", "holzinger"); run("holzinger", "holzinger_missing"); run("holzinger", "holzinger_missing", estimator = "ML"); run("holzinger", "holzinger_missing", cluster = "class"); run("holzinger", "holzinger_missing", missing = "listwise")
for (f in c("sem", "growth")) { run("riclpm_3", "trial12", fun = f); run("clpm_3", "trial12", fun = f); run("riclpm_4_singular", "improper_boundary", fun = f); run("riclpm_4_same_session", "demo_growth_missing", fun = f) }
save_cases("references.R", "sem_cases.json")
