using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Formula;

namespace IpdEngine.Cli.Pooling;

/// <summary>Several tables as one, so that studies known by their published effect join those whose data are at hand: rows one below the other, columns by name.</summary>
internal static class JoinedFiles
{
    /// <summary>The column that says which file a row comes from.</summary>
    public const string Source = ".source";

    /// <exception cref="CommandException">A file cannot be read, or a column holds numbers in one file and texts in another.</exception>
    public static DataFrame Read(IReadOnlyList<FileInfo> files)
    {
        var tables = files.Select(file => DataFile.Read(file.FullName, new DataFileOptions { InfiniteIsMissing = true })).ToList();
        var names = tables.SelectMany(table => table.Columns.Select(column => column.Name)).Distinct(StringComparer.Ordinal).Where(name => name != Source);
        List<DataColumn> columns = [.. names.Select(name => Joined(name, tables, files))];
        columns.Add(new DataColumn(Source, [.. tables.SelectMany((table, f) => Enumerable.Repeat<string?>(files[f].Name, table.Rows))]));
        return new DataFrame(columns);
    }

    private static DataColumn Joined(string name, List<DataFrame> tables, IReadOnlyList<FileInfo> files)
    {
        // A column that is empty throughout a file is neither numbers nor texts there.
        var having = tables.Where(table => table.Has(name) && !IsEmpty(table.Column(name))).Select(table => table.Column(name).IsNumeric).Distinct().ToList();
        if (having.Count > 1)
            throw new CommandException($"found column '{name}' with numbers in some and texts in others of {string.Join(", ", files.Select(file => file.Name))}, expected one of both throughout");
        return having is [false]
            ? new DataColumn(name, [.. tables.SelectMany(table => Filled(table, name) is { } column ? column.Texts.ToArray() : new string?[table.Rows])])
            : new DataColumn(name, [.. tables.SelectMany(table => Filled(table, name) is { } column ? column.Numbers.ToArray() : [.. Enumerable.Repeat(double.NaN, table.Rows)])]);
    }

    private static DataColumn? Filled(DataFrame table, string name) => table.Has(name) && !IsEmpty(table.Column(name)) ? table.Column(name) : null;

    private static bool IsEmpty(DataColumn column) => Enumerable.Range(0, column.Rows).All(column.IsMissing);
}
