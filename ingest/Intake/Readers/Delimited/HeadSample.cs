using CsvHelper;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>The first rows of a text file as one separator cuts them.</summary>
internal sealed class HeadSample
{
    private const int MostRows = 200;
    private const int MostCells = 200_000;

    /// <summary>The separators that are tried.</summary>
    public const string Candidates = ",;\t|";

    /// <summary>The separator.</summary>
    public required char Separator { get; init; }

    /// <summary>The rows, blank ones as empty arrays.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>Fields that most rows have.</summary>
    public int Width { get; private set; }

    /// <summary>How well the separator fits: share of rows that have as many fields as most, times share of fields that no other separator
    /// would cut.</summary>
    public double Score { get; private set; }

    /// <summary>Cuts the UTF-8 text of the head; <paramref name="cut"/> says that the text ends before the file does.</summary>
    public static HeadSample Of(ReadOnlyMemory<byte> head, bool cut, char separator, bool trim, int mostColumns)
    {
        var sample = new HeadSample { Separator = separator };
        using CsvReader reader = CsvReader.Create(head, Options(separator, trim));
        long fields = 0, clean = 0;
        int cells = 0;
        bool ended = true;
        while (reader.Read())
        {
            if (reader.FieldCount > mostColumns || sample.Rows.Count == MostRows || cells > MostCells)
            {
                ended = false;
                break;
            }
            var row = new string[reader.FieldCount == 1 && reader.GetSpan(0).IsEmpty ? 0 : reader.FieldCount];
            cells += row.Length;
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetString(i);
                fields++;
                if (row[i].Length == 0 || reader.GetRawSpan(i)[0] == (byte)'"' || IsWhole(row[i], separator))
                    clean++;
            }
            sample.Rows.Add(row);
        }
        if (cut && ended && sample.Rows.Count > 1)
            sample.Rows.RemoveAt(sample.Rows.Count - 1);
        sample.Judge(fields == 0 ? 0 : (double)clean / fields);
        return sample;
    }

    /// <summary>The settings with which head and table are read.</summary>
    public static CsvReaderOptions Options(char separator, bool trim) => new()
    {
        Separator = separator,
        HasHeader = false,
        SkipEmptyLines = false,
        TrimWhitespace = trim,
        IncludeValuesInExceptions = false,
        DetectSeparatorHint = false,
    };

    private void Judge(double clean)
    {
        int[] widths = [.. Rows.Select(row => row.Length).Where(width => width > 0)];
        if (widths.Length == 0)
            return;
        IGrouping<int, int> most = widths.GroupBy(width => width)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        Width = most.Key;
        Score = Width < 2 ? 0 : (double)most.Count() / widths.Length * clean;
    }

    private static bool IsWhole(string text, char separator)
    {
        foreach (char other in Candidates)
        {
            if (other != separator && text.Contains(other, StringComparison.Ordinal))
                return other == ',' && NumberText.Read(text, ',', out _) == NumberReading.Number;
        }
        return true;
    }
}
