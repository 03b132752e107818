namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>All draws of a bootstrap and what they say about each statistic.</summary>
/// <param name="Options">How it was drawn.</param>
/// <param name="Statistics">One entry a statistic, in the order asked for.</param>
/// <param name="Statuses">Draws by status, in ordinal order of the status.</param>
/// <param name="Draws">Every draw, in order.</param>
public sealed record BootstrapResult(
    BootstrapOptions Options, IReadOnlyList<BootstrapStatistic> Statistics, IReadOnlyList<KeyValuePair<string, int>> Statuses, IReadOnlyList<DrawOutcome> Draws)
{
    /// <summary>Sums up draws.</summary>
    /// <param name="options">How they were drawn.</param>
    /// <param name="names">Names of the statistics.</param>
    /// <param name="estimates">Their values in the sample itself.</param>
    /// <param name="draws">The draws, in order.</param>
    internal static BootstrapResult Of(BootstrapOptions options, IReadOnlyList<string> names, IReadOnlyList<double> estimates, DrawOutcome[] draws)
    {
        var statuses = draws.GroupBy(draw => draw.Status).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Count()));
        var statistics = names.Select((name, i) => BootstrapStatistic.Of(
            name, estimates[i], [.. draws.Where(draw => i < draw.Values.Length && double.IsFinite(draw.Values[i])).Select(draw => draw.Values[i])], options.Level));
        return new BootstrapResult(options, [.. statistics], [.. statuses], draws);
    }
}
