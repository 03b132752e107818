using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Cli.Plans;

/// <summary>A plan as a YAML file: strict keys, each with the default of <see cref="Plan"/>.</summary>
internal static class PlanFile
{
    private static readonly string[] s_keys =
    [
        "studies", "window", "early_alliance", "models", "primary", "missing", "estimator", "cluster", "lags", "symptom_to_alliance", "residuals", "means",
        "small_sample", "covariates", "covariates_on", "auxiliary", "arms", "pool", "moderators", "convert_lags", "exclude", "seed",
    ];

    private static readonly string[] s_poolKeys = ["method", "test", "multivariate", "level"];

    /// <summary>Reads a plan; null where a finding is an error.</summary>
    public static Plan? Read(string text, FindingLog log)
    {
        if (StrictYaml.Read(text, log) is not { } map)
            return string.IsNullOrWhiteSpace(text) ? new Plan() : null;
        var keys = new StrictMap(map, "the plan", s_keys, log);
        var defaults = new Plan();
        var models = Names(keys, "models", defaults.Models);
        foreach (var model in models.Where(m => !Plan.KnownModels.Contains(m)))
            keys.Fault("models", $"'{model}'", $"models of: {string.Join(", ", Plan.KnownModels)}", NearestName.Suggest(model, [.. Plan.KnownModels]));
        var studies = Names(keys, "studies", []);
        var plan = new Plan
        {
            Studies = studies is ["all"] ? [] : studies,
            Window = Range(keys, "window", defaults.Window),
            EarlyAlliance = Range(keys, "early_alliance", defaults.EarlyAlliance),
            Models = models,
            Primary = keys.Choice("primary", "riclpm", "clpm") ?? (models.Contains("riclpm") || !models.Contains("clpm") ? defaults.Primary : "clpm"),
            Missing = keys.Choice("missing", "fiml", "listwise") ?? defaults.Missing,
            Estimator = keys.Choice("estimator", "ml", "mlr") ?? defaults.Estimator,
            Cluster = keys.Choice("cluster", "none", "therapist") ?? defaults.Cluster,
            Lags = keys.Choice("lags", "equal", "free", "standardised") ?? defaults.Lags,
            SymptomToAlliance = keys.Choice("symptom_to_alliance", "lag1", "same_session") ?? defaults.SymptomToAlliance,
            Residuals = keys.Choice("residuals", "free", "equal") ?? defaults.Residuals,
            Means = keys.Choice("means", "free", "equal") ?? defaults.Means,
            SmallSample = keys.Choice("small_sample", "none", "leverage") ?? defaults.SmallSample,
            Covariates = Names(keys, "covariates", []),
            CovariatesOn = keys.Choice("covariates_on", "intercepts", "within") ?? defaults.CovariatesOn,
            Auxiliary = Names(keys, "auxiliary", []),
            Arms = keys.Choice("arms", "together", "compare") ?? defaults.Arms,
            Pool = Pool(keys.Open("pool", "the pool", s_poolKeys), defaults.Pool),
            Moderators = Names(keys, "moderators", []),
            ConvertLags = keys.Flag("convert_lags") ?? false,
            Exclude = Names(keys, "exclude", []),
            Seed = (ulong)(keys.Whole("seed", 0, int.MaxValue) ?? 1),
        };
        if (plan.Cluster == "therapist" && plan.Estimator == "ml")
            keys.Fault("cluster", "'therapist' with estimator 'ml'", "estimator: mlr", "Cluster-robust errors are a sandwich: write 'estimator: mlr' or 'cluster: none'.");
        else
            RequireModels(plan, keys);
        if (keys.Has("covariates_on") && plan.Covariates.Count == 0)
            keys.Fault("covariates_on", $"'{plan.CovariatesOn}' without covariates", "covariates too", "Write for example 'covariates: [intake]'.");
        if (!models.Contains(plan.Primary) && keys.Has("primary"))
            keys.Fault("primary", $"'{plan.Primary}'", "one of the plan's models", "Add it to 'models' or choose another.");
        return log.HasErrors ? null : plan;
    }

    // The words of the first model that cannot do what the plan asks for.
    private static void RequireModels(Plan plan, StrictMap keys)
    {
        foreach (var model in plan.Models)
        {
            if (StudyModels.Refusal(model, plan) is not { } refusal)
                continue;
            var told = refusal.Split(", expected ", 2);
            keys.Fault("models", $"{model}, with {told[0].Replace("found ", "", StringComparison.Ordinal)}", told.Length > 1 ? told[1] : "another option", $"Leave {model} out of 'models', or change the option.");
            return;
        }
    }

    private static PoolOptions Pool(StrictMap? keys, PoolOptions defaults) => keys is null ? defaults : new PoolOptions(
        Enum.Parse<TauEstimator>(keys.Choice("method", Enum.GetNames<TauEstimator>()) ?? defaults.Estimator.ToString()),
        keys.Choice("test", "adhoc", "knha", "t", "z") switch
        {
            "knha" => PoolTest.Knha,
            "t" => PoolTest.T,
            "z" => PoolTest.Z,
            _ => PoolTest.AdHoc,
        },
        Level(keys, defaults.Level),
        Enum.Parse<BetweenStructure>(keys.Choice("multivariate", Enum.GetNames<BetweenStructure>()) ?? defaults.Structure.ToString()));

    private static double Level(StrictMap keys, double fallback)
    {
        if (keys.Number("level") is not { } level)
            return fallback;
        if (level is > 0.5 and < 1)
            return level;
        keys.Fault("level", $"{level}", "a confidence level between 0.5 and 1", "Write 0.95 for 95 %.");
        return fallback;
    }

    private static (int First, int Last) Range(StrictMap keys, string key, (int First, int Last) fallback)
    {
        if (keys.Range(key) is not { } range)
            return fallback;
        var (first, last) = ((int)range.Minimum, (int)range.Maximum);
        if (first == range.Minimum && last == range.Maximum && first <= last)
            return (first, last);
        keys.Fault(key, $"[{range.Minimum}, {range.Maximum}]", "two whole session numbers, the first not after the last", "Write for example [1, 7].");
        return fallback;
    }

    private static IReadOnlyList<string> Names(StrictMap keys, string key, IReadOnlyList<string> fallback) =>
        keys.Scalars(key) is { } scalars ? [.. scalars.Select(s => s.Text.Trim())] : fallback;
}
