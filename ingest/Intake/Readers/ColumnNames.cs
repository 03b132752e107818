using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers;

/// <summary>Names for the columns of a table: those of the header, made unique; every change is a finding.</summary>
internal static class ColumnNames
{
    /// <summary>The columns. <paramref name="row"/> is the header's row number; <paramref name="names"/> its cells, or null where there is
    /// none.</summary>
    public static RawColumn[] From(IReadOnlyList<string>? names, int width, bool rowNames, long row, RawKind kind, FindingGatherer findings)
    {
        if (names is null)
        {
            findings.Add("header-missing", Severity.Warning, row, null, "a first row that holds data", "column names above the data",
                "the columns are called column1, column2, ...: use these names, or add a header");
            return [.. Enumerable.Range(1, width).Select(number => new RawColumn($"column{number}", kind))];
        }
        List<string> all = rowNames ? ["row.names", .. names] : [.. names];
        if (rowNames)
        {
            findings.Add("row-names", Severity.Warning, row, "row.names", "one field more in each row than in the header",
                "a name for each column",
                "the first column is called row.names");
        }
        var taken = new HashSet<string>(all, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < all.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(all[i]))
            {
                string name = Free($"column{i + 1}", taken, numbers);
                findings.Add("column-without-name", Severity.Warning, row, name, $"no name above column {i + 1}", "a name for each column",
                    $"it is called {name}; name it in the file");
                all[i] = name;
            }
            else if (!seen.Add(all[i]))
            {
                string name = Free(all[i], taken, numbers);
                findings.Add("duplicate-column", Severity.Warning, row, all[i], $"the name '{all[i]}' again above column {i + 1}",
                    "a different name for each column",
                    $"the later one is called '{name}'; rename it in the file");
                all[i] = name;
            }
            seen.Add(all[i]);
        }
        return [.. all.Select(name => new RawColumn(name, kind))];
    }

    // The search goes on where it ended for the same name: thousands of columns of one name cost no more than thousands of names.
    private static string Free(string name, HashSet<string> taken, Dictionary<string, int> numbers)
    {
        string free = name;
        int number = numbers.GetValueOrDefault(name, 2);
        for (; !taken.Add(free); number++)
            free = $"{name}.{number}";
        numbers[name] = number;
        return free;
    }
}
