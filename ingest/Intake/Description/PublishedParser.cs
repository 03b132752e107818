namespace IpdEngine.Intake.Description;

/// <summary>Reads the section <c>published</c>.</summary>
internal static class PublishedParser
{
    internal static PublishedFigures? Read(StrictMap study, Findings.FindingLog log)
    {
        if (study.Open("published", "the published figures", DescriptionKeys.Published) is not { } map)
            return null;
        var moments = new List<PublishedMoment>();
        foreach (var node in (map.Node("moments") as YamlList)?.Items ?? [])
            if (node is YamlMap entry && Moment(new StrictMap(entry, "a published moment", DescriptionKeys.Moment, log)) is { } moment)
                moments.Add(moment);
            else if (node is not YamlMap)
                map.Fault("moments", node.Words, "a list of {measure: intake, mean: 21.4, sd: 7.9}", "write one such map a line");
        if (map.Node("moments") is { } other and not YamlList)
            map.Fault("moments", other.Words, "a list of {measure: intake, mean: 21.4, sd: 7.9}", "begin each line with '- '");
        return new PublishedFigures(map.Whole("n", 1, int.MaxValue), moments);
    }

    private static PublishedMoment? Moment(StrictMap map)
    {
        if (map.Choice("measure", "alliance", "symptom", "intake", "outcome") is not { } measure)
        {
            map.RequiredText("measure", "alliance, symptom, intake or outcome");
            return null;
        }
        var digits = Math.Max(Decimals(map.Text("mean")), Decimals(map.Text("sd")));
        return new PublishedMoment(measure, map.Whole("session", 0, 9999), map.Number("mean"), map.Number("sd"),
            map.Number("tolerance") ?? 0.5 * Math.Pow(10, -digits), map.Line);
    }

    private static int Decimals(string? number) => number?.IndexOf('.') is >= 0 and var at ? number.Length - at - 1 : 0;
}
