# What lavaan makes of the dynamic panel models and the latent curves with structured residuals. Usage, in this folder: Rscript panel_references.R -> panel_cases.json
source("case.R")
for (m in c("dpm_as_4", "dpm_sa_4", "dpm_sa_4_same_session", "dpm_as_4_same_session", "dpm_sa_4_equal", "lcmsr_4", "clpm_4_equal")) { run(m, "demo_growth", missing = "listwise", estimator = "ML"); run(m, "demo_growth_missing") }
for (m in c("dpm_as_4", "dpm_sa_4", "lcmsr_5", "lcmsr_5_equal", "riclpm_5")) { run(m, "growth_5"); run(m, "growth_5", missing = "listwise", estimator = "ML") }
run("lcmsr_4", "growth_5") # listwise, its likelihood has two valleys outside the cone, one without end: no case
for (f in c("sem", "growth")) { run("lcmsr_5", "growth_5", fun = f); run("dpm_as_4", "demo_growth_missing", fun = f); run("dpm_sa_4_later", "growth_5", fun = f) }
run("dpm_as_1357", "trial16")
for (d in c("trial13", "trial15")) for (m in c("dpm_as_7", "dpm_sa_7", "lcmsr_7")) run(m, d)
for (m in c("dpm_as_7_later", "dpm_sa_7_later", "dpm_as_7_free", "lcmsr_7_free", "riclpm_7_equal")) run(m, "trial13")
run("dpm_as_7", "trial13", cluster = "therapist"); run("lcmsr_7", "trial13", cluster = "therapist"); run("lcmsr_7", "trial09"); run("lcmsr_7", "trial09", missing = "listwise")
save_cases("panel_references.R", "panel_cases.json")
