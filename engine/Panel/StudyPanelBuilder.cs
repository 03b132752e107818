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
    private readonly StudyFacts _facts;
    private readonly string[] _measureNames;
    private readonly string[] _covariateNames;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly List<ParticipantFacts?> _participants = [];
    private readonly GrowingColumn<int> _participant = new();
    private readonly GrowingColumn<int> _session = new();
    private readonly GrowingColumn<int> _day = new();
    private readonly GrowingColumn<double> _alliance = new();
    private readonly GrowingColumn<double> _symptom = new();
    private readonly GrowingColumn<double>[] _measures;
    private bool _built;

    /// <summary>A builder for one study.</summary>
    /// <param name="facts">What is true of the whole study.</param>
    /// <param name="measures">Names of the extra session measures, in the order in which <see cref="AddSession(int, int, double, double, int, ReadOnlySpan{double})"/> gives them.</param>
    /// <param name="covariates">Names of the covariates, in the order of <see cref="ParticipantFacts.Covariates"/>.</param>
    /// <exception cref="ArgumentException">A name is empty, stands twice, or is one of the schema's own.</exception>
    public StudyPanelBuilder(StudyFacts facts, IReadOnlyList<string>? measures = null, IReadOnlyList<string>? covariates = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
        _measureNames = Names(measures ?? [], PanelSchema.SessionColumns, nameof(measures));
        _covariateNames = Names(covariates ?? [], PanelSchema.ParticipantColumns, nameof(covariates));
        _measures = [.. _measureNames.Select(_ => new GrowingColumn<double>())];
    }

    /// <summary>The code under which the builder knows a participant (in order of arrival); a new pseudonym gets a new code.</summary>
    public int Participant(string pseudonym)
    {
        ArgumentException.ThrowIfNullOrEmpty(pseudonym);
        if (_codes.TryGetValue(pseudonym, out var code))
            return code;
        _codes.Add(pseudonym, _ids.Count);
        _ids.Add(pseudonym);
        _participants.Add(null);
        return _ids.Count - 1;
    }

    /// <summary>Says what is known of a participant; one who never has a session is kept too.</summary>
    /// <exception cref="ArgumentException">Said before, a number is infinite, or the covariates do not fit the declared names.</exception>
    public void SetParticipant(string pseudonym, ParticipantFacts participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        if (participant.Covariates.Count != 0 && participant.Covariates.Count != _covariateNames.Length)
            throw new ArgumentException($"found {participant.Covariates.Count} covariates, expected {_covariateNames.Length}", nameof(participant));
        foreach (var number in (double[])[participant.Intake, participant.Outcome, participant.Age, participant.Female, .. participant.Covariates])
            Finite(number);
        var code = Participant(pseudonym);
        if (_participants[code] is not null)
            throw new ArgumentException("found a participant described twice, expected once", nameof(pseudonym));
        _participants[code] = participant;
    }

    /// <summary>Adds a session by pseudonym; see the overload by code.</summary>
    public bool AddSession(
        string pseudonym, int session, double alliance, double symptom, int day = SessionTable.UnknownDay, ReadOnlySpan<double> measures = default) =>
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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(participant, _ids.Count);
        if (measures.Length != 0 && measures.Length != _measures.Length)
            throw new ArgumentException($"found {measures.Length} measures, expected {_measures.Length}", nameof(measures));
        var (a, s) = (Finite(alliance), Finite(symptom));
        foreach (var measure in measures)
            Finite(measure);
        if (double.IsNaN(a) && double.IsNaN(s))
            return false;
        _participant.Add(participant);
        _session.Add(session);
        _day.Add(day);
        _alliance.Add(a);
        _symptom.Add(s);
        for (var m = 0; m < _measures.Length; m++)
            _measures[m].Add(measures.Length == 0 ? double.NaN : Finite(measures[m]));
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
        int[] order = [.. Enumerable.Range(0, _ids.Count)];
        Array.Sort(_ids.ToArray(), order, StringComparer.Ordinal);
        var participants = new ParticipantTable(TakeParticipants(order));
        return new StudyPanel(_facts, participants, new SessionTable(TakeSessions(order), participants));
    }

    private ParticipantColumns TakeParticipants(int[] order)
    {
        ParticipantFacts[] rows = [.. order.Select(code => _participants[code] ?? new ParticipantFacts())];
        var covariates = _covariateNames
            .Select((name, c) => (name, values: Numbers(rows, row => row.Covariates.Count == 0 ? double.NaN : row.Covariates[c])))
            .OrderBy(column => column.name, StringComparer.Ordinal).ToArray();
        return new ParticipantColumns(
            [.. order.Select(code => _ids[code])],
            [Numbers(rows, row => row.Intake), Numbers(rows, row => row.Outcome), Numbers(rows, row => row.Age), Numbers(rows, row => row.Female)],
            LabelledCodes.Of([.. rows.Select(row => row.Therapist)]),
            LabelledCodes.Of([.. rows.Select(row => row.Arm)]),
            [.. covariates.Select(column => column.name)],
            [.. covariates.Select(column => column.values)]);
    }

    private SessionColumns TakeSessions(int[] participantOrder)
    {
        var rank = new int[participantOrder.Length];
        for (var i = 0; i < rank.Length; i++)
            rank[participantOrder[i]] = i;
        var order = SessionOrder.Of(_participant, _session, rank);
        var participant = _participant.Take(order);
        foreach (ref var code in ArrowColumns.View<int>(participant))
            code = rank[code];
        var (session, day) = (_session.Take(order), _day.Take(order));
        var (alliance, symptom) = (_alliance.Take(order), _symptom.Take(order));
        var measures = _measureNames.Select((name, m) => (name, values: _measures[m].Take(order)))
            .OrderBy(column => column.name, StringComparer.Ordinal).ToArray();
        return new SessionColumns(participant, session, day, alliance, symptom,
            [.. measures.Select(column => column.name)], [.. measures.Select(column => column.values)]);
    }

    private static byte[] Numbers(ParticipantFacts[] rows, Func<ParticipantFacts, double> number)
    {
        var bytes = ArrowColumns.Allocate<double>(rows.Length);
        var view = ArrowColumns.View<double>(bytes);
        for (var i = 0; i < rows.Length; i++)
            view[i] = Finite(number(rows[i]));
        return bytes;
    }

    /// <summary>One bit pattern a value: the one NaN for missing, +0 for -0.</summary>
    private static double Finite(double value)
    {
        if (double.IsInfinity(value))
            throw new ArgumentException($"found {value}, expected a finite number or NaN for missing", nameof(value));
        return double.IsNaN(value) ? double.NaN : value + 0.0;
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
