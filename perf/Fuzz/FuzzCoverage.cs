using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace IpdEngine.Perf.Fuzz;

/// <summary>How much of ingest's code the mutations reached: they run again as a test under the test SDK's own coverage collector.</summary>
internal static class FuzzCoverage
{
    private const string Wing = "ingest/Intake/";

    // What more would reach is little, and is not counted.
    private const long MostMeasured = 30_000;

    /// <summary>The table, in Markdown: lines and branches by room.</summary>
    public static string Table(long from, long campaign)
    {
        var count = Math.Min(campaign, MostMeasured);
        var folder = Directory.CreateTempSubdirectory("ipd-coverage").FullName;
        try
        {
            Collect(folder, from, count);
            var report = Directory.EnumerateFiles(folder, "*.cobertura.xml", SearchOption.AllDirectories).Single();
            return Of(XDocument.Load(report), count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Collect(string folder, long from, long count)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "test", Path.Combine(Checkout.Root, "tests", "Tests.csproj"), "-c", "Release", "-v", "q", "--filter", "FullyQualifiedName~FuzzCampaignTests.Damaged",
            "--collect", "Code Coverage;Format=Cobertura", "--results-directory", folder,
        ])
        { RedirectStandardOutput = true };
        start.Environment["IPD_FUZZ"] = count.ToString(CultureInfo.InvariantCulture);
        start.Environment["IPD_FUZZ_FROM"] = from.ToString(CultureInfo.InvariantCulture);
        using var test = Process.Start(start)!;
        var output = test.StandardOutput.ReadToEnd();
        test.WaitForExit();
        if (test.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    private static string Of(XDocument report, long count)
    {
        var rooms = new SortedDictionary<string, Reached>(StringComparer.Ordinal);
        var files = report.Descendants("class").Select(each => (File: ((string)each.Attribute("filename")!).Replace('\\', '/'), Class: each))
            .Where(each => each.File.Contains(Wing, StringComparison.Ordinal))
            .Select(each => (File: each.File[(each.File.IndexOf(Wing, StringComparison.Ordinal) + Wing.Length)..], each.Class));
        foreach (var file in files.GroupBy(each => each.File))
        {
            var parts = file.Key.Split('/');
            var room = parts.Length == 1 ? "the hall" : parts[0] == "Readers" && parts.Length > 2 ? $"Readers/{parts[1]}" : parts[0];
            var reached = rooms.TryGetValue(room, out var known) ? known : rooms[room] = new Reached();
            // A line of a generic or nested class may stand in several classes of the report: it was reached where one of them was.
            foreach (var line in file.SelectMany(each => each.Class.Element("lines")!.Elements("line")).GroupBy(line => (int)line.Attribute("number")!))
                reached.Add(line.Any(each => (long)each.Attribute("hits")! > 0), line.Select(Branches).MaxBy(branches => branches.Covered));
        }
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"Code of ingest/Intake that the first {count:N0} of them reached:");
        table.AppendLine().AppendLine("| room | lines | of | branches | of |").AppendLine("|---|---|---|---|---|");
        foreach (var (room, reached) in rooms)
            table.AppendLine(reached.Row(room));
        return table.AppendLine(rooms.Values.Aggregate(new Reached(), (sum, each) => sum.Plus(each)).Row("all")).ToString();
    }

    // condition-coverage="50% (1/2)"
    private static (int Covered, int All) Branches(XElement line)
    {
        if ((string?)line.Attribute("condition-coverage") is not { } text)
            return (0, 0);
        var parts = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..text.IndexOf(')', StringComparison.Ordinal)].Split('/');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private sealed class Reached
    {
        private int _lines, _allLines, _branches, _allBranches;

        public void Add(bool hit, (int Covered, int All) branches)
        {
            (_lines, _allLines) = (_lines + (hit ? 1 : 0), _allLines + 1);
            (_branches, _allBranches) = (_branches + branches.Covered, _allBranches + branches.All);
        }

        public Reached Plus(Reached other) => new()
        {
            _lines = _lines + other._lines,
            _allLines = _allLines + other._allLines,
            _branches = _branches + other._branches,
            _allBranches = _allBranches + other._allBranches,
        };

        public string Row(string room) => string.Create(CultureInfo.InvariantCulture,
            $"| {room} | {100.0 * _lines / Math.Max(1, _allLines):F1} % | {_allLines} | {100.0 * _branches / Math.Max(1, _allBranches):F1} % | {_allBranches} |");
    }
}
