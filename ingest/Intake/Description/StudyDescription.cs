using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Description;

/// <summary>One trial as its data manager described it: what the upload's tables, columns and cells mean. Made by <see cref="StudyFile"/>.</summary>
public sealed record StudyDescription
{
    /// <summary>The study's code: letters, digits, hyphen and underscore.</summary>
    public required string Study { get; init; }

    /// <summary>True where every value is simulated.</summary>
    public bool Synthetic { get; init; }

    /// <summary>ISO 3166 alpha-2 code of the country.</summary>
    public string? Country { get; init; }

    /// <summary>The design in the contact's words.</summary>
    public string? Design { get; init; }

    /// <summary>Name of the data file, which stands beside the description.</summary>
    public required string Data { get; init; }

    /// <summary>How rows and columns stand for sessions.</summary>
    public required Layout Layout { get; init; }

    /// <summary>The one sheet to read; null: the only one.</summary>
    public string? Sheet { get; init; }

    /// <summary>Names of the session sheets, such as <c>Session {session}</c>.</summary>
    public NamePattern? Sheets { get; init; }

    /// <summary>Sheet that holds one row a participant (intake, therapist, ...); null: these stand with the scores.</summary>
    public string? ParticipantSheet { get; init; }

    /// <summary>What is overridden of how the file is read.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>How dates are written in text, in .NET's letters; null: yyyy-MM-dd.</summary>
    public string? DateFormat { get; init; }

    /// <summary>Column of the participant's identifier.</summary>
    public required string Participant { get; init; }

    /// <summary>Column of the session number; null where names, sheets or dates give it.</summary>
    public ColumnDescription? Session { get; init; }

    /// <summary>True where a participant's sessions are numbered in order of date, every row counting.</summary>
    public bool SessionsByDate { get; init; }

    /// <summary>Column (or pattern by session) of the session's date.</summary>
    public NamePattern? Date { get; init; }

    /// <summary>The alliance measure.</summary>
    public required MeasureDescription Alliance { get; init; }

    /// <summary>The symptom measure.</summary>
    public required MeasureDescription Symptom { get; init; }

    /// <summary>Symptom severity before treatment.</summary>
    public MeasureDescription? Intake { get; init; }

    /// <summary>Symptom severity after treatment.</summary>
    public MeasureDescription? Outcome { get; init; }

    /// <summary>Extra session measures by name, such as a second rater's.</summary>
    public IReadOnlyList<MeasureDescription> Extra { get; init; } = [];

    /// <summary>Column of the therapist.</summary>
    public ColumnDescription? Therapist { get; init; }

    /// <summary>Column of the treatment arm; its value map gives labels.</summary>
    public ColumnDescription? Arm { get; init; }

    /// <summary>Column of the age in years.</summary>
    public ColumnDescription? Age { get; init; }

    /// <summary>Column that is 1 for women, 0 for others.</summary>
    public ColumnDescription? Female { get; init; }

    /// <summary>Further numeric participant columns by name.</summary>
    public IReadOnlyList<ColumnDescription> Covariates { get; init; } = [];

    /// <summary>Columns that are neither read nor stored, such as names: a column that looks like personal data refuses the study unless it stands here.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Study-level variables for moderators.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Sessions from one measurement to the next.</summary>
    public int SessionLag { get; init; } = 1;

    /// <summary>What is done with rows of one participant and session that disagree.</summary>
    public Duplicates Duplicates { get; init; }

    /// <summary>Published figures to check against.</summary>
    public PublishedFigures? Published { get; init; }
}

/// <summary>How rows and columns stand for sessions.</summary>
public enum Layout
{
    /// <summary>One row a participant and session.</summary>
    LongRows,

    /// <summary>One row a participant, sessions in the names of columns.</summary>
    WideRows,

    /// <summary>One sheet a session, one row a participant.</summary>
    SheetPerSession,
}

/// <summary>What is done with rows of one participant and session that disagree. Identical rows are always one.</summary>
public enum Duplicates
{
    /// <summary>The study is refused.</summary>
    Refuse,

    /// <summary>Their scores are averaged.</summary>
    Mean,

    /// <summary>The one furthest down the file holds.</summary>
    Last,
}

/// <summary>Published figures with the digits that were printed, by what they describe.</summary>
/// <param name="Participants">Number of participants, or null.</param>
/// <param name="Moments">Means and SDs by name of the measure; in the direction in which the study reports the instrument.</param>
public sealed record PublishedFigures(int? Participants, IReadOnlyList<PublishedMoment> Moments);

/// <summary>A published mean or SD over all values of a measure.</summary>
/// <param name="Measure"><c>alliance</c>, <c>symptom</c>, <c>intake</c> or <c>outcome</c>.</param>
/// <param name="Session">Session that it is of; null: all.</param>
/// <param name="Mean">Mean, or null.</param>
/// <param name="Sd">Standard deviation with n - 1, or null.</param>
/// <param name="Tolerance">Largest difference that counts as agreement: half a unit of the last printed digit unless the description says more.</param>
/// <param name="Line">Line in the description.</param>
public sealed record PublishedMoment(string Measure, int? Session, double? Mean, double? Sd, double Tolerance, int Line);
