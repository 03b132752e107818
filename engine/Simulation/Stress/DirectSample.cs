using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Simulation.Stress;

/// <summary>A study as the second optimiser sees it: rows of scores in SDs of their construct, grouped by what is observed. It shares no code with stage 1.</summary>
/// <param name="Waves">Sessions, T.</param>
/// <param name="Columns">2T; alliance and symptom by turns.</param>
/// <param name="Groups">Rows that share their observed columns.</param>
internal sealed record DirectSample(int Waves, int Columns, IReadOnlyList<DirectSample.Group> Groups)
{
    /// <summary>Rows with the same observed columns.</summary>
    /// <param name="Observed">Their columns, rising.</param>
    /// <param name="Rows">Scores of those columns, row by row.</param>
    /// <param name="Count">Rows.</param>
    internal sealed record Group(int[] Observed, double[] Rows, int Count);

    /// <summary>Lays out sessions 1..T of a study.</summary>
    public static DirectSample Of(StudyPanel study, int waves)
    {
        var scores = WideScores.Of(study, new SessionWindow(1, waves));
        var width = scores.Waves.Sessions.Count;
        var wide = new double[scores.Rows * 2 * width];
        var (alliance, symptom) = (Deviation(scores.Alliance), Deviation(scores.Symptom));
        for (var cell = 0; cell < scores.Rows * width; cell++)
        {
            wide[2 * cell] = scores.Alliance[cell] / alliance;
            wide[2 * cell + 1] = scores.Symptom[cell] / symptom;
        }

        SortedDictionary<string, List<int>> patterns = new(StringComparer.Ordinal);
        for (var row = 0; row < scores.Rows; row++)
        {
            var key = string.Create(2 * width, (wide, row, width), static (text, from) =>
            {
                for (var c = 0; c < text.Length; c++)
                    text[c] = double.IsNaN(from.wide[from.row * 2 * from.width + c]) ? '0' : '1';
            });
            if (!patterns.TryGetValue(key, out var rows))
                patterns.Add(key, rows = []);
            rows.Add(row);
        }

        return new DirectSample(width, 2 * width, [.. patterns.Select(p => Gather(p.Key, p.Value, wide))]);
    }

    private static Group Gather(string key, List<int> rows, double[] wide)
    {
        int[] observed = [.. Enumerable.Range(0, key.Length).Where(c => key[c] == '1')];
        return new Group(observed, [.. rows.SelectMany(row => observed.Select(c => wide[row * key.Length + c]))], rows.Count);
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        List<double> known = [];
        foreach (var value in values)
            if (!double.IsNaN(value))
                known.Add(value);
        var mean = known.Sum() / known.Count;
        return Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / (known.Count - 1));
    }
}
