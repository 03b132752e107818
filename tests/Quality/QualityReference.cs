using System.Globalization;
using System.Text.Json;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Quality;
using IpdEngine.Panel;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Quality;

/// <summary>Data and figures that R made, and studies made of them.</summary>
internal static class QualityReference
{
    private const string Folder = "tests/References/quality";

    public static JsonElement Read(string file) => JsonDocument.Parse(Repository.Read($"{Folder}/{file}")).RootElement;

    /// <summary>The rows of a data file without its header.</summary>
    public static string[][] Rows(string file) => [.. Repository.Read($"{Folder}/{file}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))];

    public static double Number(string cell) => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>A study whose symptom is the one measure of a panel of R; the alliance is never answered.</summary>
    public static StudyQuality Quality(JsonElement panel)
    {
        var lag = panel.GetProperty("lag").GetInt32();
        var range = $"[{panel.GetProperty("low").GetDouble()}, {panel.GetProperty("high").GetDouble()}]";
        var file = StudyFile.Parse("study.yaml", $$$"""
            study: demo
            data: demo.csv
            layout: long
            participant: id
            session: session
            session_lag: {{{lag}}}
            instruments: {Y: {construct: symptom, score_range: {{{range}}}, higher_is: worse, rule: sum}}
            alliance: {instrument: SRS, score: a}
            symptom: {instrument: Y, score: y}
            """);
        Assert.True(file.Description is not null, string.Join("\n", file.Findings));
        var rows = Rows(panel.GetProperty("file").GetString()!);
        var builder = new StudyPanelBuilder(Facts(lag));
        foreach (var row in rows)
            builder.AddSession(row[0].Trim('"'), int.Parse(row[1], CultureInfo.InvariantCulture), double.NaN, Number(row[2]));
        return StudyQuality.Of(builder.Build(), file.Description, [], 1);
    }

    public static void AssertClose(double expected, double found, double tolerance, string what) =>
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, found {found:R}");

    private static StudyFacts Facts(int lag) => new()
    {
        Study = "demo",
        Alliance = new MeasureFacts("SRS", "P", 0, 40, false, null),
        Symptom = new MeasureFacts("Y", "P", 0, 40, false, null),
        SessionLag = lag,
    };
}
