namespace IpdEngine.Stage2.Moderators;

/// <summary>Whether subgroups share a tau-squared.</summary>
public enum SubgroupTau
{
    /// <summary>One for all.</summary>
    Common,

    /// <summary>One each.</summary>
    Separate,
}

/// <summary>Pools by subgroup.</summary>
/// <param name="Name">The variable that makes the subgroups.</param>
/// <param name="Tau">Whether they share a tau-squared.</param>
/// <param name="Groups">The subgroups in ordinal order of their names.</param>
/// <param name="Difference">Test that their means are equal; null where there are not two to compare.</param>
/// <param name="TestDefinition">What that test is, or why there is none; always shown beside it.</param>
/// <param name="Regression">The meta-regression on the factor, with R-squared; null where each subgroup has its own tau-squared.</param>
public sealed record SubgroupAnalysis(
    string Name, SubgroupTau Tau, IReadOnlyList<Subgroup> Groups, OmnibusTest? Difference, string TestDefinition, UnivariateFit? Regression);

/// <summary>One subgroup.</summary>
/// <param name="Level">Its name.</param>
/// <param name="Rows">Rows of the table in it.</param>
/// <param name="Mean">Its pooled effect; null where it has none.</param>
/// <param name="Tau2">tau-squared in it.</param>
/// <param name="Prediction">Its prediction interval, or null.</param>
/// <param name="Fit">Its own pool; null where tau-squared is common.</param>
/// <param name="Refusal">Why it has no pool; null where it has one.</param>
public sealed record Subgroup(
    string Level, IReadOnlyList<int> Rows, Coefficient? Mean, double Tau2, PredictionInterval? Prediction, UnivariateFit? Fit, PoolRefusal? Refusal);
