using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers;

/// <summary>One table of an uploaded file, read as a stream: the first noun on the path of the data.</summary>
/// <remarks>A reader never throws for what is in the file: what is wrong with it is a <see cref="Finding"/>. With an Error among
/// them the table must not be used; reading goes on where that finds more of what has to be mended.</remarks>
public abstract class RawTable : IDisposable
{
    private const int CellBudget = 64 * 1024;

    /// <summary>File name without directory.</summary>
    public required string File { get; init; }

    /// <summary>Sheet name, where the format has sheets.</summary>
    public string? Sheet { get; init; }

    /// <summary>The columns in file order.</summary>
    public abstract IReadOnlyList<RawColumn> Columns { get; }

    /// <summary>What reading found so far; complete once <see cref="Read"/> has returned false.</summary>
    public abstract IReadOnlyList<Finding> Findings { get; }

    /// <summary>A batch for this table: as many rows as keep it within a few megabytes, however wide the table is.</summary>
    public RawBatch CreateBatch() => new(Columns.Count, Math.Clamp(CellBudget / Math.Max(Columns.Count, 1), 1, 4096));

    /// <summary>Fills <paramref name="batch"/> with the next rows (at most its capacity); false where none were left.</summary>
    public abstract bool Read(RawBatch batch);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A column as the file declares it.</summary>
/// <param name="Name">Its name, as written in the file.</param>
/// <param name="Label">Its label, or null.</param>
/// <param name="Kind">What the format says its cells are; <see cref="RawKind.Text"/> for delimited text.</param>
/// <param name="ValueLabels">Labels of numeric values; empty where none are declared.</param>
/// <param name="Missing">User-missing rule, or null; cells that it covers arrive as <see cref="RawKind.Missing"/>.</param>
public sealed record RawColumn(
    string Name, string? Label, RawKind Kind, IReadOnlyList<KeyValuePair<double, string>> ValueLabels, MissingRule? Missing)
{
    /// <summary>A column about which the format says nothing.</summary>
    public RawColumn(string name, RawKind kind) : this(name, null, kind, [], null) { }

    /// <summary>Labels of text values, and of the letters of extended missing values; empty where none are declared.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextLabels { get; init; } = [];
}

/// <summary>Declared user-missing values: discrete ones, a closed range, or both; or texts.</summary>
/// <param name="Values">Discrete numeric values.</param>
/// <param name="Low">Lower end of the range; NaN where there is none.</param>
/// <param name="High">Upper end of the range; NaN where there is none.</param>
/// <param name="Texts">Discrete text values.</param>
public sealed record MissingRule(IReadOnlyList<double> Values, double Low, double High, IReadOnlyList<string> Texts);
