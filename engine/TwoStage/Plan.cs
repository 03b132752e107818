using IpdEngine.Stage2;

namespace IpdEngine.TwoStage;

/// <summary>What a statistician asks of a run; every property has the plan file's default.</summary>
public sealed record Plan
{
    /// <summary>The models that a plan may name.</summary>
    public static IReadOnlyList<string> KnownModels { get; } = ["riclpm", "clpm", "dpm", "lcmsr", "multilevel", "association"];

    /// <summary>The models of a plan that names none.</summary>
    public static IReadOnlyList<string> DefaultModels { get; } = ["riclpm", "clpm", "multilevel", "association"];

    /// <summary>Studies by code; empty means all of the store.</summary>
    public IReadOnlyList<string> Studies { get; init; } = [];

    /// <summary>First and last session of the analysis window.</summary>
    public (int First, int Last) Window { get; init; } = (1, 7);

    /// <summary>First and last session of early alliance.</summary>
    public (int First, int Last) EarlyAlliance { get; init; } = (3, 5);

    /// <summary>Models to fit, of <see cref="KnownModels"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = DefaultModels;

    /// <summary>The model whose lags answer the question.</summary>
    public string Primary { get; init; } = "riclpm";

    /// <summary><c>fiml</c> or <c>listwise</c>.</summary>
    public string Missing { get; init; } = "fiml";

    /// <summary><c>ml</c> or <c>mlr</c>.</summary>
    public string Estimator { get; init; } = "mlr";

    /// <summary><c>none</c> or <c>therapist</c>.</summary>
    public string Cluster { get; init; } = "none";

    /// <summary><c>equal</c> over time, <c>free</c>, or <c>standardised</c>: equal over time once standardised.</summary>
    public string Lags { get; init; } = "equal";

    /// <summary><c>lag1</c> or <c>same_session</c>.</summary>
    public string SymptomToAlliance { get; init; } = "lag1";

    /// <summary><c>free</c>, or <c>equal</c> residual variances and covariances from the second wave on.</summary>
    public string Residuals { get; init; } = "free";

    /// <summary><c>free</c>, or <c>equal</c> means at every wave.</summary>
    public string Means { get; init; } = "free";

    /// <summary><c>none</c>, or <c>leverage</c>: robust errors corrected for each person's leverage.</summary>
    public string SmallSample { get; init; } = "none";

    /// <summary>Variables of participants that predict.</summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>What covariates predict: <c>intercepts</c> or <c>within</c> parts.</summary>
    public string CovariatesOn { get; init; } = "intercepts";

    /// <summary>Variables of participants that only tell what missing scores depend on.</summary>
    public IReadOnlyList<string> Auxiliary { get; init; } = [];

    /// <summary><c>together</c>, or <c>compare</c>: beside the fit of all participants, lags of each arm with the test of their difference.</summary>
    public string Arms { get; init; } = "together";

    /// <summary>How the second stage pools.</summary>
    public PoolOptions Pool { get; init; } = new();

    /// <summary>Study-level moderators by name.</summary>
    public IReadOnlyList<string> Moderators { get; init; } = [];

    /// <summary>Convert unequal lags to the common interval.</summary>
    public bool ConvertLags { get; init; }

    /// <summary>Studies left out, by code.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Seed of everything drawn.</summary>
    public ulong Seed { get; init; } = 1;
}
