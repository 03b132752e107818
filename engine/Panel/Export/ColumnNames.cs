using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>A measure, a covariate and a spread session may come to one name: the later is numbered until it is its own.</summary>
internal static class ColumnNames
{
    internal static IReadOnlyList<TableColumn> Distinct(IReadOnlyList<TableColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. columns.Select(column => column.Named(Free(column.Name, taken)))];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++)
            free = $"{name}.{n}";
        return free;
    }
}
