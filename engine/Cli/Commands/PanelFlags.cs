using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Commands;

/// <summary>The options of <c>ipd fit</c> that a panel model alone has; given with another model, each is refused, never ignored.</summary>
internal sealed class PanelFlags
{
    private readonly Option<string> _lags =
        new Option<string>("--lags") { Description = "Panel model: lags equal over time, free, or equal once standardised", DefaultValueFactory = _ => "equal" }.AcceptOnlyFromAmong("equal", "free", "standardised");

    private readonly Option<string?> _covariates = new("--covariates") { Description = "Panel model: columns that predict the random intercepts, by commas" };

    private readonly Option<string?> _auxiliary = new("--auxiliary") { Description = "Panel model: columns that only tell what missing scores depend on, by commas" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_lags, _covariates, _auxiliary];

    /// <summary>What was asked for.</summary>
    public PanelOptions Of(ParseResult parsed, string? missing, string? estimator, string? cluster) => new()
    {
        Missing = missing ?? "fiml",
        Estimator = estimator ?? "mlr",
        Cluster = cluster is null ? "none" : "therapist",
        Lags = parsed.GetValue(_lags)!,
        Covariates = Names(parsed.GetValue(_covariates)),
        Auxiliary = Names(parsed.GetValue(_auxiliary)),
    };

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
