namespace IpdEngine.Panel;

/// <summary>What is known of the participants, gathered column by column: a record a participant would cost ten times the memory.</summary>
internal sealed class ParticipantRows(IReadOnlyList<string> covariates, int expected)
{
    private readonly GrowingColumn<double>[] _numbers = [.. Enumerable.Range(0, PanelSchema.ParticipantNumbers.Count + covariates.Count).Select(_ => new GrowingColumn<double>(expected))];
    private readonly GrowingColumn<int> _therapist = new(expected);
    private readonly GrowingColumn<int> _arm = new(expected);
    private readonly GrowingColumn<byte> _described = new(expected);
    private readonly Dictionary<string, int> _therapists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _arms = new(StringComparer.Ordinal);

    internal int Count => _described.Count;

    /// <summary>A participant of whom nothing is known yet.</summary>
    internal void Add()
    {
        foreach (var column in _numbers)
            column.Add(double.NaN);
        _therapist.Add(LabelledCodes.Unknown);
        _arm.Add(LabelledCodes.Unknown);
        _described.Add(0);
    }

    /// <summary>What is known of a participant, who may be described once; false the second time.</summary>
    internal bool Describe(int participant, ParticipantFacts facts)
    {
        if (_described[participant] != 0)
            return false;
        _described[participant] = 1;
        (_numbers[0][participant], _numbers[1][participant]) = (Finite.Of(facts.Intake), Finite.Of(facts.Outcome));
        (_numbers[2][participant], _numbers[3][participant]) = (Finite.Of(facts.Age), Finite.Of(facts.Female));
        for (var c = 0; c < facts.Covariates.Count; c++)
            _numbers[PanelSchema.ParticipantNumbers.Count + c][participant] = Finite.Of(facts.Covariates[c]);
        _therapist[participant] = Code(_therapists, facts.Therapist);
        _arm[participant] = Code(_arms, facts.Arm);
        return true;
    }

    /// <summary>The columns, participant i being the one under code order[i]; null: as they stand.</summary>
    internal ParticipantColumns Take(TextCodes ids, int[]? order)
    {
        var named = covariates.Select((name, c) => (name, values: _numbers[PanelSchema.ParticipantNumbers.Count + c].Take(order)))
            .OrderBy(column => column.name, StringComparer.Ordinal).ToArray();
        return new ParticipantColumns(
            ids.ToArrow(order),
            [.. _numbers.Take(PanelSchema.ParticipantNumbers.Count).Select(column => column.Take(order))],
            LabelledCodes.Of(_therapist.Take(order), [.. _therapists.Keys]), LabelledCodes.Of(_arm.Take(order), [.. _arms.Keys]),
            [.. named.Select(column => column.name)], [.. named.Select(column => column.values)]);
    }

    private static int Code(Dictionary<string, int> codes, string? label)
    {
        if (string.IsNullOrEmpty(label))
            return LabelledCodes.Unknown;
        if (!codes.TryGetValue(label, out var code))
            codes.Add(label, code = codes.Count);
        return code;
    }
}
