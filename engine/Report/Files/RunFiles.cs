using System.Text;
using IpdEngine.Panel.Tables;
using IpdEngine.Report.Figures;
using IpdEngine.Report.Page;
using IpdEngine.Report.Scripts;
using IpdEngine.Report.Tables;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Files;

/// <summary>
/// The result files of a run. Every file but <c>timings.json</c> is a function of the result alone: the same bytes on any machine, for any
/// number of workers and any order of rows and studies.
/// </summary>
public static class RunFiles
{
    private static readonly HashSet<string> Owned = new(StringComparer.Ordinal)
    {
        "report.html", "run.json", "timings.json", "stage1.csv", "stage1.parquet", "pooled.csv", "pooled.parquet", "stage1_vcov.csv",
        "stage1_vcov.parquet", "influence.csv", "heterogeneity.csv", "claims.csv", "figures", "check.R",
    };

    private static readonly HashSet<string> Columnar = new(StringComparer.Ordinal) { "stage1", "pooled", "stage1_vcov" };

    /// <summary>Writes a run's folder: whole or not at all, in place of an earlier run's.</summary>
    /// <param name="result">All that the run found.</param>
    /// <param name="context">Version, command, findings of ingest, times.</param>
    /// <param name="directory">The folder to stand there afterwards; its parents are made.</param>
    /// <exception cref="ArgumentException">The folder holds something that no run wrote; nothing was touched.</exception>
    public static void Write(RunResult result, RunContext context, string directory)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        AtomicFolder.Write(directory, Owned, folder => Fill(result, context, folder));
    }

    private static void Fill(RunResult found, RunContext context, string folder)
    {
        var disclosure = new Disclosure(found);
        var result = disclosure.Masked(found);
        WriteText(Path.Combine(folder, "report.html"), ReportPage.Of(result, context, disclosure));
        File.WriteAllBytes(Path.Combine(folder, "run.json"), RunJson.Of(result, context, disclosure));
        File.WriteAllBytes(Path.Combine(folder, "timings.json"), TimingsJson.Of(context.Timings));
        foreach (var table in AllTables(result, disclosure))
        {
            WriteText(Path.Combine(folder, table.Name + ".csv"), CsvText.Of(table));
            if (Columnar.Contains(table.Name))
                TableFile.Write(Path.Combine(folder, table.Name + ".parquet"), ParquetColumns.Of(table));
        }
        WriteText(Path.Combine(folder, "check.R"), CheckScript.Of(result, disclosure));
        Directory.CreateDirectory(Path.Combine(folder, "figures"));
        foreach (var (name, drawing) in FigureSet.Of(result, disclosure))
            WriteText(Path.Combine(folder, "figures", name), drawing.ToFile());
    }

    private static IEnumerable<Table> AllTables(RunResult result, Disclosure disclosure) =>
    [
        StageOneTable.Of(result, disclosure), CovarianceTable.Of(result, disclosure), PooledTable.Of(result), HeterogeneityTable.Of(result),
        InfluenceTable.Of(result, disclosure), ClaimsTable.Of(result),
    ];

    private static void WriteText(string path, string text) => File.WriteAllBytes(path, new UTF8Encoding(false).GetBytes(text));
}
