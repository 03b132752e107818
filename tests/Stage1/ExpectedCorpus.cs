using System.Globalization;
using IpdEngine.Panel;

namespace IpdEngine.Tests.Stage1;

/// <summary>The corpus as ingest must produce it, and what R makes of it.</summary>
internal static class ExpectedCorpus
{
    private static readonly Lazy<SortedDictionary<string, StudyPanel>> s_panels = new(() => Build(reversed: false));

    internal static IReadOnlyDictionary<string, StudyPanel> Panels => s_panels.Value;

    /// <summary>The same studies from rows in the opposite order.</summary>
    internal static IReadOnlyDictionary<string, StudyPanel> Reversed() => Build(reversed: true);

    /// <summary>Rows of one of the expected files, by column name.</summary>
    internal static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder(), file));
        var header = Split(lines[0]);
        return lines.Skip(1).Select(line => header.Zip(Split(line)).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    internal static double Number(string text) => text is "" or "NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    internal static string Folder(string area = "corpus")
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IpdEngine.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("found no IpdEngine.sln above the tests");
        return Path.Combine(folder, "tests", "References", area);
    }

    private static SortedDictionary<string, StudyPanel> Build(bool reversed)
    {
        var builders = new SortedDictionary<string, StudyPanelBuilder>(StringComparer.Ordinal);
        foreach (var row in Ordered("expected_participants.csv", reversed))
        {
            if (!builders.TryGetValue(row["study"], out var builder))
                builders.Add(row["study"], builder = new StudyPanelBuilder(Facts(row["study"])));
            builder.SetParticipant(row["participant"], new ParticipantFacts
            {
                Intake = Number(row["intake"]),
                Outcome = Number(row["outcome"]),
                Age = Number(row["age"]),
                Female = Number(row["female"]),
                Therapist = row["therapist"] is "" or "NA" ? null : row["therapist"],
            });
        }

        foreach (var row in Ordered("expected_sessions.csv", reversed))
            builders[row["study"]].AddSession(
                row["participant"], int.Parse(row["session"], CultureInfo.InvariantCulture), Number(row["alliance"]), Number(row["symptom"]));
        return new SortedDictionary<string, StudyPanel>(builders.ToDictionary(pair => pair.Key, pair => pair.Value.Build()), StringComparer.Ordinal);
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Ordered(string file, bool reversed) =>
        reversed ? Rows(file).Reverse() : Rows(file);

    private static StudyFacts Facts(string study) => new()
    {
        Study = study,
        Synthetic = true,
        SessionLag = study == "trial16" ? 2 : 1,
        Alliance = new MeasureFacts("expected alliance", "P", 0, 300, false, null),
        Symptom = new MeasureFacts("expected symptom", "P", 0, 300, false, null),
    };

    private static string[] Split(string line) => [.. line.Split(',').Select(cell => cell.Trim('"'))];
}
