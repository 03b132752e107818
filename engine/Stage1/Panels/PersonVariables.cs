namespace IpdEngine.Stage1.Panels;

/// <summary>Variables of persons beside the scores: covariates first, then auxiliary variables.</summary>
/// <param name="Covariates">Names of covariates, which predict.</param>
/// <param name="Auxiliary">Names of auxiliary variables, which only carry what missing scores depend on.</param>
/// <param name="Values">persons x variables, in the units of the layout; NaN where missing.</param>
/// <param name="Units">Instrument units in a unit of the layout, one a variable.</param>
internal sealed record PersonVariables(IReadOnlyList<string> Covariates, IReadOnlyList<string> Auxiliary, double[] Values, double[] Units)
{
    /// <summary>No variables.</summary>
    public static PersonVariables None { get; } = new([], [], [], []);

    /// <summary>All names, covariates first.</summary>
    public IReadOnlyList<string> Names => [.. Covariates, .. Auxiliary];

    /// <summary>Number of variables.</summary>
    public int Count => Units.Length;
}
