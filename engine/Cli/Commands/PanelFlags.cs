using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Commands;

/// <summary>The options of <c>ipd fit</c> that a panel model alone has; given with another model, each is refused, never ignored.</summary>
internal sealed class PanelFlags
{
    private readonly Option<string> _lags =
        new Option<string>("--lags") { Description = "Panel model: lags equal over time, free, or equal once standardised", DefaultValueFactory = _ => "equal" }.AcceptOnlyFromAmong("equal", "free", "standardised");

    private readonly Option<string?> _covariates = new("--covariates") { Description = "Panel model: columns that predict the random intercepts (or what --covariates-on says), by commas" };

    private readonly Option<string?> _auxiliary = new("--auxiliary") { Description = "Panel model: columns that only tell what missing scores depend on, by commas" };

    private readonly Option<string> _covariatesOn = new Option<string>("--covariates-on")
    {
        Description = "Panel model: covariates predict the random intercepts, or the within parts (the scores, in clpm)",
        DefaultValueFactory = _ => "intercepts",
    }.AcceptOnlyFromAmong("intercepts", "within");

    private readonly Option<bool> _sameSession = new("--same-session")
    {
        Description = "Panel model: symptoms lead to alliance within the session, where they are answered before it and alliance after",
    };

    private readonly Option<string?> _equal = new("--equal") { Description = "Panel model: what is equal over time, by commas: residuals (from the second wave on), means" };

    private readonly Option<bool> _smallSample = new("--small-sample") { Description = "Panel model: robust errors of the lags corrected for each row's leverage, with degrees of freedom" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_lags, _covariates, _covariatesOn, _auxiliary, _sameSession, _equal, _smallSample];

    /// <summary>What was asked for of a model.</summary>
    /// <exception cref="CommandException">The model does not have what was asked for.</exception>
    public PanelOptions Of(ParseResult parsed, string model, string? missing, string? estimator, string? cluster)
    {
        var equal = Names(parsed.GetValue(_equal));
        if (Array.Find(equal, name => name is not ("residuals" or "means")) is { } other)
            throw new CommandException($"found --equal '{other}', expected residuals, means, or both by commas");
        if (equal.Contains("means") && model is ("dpm" or "lcmsr"))
            throw new CommandException($"found --equal means with {model}, expected riclpm or clpm: {(model == "dpm" ? "its predictors are as they come" : "its curve has means of its own")}");
        if (parsed.GetValue(_smallSample) && model == "dpm")
            throw new CommandException("found --small-sample with dpm, expected riclpm, clpm or lcmsr: the correction stands for these");
        var covariates = Names(parsed.GetValue(_covariates));
        if (covariates.Length == 0 && parsed.GetResult(_covariatesOn) is { Implicit: false })
            throw new CommandException("found --covariates-on without --covariates, expected the columns too");
        return new PanelOptions
        {
            Missing = missing ?? "fiml",
            Estimator = estimator ?? "mlr",
            Cluster = cluster is null ? "none" : "therapist",
            Lags = parsed.GetValue(_lags)!,
            Covariates = covariates,
            CovariatesOn = parsed.GetValue(_covariatesOn)!,
            Auxiliary = Names(parsed.GetValue(_auxiliary)),
            SymptomToAlliance = parsed.GetValue(_sameSession) ? "same_session" : "lag1",
            Residuals = equal.Contains("residuals") ? "equal" : "free",
            Means = equal.Contains("means") ? "equal" : "free",
            SmallSample = parsed.GetValue(_smallSample) ? "leverage" : "none",
        };
    }

    /// <summary>Refuses options that the model does not have.</summary>
    /// <exception cref="CommandException">One of them was given.</exception>
    public static void Refuse(ParseResult parsed, IEnumerable<Option> options, string model, string instead)
    {
        foreach (var option in options)
            if (parsed.GetResult(option) is { Implicit: false })
                throw new CommandException($"found {option.Name} with {model}, expected it {instead}");
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
