using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated text.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>What a row of an export is.</summary>
public enum ExportLayout
{
    /// <summary>A row a participant and session; participants without a session have none.</summary>
#pragma warning disable CA1720 // Long and wide are the field's words for the two layouts; no integer is meant.
    Long,
#pragma warning restore CA1720 // as above

    /// <summary>A row a participant; sessions are columns <c>alliance_1</c>, <c>symptom_1</c>, ...</summary>
    Wide,
}

/// <summary>A study as one table for other programs: sessions joined with what is known of the participants, pseudonyms for names.</summary>
public static class StudyExport
{
    /// <summary>Writes a study to a stream, which stays open.</summary>
    public static void Write(Stream stream, StudyPanel panel, ExportFormat format, ExportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(panel);
        var columns = layout == ExportLayout.Long ? LongTable.Columns(panel) : WideTable.Columns(panel);
        if (format == ExportFormat.Csv)
            CsvFile.Write(stream, columns);
        else
            TableFile.Write(stream, columns);
    }
}
