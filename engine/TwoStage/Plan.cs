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

    /// <summary><c>equal</c> or <c>free</c>.</summary>
    public string Lags { get; init; } = "equal";

    /// <summary><c>lag1</c> or <c>same_session</c>.</summary>
    public string SymptomToAlliance { get; init; } = "lag1";

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
