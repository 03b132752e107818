using System.Globalization;
using System.Text;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Counts outcomes by format; the counts do not depend on the number of workers, the times do.</summary>
internal sealed class FuzzTally
{
    private const int MostFaults = 20;
    private readonly SortedDictionary<string, Counts> _formats = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>The first faults, by number of mutation.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Number of faults.</summary>
    public int Faulty => _formats.Values.Sum(counts => counts.Faulty);

    public long Count => _formats.Values.Sum(counts => counts.All);

    /// <summary>Mutations of a format that were read, and that were refused.</summary>
    public (long Read, long Refused) Of(string format) => _formats.TryGetValue(format, out var counts) ? (counts.All - counts.Refused - counts.Faulty, counts.Refused) : (0, 0);

    public void Add(FuzzOutcome outcome)
    {
        lock (_formats)
        {
            if (!_formats.TryGetValue(outcome.Format, out var counts))
                _formats.Add(outcome.Format, counts = new Counts());
            counts.All++;
            counts.Refused += outcome.Refused && outcome.Fault is null ? 1 : 0;
            counts.Faulty += outcome.Fault is null ? 0 : 1;
            counts.Seconds += outcome.Seconds;
            counts.Slowest = Math.Max(counts.Slowest, outcome.Seconds);
            counts.Most = Math.Max(counts.Most, outcome.Allocated);
            if (outcome.Fault is not null && _faults.Count < MostFaults)
                _faults.Add(outcome.Fault);
        }
    }

    /// <summary>The table, in Markdown.</summary>
    public string Table()
    {
        lock (_formats)
            return Written();
    }

    private string Written()
    {
        var table = new StringBuilder();
        table.AppendLine("| format | mutations | read | refused with a finding | faults | mean ms | slowest ms | most allocated MB |");
        table.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var (format, counts) in _formats)
            table.AppendLine(Row(format, counts));
        var all = new Counts();
        foreach (var counts in _formats.Values)
        {
            (all.All, all.Refused, all.Faulty) = (all.All + counts.All, all.Refused + counts.Refused, all.Faulty + counts.Faulty);
            (all.Seconds, all.Slowest, all.Most) = (all.Seconds + counts.Seconds, Math.Max(all.Slowest, counts.Slowest), Math.Max(all.Most, counts.Most));
        }
        return table.AppendLine(Row("all", all)).ToString();
    }

    private static string Row(string format, Counts counts) => string.Create(CultureInfo.InvariantCulture,
        $"| {format} | {counts.All:N0} | {counts.All - counts.Refused - counts.Faulty:N0} | {counts.Refused:N0} | {counts.Faulty} | {1000 * counts.Seconds / Math.Max(1, counts.All):F2} | {1000 * counts.Slowest:F0} | {counts.Most / 1048576.0:F1} |");

    private sealed class Counts
    {
        public long All { get; set; }

        public long Refused { get; set; }

        public int Faulty { get; set; }

        public double Seconds { get; set; }

        public double Slowest { get; set; }

        public long Most { get; set; }
    }
}
