using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Attempts and outcomes as tables: <c>attacks</c>.</summary>
internal static class AttackReport
{
    /// <summary>Most memory that the worker may take in any attempt, in megabytes.</summary>
    public const int MostMegabytes = 600;

    public static IReadOnlyList<Attempt> Attempts { get; } = [.. UploadAttempts.All, .. FileAttempts.All, .. FormulaAttempts.All, .. WireAttempts.All, .. DropAttempts.All];

    internal static int Run(string[] args)
    {
        if (args.Length > 0)
            Console.Error.WriteLine($"perf: found '{string.Join(' ', args)}', expected nothing: the attempts have no size");
        return RunAsync().GetAwaiter().GetResult();
    }

    /// <summary>Tries everything but the routes.</summary>
    /// <param name="attempts">What to try.</param>
    /// <param name="told">Told of each as a row of the table.</param>
    /// <returns>What did not come out as it must.</returns>
    public static async Task<IReadOnlyList<string>> TryAsync(IEnumerable<Attempt> attempts, Action<string> told)
    {
        var faults = new List<string>();
        using var site = await AttackSite.StartAsync();
        foreach (var attempt in attempts)
        {
            site.Settle();
            var start = Stopwatch.GetTimestamp();
            var outcome = await attempt.TryAsync(site);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var peak = site.PeakMegabytes;
            told(string.Create(CultureInfo.InvariantCulture, $"| {attempt.Kind} | {attempt.Name} | {outcome} | {seconds:0.0} | {peak} |"));
            if (outcome != attempt.Expected)
                faults.Add($"{attempt.Kind}, {attempt.Name}: found '{outcome}', expected '{attempt.Expected}'");
            if (peak > MostMegabytes)
                faults.Add($"{attempt.Kind}, {attempt.Name}: found {peak} MB, expected at most {MostMegabytes}");
        }
        return faults;
    }

    /// <summary>The table of routes and callers.</summary>
    public static string Of(IReadOnlyList<RoleTable.Row> rows)
    {
        var text = new StringBuilder();
        text.Append("| route | policy |").AppendJoin("", rows[0].Answers.Select(answer => $" {answer.Caller} |")).Append("\n|---|---|").AppendJoin("", rows[0].Answers.Select(_ => "---:|")).Append('\n');
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Route} | {row.Policy} |").AppendJoin("", row.Answers.Select(answer => $" {answer.Status} |")).Append('\n');
        return text.ToString();
    }

    private static async Task<int> RunAsync()
    {
        Console.WriteLine("| kind | attempt | outcome | seconds | peak MB |\n|---|---|---|---:|---:|");
        var faults = (await TryAsync(Attempts, Console.WriteLine)).ToList();
        var rows = await RoleTable.MakeAsync();
        faults.AddRange(rows.SelectMany(row => row.Faults));
        Console.WriteLine($"\n{Of(rows)}");
        Console.WriteLine($"\n{Attempts.Count} attempts, {rows.Count} routes with {rows[0].Answers.Count} callers each; {faults.Count} did not come out as they must.");
        foreach (var fault in faults)
            Console.WriteLine($"- {fault}");
        return faults.Count == 0 ? 0 : 1;
    }
}
