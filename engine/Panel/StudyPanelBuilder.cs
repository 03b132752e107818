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
    private readonly GrowingColumn<int> _participant;
    private readonly GrowingColumn<int> _session;
    private readonly GrowingColumn<double> _alliance;
    private readonly GrowingColumn<double> _symptom;
    private readonly GrowingColumn<double>[] _measures;
    private readonly int _expectedSessions;
    private GrowingColumn<int>? _day;
    private bool _built;

    /// <summary>A builder for one study.</summary>
    /// <param name="facts">What is true of the whole study.</param>
    /// <param name="measures">Names of the extra session measures, in the order in which <see cref="AddSession(int, int, double, double, int, ReadOnlySpan{double})"/> gives them.</param>
    /// <param name="covariates">Names of the covariates, in the order of <see cref="ParticipantFacts.Covariates"/>.</param>
    /// <param name="expectedParticipants">Participants to make room for.</param>
    /// <param name="expectedSessions">Sessions to make room for; more may come.</param>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or is one of the schema's own.</exception>
    public StudyPanelBuilder(
        StudyFacts facts, IReadOnlyList<string>? measures = null, IReadOnlyList<string>? covariates = null, int expectedParticipants = 0, int expectedSessions = 0)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
        _expectedSessions = expectedSessions;
        _measureNames = Names(measures ?? [], PanelSchema.SessionColumns, nameof(measures));
        _covariateNames = Names(covariates ?? [], PanelSchema.ParticipantColumns, nameof(covariates));
        _ids = new TextCodes(expectedParticipants, expectedParticipants * PseudonymLength);
        _participants = new ParticipantRows(_covariateNames, expectedParticipants);
        (_participant, _session) = (new GrowingColumn<int>(expectedSessions), new GrowingColumn<int>(expectedSessions));
        (_alliance, _symptom) = (new GrowingColumn<double>(expectedSessions), new GrowingColumn<double>(expectedSessions));
        _measures = [.. _measureNames.Select(_ => new GrowingColumn<double>(expectedSessions))];
    }

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
        if (measures.Length != 0 && measures.Length != _measures.Length)
            throw new ArgumentException($"found {measures.Length} measures, expected {_measures.Length}", nameof(measures));
        var (a, s) = (Finite.Of(alliance), Finite.Of(symptom));
        foreach (var measure in measures)
            Finite.Of(measure);
        if (double.IsNaN(a) && double.IsNaN(s))
            return false;
        _participant.Add(participant);
        _session.Add(session);
        AddDay(day);
        _alliance.Add(a);
        _symptom.Add(s);
        for (var m = 0; m < _measures.Length; m++)
            _measures[m].Add(measures.Length == 0 ? double.NaN : Finite.Of(measures[m]));
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
        return new StudyPanel(_facts, participants, new SessionTable(TakeSessions(order), participants));
    }

    // Most studies name no days: their column costs nothing until the panel needs it.
    private void AddDay(int day)
    {
        if (_day is null && day != SessionTable.UnknownDay)
        {
            _day = new GrowingColumn<int>(_expectedSessions);
            for (var row = 1; row < _participant.Count; row++)
                _day.Add(SessionTable.UnknownDay);
        }
        _day?.Add(day);
    }

    private SessionColumns TakeSessions(int[]? participantOrder)
    {
        int[]? rank = null;
        if (participantOrder is not null)
        {
            rank = new int[participantOrder.Length];
            for (var i = 0; i < rank.Length; i++)
                rank[participantOrder[i]] = i;
        }
        var order = SessionOrder.Of(_participant, _session, rank);
        var participant = _participant.Take(order);
        if (rank is not null)
            foreach (ref var code in ArrowColumns.View<int>(participant.Span))
                code = rank[code];
        var session = _session.Take(order);
        var (alliance, symptom) = (_alliance.Take(order), _symptom.Take(order));
        var measures = _measureNames.Select((name, m) => (name, values: _measures[m].Take(order)))
            .OrderBy(column => column.name, StringComparer.Ordinal).ToArray();
        return new SessionColumns(participant, session, _day?.Take(order) ?? UnknownDays(session.Length), alliance, symptom,
            [.. measures.Select(column => column.name)], [.. measures.Select(column => column.values)]);
    }

    private static byte[] UnknownDays(int bytes)
    {
        var days = GC.AllocateUninitializedArray<byte>(bytes);
        ArrowColumns.View<int>(days).Fill(SessionTable.UnknownDay);
        return days;
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
