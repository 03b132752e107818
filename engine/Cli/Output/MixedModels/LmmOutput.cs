using IpdEngine.Stage1.Multilevel.Lmm;
using IpdEngine.Stage1.Multilevel.Profiles;

namespace IpdEngine.Cli.Output.MixedModels;

/// <summary>What <c>ipd lmm</c> has to say.</summary>
/// <param name="Formula">The formula as typed.</param>
/// <param name="File">Name of the data file.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Reml">Whether by REML.</param>
/// <param name="Level">Coverage of the intervals.</param>
/// <param name="Intervals">satterthwaite, wald or profile.</param>
/// <param name="Result">The fit, or why there is none.</param>
/// <param name="Profile">Profile intervals, where asked for.</param>
internal sealed record LmmOutput(
    string Formula, string File, int Rows, bool Reml, double Level, string Intervals, LinearMixedResult Result, IReadOnlyList<ProfileInterval> Profile)
{
    /// <summary>The fixed effects with the intervals that were asked for.</summary>
    internal IReadOnlyList<FixedEffect> Fixed(LinearMixedFit fit)
    {
        var effects = FixedEffects.Of(fit, Level, Intervals == "wald");
        return Profile.Count == 0 ? effects : [.. effects.Zip(Profile.TakeLast(effects.Count), (effect, interval) => effect with { Low = interval.Low, High = interval.High })];
    }

    /// <summary>Rows left out and columns dropped, a sentence each.</summary>
    internal IReadOnlyList<string> Messages =>
    [
        .. Result.MissingRows.Count > 0 ? (string[])[$"{Result.MissingRows.Count} of {Rows} rows left out: a variable is missing there"] : [],
        .. Result.DroppedColumns.Select(c => $"column '{c}' left out: it depends on the columns before it"),
    ];
}
