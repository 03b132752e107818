namespace IpdEngine.Panel;

/// <summary>
/// Gathers a study in any row order and builds the canonical <see cref="StudyPanel"/>. Made for one study and used once.
/// </summary>
/// <example>
/// <code>
/// var builder = new StudyPanelBuilder(facts);
/// builder.SetParticipant("p1", new ParticipantFacts { Intake = 21 });
/// builder.AddSession("p1", session: 1, alliance: 4.5, symptom: 19);
/// var panel = builder.Build();
/// </code>
/// </example>
public sealed class StudyPanelBuilder
{
    private const int PseudonymLength = 32;

    private readonly StudyFacts _facts;
    private readonly string[] _measureNames;
    private readonly string[] _covariateNames;
    private readonly TextCodes _ids;
    private readonly ParticipantRows _participants;
    private readonly RunColumn _participant = new();
    private readonly NarrowColumn _session = new();
    private readonly NarrowColumn[] _scores;
    private NarrowColumn? _day;
    private bool _built;

    /// <summary>A builder for one study.</summary>
    /// <param name="facts">What is true of the whole study.</param>
    /// <param name="measures">Names of the extra session measures, in the order in which <see cref="AddSession(int, int, double, double, int, ReadOnlySpan{double})"/> gives them.</param>
    /// <param name="covariates">Names of the covariates, in the order of <see cref="ParticipantFacts.Covariates"/>.</param>
    /// <param name="expectedParticipants">Participants to make room for; more may come.</param>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or is one of the schema's own.</exception>
    public StudyPanelBuilder(
        StudyFacts facts, IReadOnlyList<string>? measures = null, IReadOnlyList<string>? covariates = null, int expectedParticipants = 0)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
        _measureNames = Names(measures ?? [], PanelSchema.SessionColumns, nameof(measures));
        _covariateNames = Names(covariates ?? [], PanelSchema.ParticipantColumns, nameof(covariates));
        _ids = new TextCodes(expectedParticipants, expectedParticipants * PseudonymLength);
        _participants = new ParticipantRows(_covariateNames, expectedParticipants);
        _scores = [.. Enumerable.Range(0, 2 + _measureNames.Length).Select(_ => new NarrowColumn())];
    }

    /// <summary>Number of sessions so far.</summary>
    public int Sessions => _session.Count;

    /// <summary>The code under which the builder knows a participant (in order of arrival); a new pseudonym gets a new code.</summary>
    /// <exception cref="ArgumentException">Empty.</exception>
    public int Participant(ReadOnlySpan<char> pseudonym)
    {
        if (pseudonym.IsEmpty)
            throw new ArgumentException("found an empty pseudonym, expected a text", nameof(pseudonym));
        var code = _ids.Code(pseudonym);
        if (code == _participants.Count)
            _participants.Add();
        return code;
    }

    /// <summary>Says what is known of a participant; one who never has a session is kept too.</summary>
    /// <exception cref="ArgumentException">Said before, a number is infinite, or the covariates do not fit the declared names.</exception>
    public void SetParticipant(ReadOnlySpan<char> pseudonym, ParticipantFacts participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        if (participant.Covariates.Count != 0 && participant.Covariates.Count != _covariateNames.Length)
            throw new ArgumentException($"found {participant.Covariates.Count} covariates, expected {_covariateNames.Length}", nameof(participant));
        if (!_participants.Describe(Participant(pseudonym), participant))
            throw new ArgumentException("found a participant described twice, expected once", nameof(pseudonym));
    }

    /// <summary>Adds a session by pseudonym; see the overload by code.</summary>
    public bool AddSession(
        ReadOnlySpan<char> pseudonym, int session, double alliance, double symptom, int day = SessionTable.UnknownDay, ReadOnlySpan<double> measures = default) =>
        AddSession(Participant(pseudonym), session, alliance, symptom, day, measures);

    /// <summary>Adds a session; NaN = missing. A session with neither score is no row: false.</summary>
    /// <param name="participant">Code that <see cref="Participant"/> gave.</param>
    /// <param name="session">Session number, the study's own.</param>
    /// <param name="alliance">Alliance, higher = better.</param>
    /// <param name="symptom">Symptoms, higher = worse.</param>
    /// <param name="day">Days since the participant's first session, or <see cref="SessionTable.UnknownDay"/>.</param>
    /// <param name="measures">The extra measures; empty = all missing.</param>
    /// <exception cref="ArgumentException">An unknown code, an infinite number, or measures that do not fit the declared names.</exception>
    public bool AddSession(
        int participant, int session, double alliance, double symptom, int day = SessionTable.UnknownDay, ReadOnlySpan<double> measures = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(participant);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(participant, _participants.Count);
        if (measures.Length != 0 && measures.Length != _measureNames.Length)
            throw new ArgumentException($"found {measures.Length} measures, expected {_measureNames.Length}", nameof(measures));
        var (a, s) = (Finite.Of(alliance), Finite.Of(symptom));
        foreach (var measure in measures)
            Finite.Of(measure);
        if (double.IsNaN(a) && double.IsNaN(s))
            return false;
        _participant.Add(participant);
        _session.Add(session);
        AddDay(day);
        _scores[0].Add(a);
        _scores[1].Add(s);
        for (var m = 0; m < _measureNames.Length; m++)
            _scores[2 + m].Add(measures.Length == 0 ? double.NaN : measures[m]);
        return true;
    }

    /// <summary>The panel in canonical order. The builder is spent afterwards.</summary>
    /// <exception cref="ArgumentException">Two rows stand for one participant and session.</exception>
    /// <exception cref="InvalidOperationException">Built before.</exception>
    public StudyPanel Build()
    {
        if (_built)
            throw new InvalidOperationException("found a builder that has built its panel, expected a new one for each panel");
        _built = true;
        var order = _ids.Order();
        var participants = new ParticipantTable(_participants.Take(_ids, order));
        return new StudyPanel(_facts, participants, new SessionTable(Pack(order, participants.Count), participants));
    }

    // Most studies name no days: their column costs nothing until the panel needs it.
    private void AddDay(int day)
    {
        if (_day is null && day != SessionTable.UnknownDay)
        {
            _day = new NarrowColumn();
            for (var row = 1; row < _session.Count; row++)
                _day.Add(double.NaN);
        }
        _day?.Add(day == SessionTable.UnknownDay ? double.NaN : day);
    }

    private PackedSessions Pack(int[]? participantOrder, int participants)
    {
        int[]? rank = null;
        if (participantOrder is not null)
        {
            rank = new int[participantOrder.Length];
            for (var i = 0; i < rank.Length; i++)
                rank[participantOrder[i]] = i;
        }
        var order = SessionOrder.Of(_participant, _session, rank);
        var firstRows = new int[participants + 1];
        for (var run = 0; run < _participant.Runs; run++)
        {
            var (code, first, next) = _participant[run];
            firstRows[(rank is null ? code : rank[code]) + 1] += next - first;
        }
        for (var participant = 0; participant < participants; participant++)
            firstRows[participant + 1] += firstRows[participant];
        var measures = _measureNames.Select((name, m) => (name, column: _scores[2 + m])).OrderBy(measure => measure.name, StringComparer.Ordinal).ToArray();
        return new PackedSessions(firstRows, InOrder(_session, order), _day is null ? null : InOrder(_day, order),
            [PanelSchema.Alliance, PanelSchema.Symptom, .. measures.Select(measure => measure.name)],
            [InOrder(_scores[0], order), InOrder(_scores[1], order), .. measures.Select(measure => InOrder(measure.column, order))]);
    }

    private static NarrowColumn InOrder(NarrowColumn column, int[]? order)
    {
        if (order is null)
            return column;
        var sorted = new NarrowColumn();
        foreach (var row in order)
            sorted.Add(column[row]);
        return sorted;
    }

    private static string[] Names(IReadOnlyList<string> names, IReadOnlyList<string> taken, string parameter)
    {
        var seen = new HashSet<string>(taken, StringComparer.Ordinal);
        foreach (var name in names)
            if (string.IsNullOrEmpty(name) || !seen.Add(name))
                throw new ArgumentException($"found column name '{name}', expected one that is not empty, not used twice and none of: {string.Join(", ", taken)}", parameter);
        return [.. names];
    }
}
