using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Description;

/// <summary>A measure: its instrument and the columns of its finished scores or of its items (one of the two).</summary>
public sealed record MeasureDescription
{
    /// <summary><c>alliance</c>, <c>symptom</c>, <c>intake</c>, <c>outcome</c> or the extra measure's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The instrument, with what the description says of it in the registry's place.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>What the measure is about, which fixes its direction in the store.</summary>
    public required Construct Construct { get; init; }

    /// <summary>P patient, T therapist, O observer.</summary>
    public required string Rater { get; init; }

    /// <summary><c>before</c>, <c>after</c> or <c>during</c> the session; null where unknown.</summary>
    public string? Timing { get; init; }

    /// <summary>Column of the finished score.</summary>
    public NamePattern? Score { get; init; }

    /// <summary>Columns of the items, by pattern or one by one in the instrument's order; empty where finished scores are read.</summary>
    public IReadOnlyList<NamePattern> Items { get; init; } = [];

    /// <summary>How cells are read; its column name is the role.</summary>
    public required ColumnDescription Cells { get; init; }

    /// <summary>Line in the description.</summary>
    public int Line { get; init; }

    /// <summary>Columns a session: 1 for a finished score, otherwise the number of items.</summary>
    public int Width => Score is not null ? 1 : Instrument.Items ?? Items.Count;

    /// <summary>True where ingest turns the score round.</summary>
    public bool IsReflected => Instrument.IsReflected(Construct);
}

/// <summary>One column and how its cells are read.</summary>
public sealed record ColumnDescription
{
    /// <summary>What the column is in the store: <c>age</c>, <c>therapist</c>, a covariate's name, ...</summary>
    public required string Role { get; init; }

    /// <summary>The column's name in the file.</summary>
    public required string Column { get; init; }

    /// <summary>Texts and numbers that stand for missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What a cell's text stands for; empty: itself. With a map, a cell outside it is a fault.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Line in the description.</summary>
    public int Line { get; init; }
}
