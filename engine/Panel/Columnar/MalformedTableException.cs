namespace IpdEngine.Panel.Columnar;

/// <summary>An uploaded Parquet file is not what it says, or asks for more than the limits allow.</summary>
public sealed class MalformedTableException : Exception
{
    /// <summary>What was found and what was expected, and what to do.</summary>
    public MalformedTableException(string found, string expected, string remedy = "write the file again from its program", string? column = null)
        : base($"found {found}, expected {expected}")
    {
        Found = found;
        Expected = expected;
        Remedy = remedy;
        Column = column;
    }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }

    /// <summary>The column at fault, or null.</summary>
    public string? Column { get; }

    internal MalformedTableException In(string column) => new(Found, Expected, Remedy, Column ?? column);
}
