using IpdEngine.Intake.Description;
using IpdEngine.Intake.Validation;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Intake.Quality;

/// <summary>How good the data of one study version are.</summary>
public sealed record StudyQuality
{
    /// <summary>The study's code.</summary>
    public required string Study { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>True where every value is simulated.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>True where small cells are masked and no participant is listed: what leaves the data managers' hands.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Number of participants.</summary>
    public required int Participants { get; init; }

    /// <summary>Participants with at least one session; null where masked.</summary>
    public required int? WithSessions { get; init; }

    /// <summary>Number of sessions.</summary>
    public required int Sessions { get; init; }

    /// <summary>Different session numbers.</summary>
    public required int SessionNumbers { get; init; }

    /// <summary>Completeness of each session measure.</summary>
    public required IReadOnlyList<Completeness> Completeness { get; init; }

    /// <summary>Distribution of each measure over all sessions.</summary>
    public required IReadOnlyList<Distribution> Distributions { get; init; }

    /// <summary>Distribution of each session measure in each session.</summary>
    public required IReadOnlyList<Distribution> BySession { get; init; }

    /// <summary>Reliability of the scales whose items were read.</summary>
    public required IReadOnlyList<Reliability> Reliability { get; init; }

    /// <summary>Variance between and within persons.</summary>
    public required IReadOnlyList<PersonVariance> Variance { get; init; }

    /// <summary>Implausible jumps.</summary>
    public required IReadOnlyList<Jumps> Jumps { get; init; }

    /// <summary>What each stored column means.</summary>
    public required IReadOnlyList<CodebookEntry> Codebook { get; init; }

    /// <summary>Figures found beside those published.</summary>
    public required IReadOnlyList<PublishedComparison> Published { get; init; }

    /// <summary>The quality of a stored study version, with every count and the participants of implausible jumps: for data managers.</summary>
    /// <param name="store">The store.</param>
    /// <param name="study">The study's code.</param>
    /// <param name="version">The version; null: the newest.</param>
    /// <exception cref="ArgumentException">The store has no such study or version.</exception>
    /// <exception cref="BrokenStoreException">A file is not what its manifest says.</exception>
    public static StudyQuality Of(PanelStore store, string study, int? version = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var manifest = store.Manifest(study, version);
        var description = StudyFile.Parse("manifest.json", manifest.Source.Description).Description
            ?? throw new BrokenStoreException($"{study}, version {manifest.Version}", "source.description", "a study description that this program can read", "one with errors");
        return Of(store.Load(study, manifest.Version), description, store.Items(study, manifest.Version), manifest.Version);
    }

    /// <summary>The same with counts of 1 to 4 masked, all others to the nearest five, and no participant: for everybody else, and for files.</summary>
    public StudyQuality Masked() => IsMasked ? this : this with
    {
        IsMasked = true,
        WithSessions = SmallCells.Count(WithSessions),
        Completeness = [.. Completeness.Select(each => each.Masked())],
        Reliability = [.. Reliability.Select(each => each.Masked())],
        Variance = [.. Variance.Select(each => each.Masked())],
        Jumps = [.. Jumps.Select(each => each.Masked())],
        Codebook = [.. Codebook.Select(each => each.Masked())],
        Distributions = [.. Distributions.Select(each => each.Masked())],
        BySession = [.. BySession.Select(each => each.Masked())],
        Published = [.. Published.Select(each => each.N < SmallCells.Fewest ? each with { Found = double.NaN } : each)],
    };

    internal static StudyQuality Of(StudyPanel panel, StudyDescription description, IReadOnlyList<ScaleItems> items, int version)
    {
        var measures = ReportedMeasure.Of(description);
        var ofSessions = measures.Where(measure => measure.IsOfSessions).ToArray();
        int[] numbers = [.. new SortedSet<int>(panel.Sessions.Session.ToArray())];
        var sorted = measures.Select(measure => SessionValues.Of(panel, numbers, measure)).ToArray();
        var withSessions = 0;
        for (var person = 0; person < panel.Participants.Count; person++)
            withSessions += panel.Sessions.RowsOf(person).Count > 0 ? 1 : 0;
        return new StudyQuality
        {
            Study = panel.Facts.Study,
            Version = version,
            Synthetic = panel.Facts.Synthetic,
            Participants = panel.Participants.Count,
            WithSessions = withSessions,
            Sessions = panel.Sessions.Count,
            SessionNumbers = numbers.Length,
            Completeness = [.. ofSessions.Select(measure => Quality.Completeness.Of(panel, numbers, measure))],
            Distributions = [.. sorted.Select(values => values.Pooled)],
            BySession = [.. sorted.SelectMany(values => values.BySession)],
            Reliability = [.. items.SelectMany(scale => Quality.Reliability.Of(scale, ofSessions.First(measure => measure.Name == scale.Measure).Description.Instrument.Code))],
            Variance = [.. ofSessions.Select(measure => PersonVariance.Of(panel, measure))],
            Jumps = [.. ofSessions.Select(measure => Quality.Jumps.Of(panel, measure))],
            Codebook = CodebookEntry.Of(panel, description),
            Published = PublishedComparison.Of(description, panel),
        };
    }
}
