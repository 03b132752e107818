namespace IpdEngine.Cli.Data;

/// <summary>How a table of the user's is read.</summary>
internal sealed record DataFileOptions
{
    /// <summary>Sheet of a workbook; the first where null.</summary>
    public string? Sheet { get; init; }

    /// <summary>Values that mean missing beside the empty cell, <c>NA</c> and its kin, and what the file itself declares.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Decimal mark of delimited text; detected where null.</summary>
    public char? DecimalMark { get; init; }

    /// <summary>True to take infinite numbers as missing, not to refuse them: results have infinite degrees of freedom where the reference is the normal distribution.</summary>
    public bool InfiniteIsMissing { get; init; }

    /// <summary>Most cells that are taken into memory.</summary>
    public long MostCells { get; init; } = 60_000_000;
}
