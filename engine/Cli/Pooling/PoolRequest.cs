using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;

namespace IpdEngine.Cli.Pooling;

/// <summary>What <c>ipd pool</c> was asked for.</summary>
internal sealed record PoolRequest
{
    /// <summary>What the effects measure; by the columns at hand where null.</summary>
    public EffectMeasure? Measure { get; init; }

    /// <summary>Column of the file for each of metafor's names (<c>yi</c>, <c>vi</c>, <c>ri</c>, ...) that was given one; a column that bears the name needs no option.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Columns and the values that a row must have in them to enter, as <c>model=riclpm</c>.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>Column with the names of the effects; row numbers where null.</summary>
    public string? Names { get; init; }

    public PoolOptions Options { get; init; } = new();

    /// <summary>Formula of the moderators, <c>~ x + factor(g)</c>.</summary>
    public string? Moderators { get; init; }

    /// <summary>Column that makes subgroups.</summary>
    public string? Subgroup { get; init; }

    public SubgroupTau SubgroupTau { get; init; } = SubgroupTau.Separate;

    /// <summary>Column in whose order effects enter a cumulative pool.</summary>
    public string? Cumulative { get; init; }

    public bool LeaveOneOut { get; init; }

    public bool Influence { get; init; }

    /// <summary>The small-study methods together.</summary>
    public bool Bias { get; init; }

    /// <summary>Arrangements of a permutation test; null for none.</summary>
    public int? Permutations { get; init; }

    /// <summary>Subsets of a GOSH analysis; null for none.</summary>
    public int? Gosh { get; init; }

    /// <summary>Random terms, <c>~ 1 | study/effect</c> or <c>~ outcome | study</c>; none for independent effects.</summary>
    public IReadOnlyList<string> Random { get; init; } = [];

    /// <summary>Covariance of the inner levels of terms such as <c>~ outcome | study</c>.</summary>
    public BetweenStructure Structure { get; init; } = BetweenStructure.CS;

    /// <summary>File with the sampling covariance matrix of the effects, in the order of the table's rows.</summary>
    public string? CovarianceFile { get; init; }

    /// <summary>Correlation of sampling errors within a cluster.</summary>
    public double? Rho { get; init; }

    /// <summary>Column of the clusters that are independent of each other: robust tests and what is left out together.</summary>
    public string? Cluster { get; init; }

    public RobustAdjustment Adjustment { get; init; } = RobustAdjustment.CR2;

    public TestDegrees Degrees { get; init; } = TestDegrees.Residual;

    /// <summary>Profile intervals of all variance components.</summary>
    public bool Profile { get; init; }

    /// <summary>True where effects may depend on each other.</summary>
    public bool IsMultilevel => Random.Count > 0 || CovarianceFile is not null || Rho is not null;

    public ulong Seed { get; init; } = 1;
}
