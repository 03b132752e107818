using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>The participants of a study in ordinal order of pseudonym; missing numbers are NaN, unknown codes -1.</summary>
public sealed class ParticipantTable
{
    private readonly StringArray _ids;
    private readonly DoubleArray[] _numbers;
    private readonly DoubleArray[] _covariates;
    private readonly DictionaryArray _therapist;
    private readonly DictionaryArray _arm;

    internal ParticipantTable(ParticipantColumns columns)
    {
        Batch = columns.ToBatch();
        _ids = (StringArray)Batch.Column(0);
        _numbers = [.. Batch.Arrays.Skip(1).Take(PanelSchema.ParticipantNumbers.Count).Cast<DoubleArray>()];
        _therapist = (DictionaryArray)Batch.Column(5);
        _arm = (DictionaryArray)Batch.Column(6);
        Therapists = columns.Therapist.Labels;
        Arms = columns.Arm.Labels;
        Covariates = columns.CovariateNames;
        _covariates = [.. Batch.Arrays.Skip(PanelSchema.ParticipantColumns.Count).Cast<DoubleArray>()];
    }

    /// <summary>The table as Arrow holds it; <c>therapist</c> and <c>arm</c> are dictionary columns.</summary>
    public RecordBatch Batch { get; }

    /// <summary>Number of participants, those without any session included.</summary>
    public int Count => Batch.Length;

    /// <summary>The pseudonym of a participant.</summary>
    public string Id(int participant) => _ids.GetString(participant);

    /// <summary>Symptom severity before treatment, instrument units, higher = worse.</summary>
    public ReadOnlySpan<double> Intake => _numbers[0].Values;

    /// <summary>Symptom severity after treatment, instrument units, higher = worse.</summary>
    public ReadOnlySpan<double> Outcome => _numbers[1].Values;

    /// <summary>Age in years.</summary>
    public ReadOnlySpan<double> Age => _numbers[2].Values;

    /// <summary>1 for women, 0 for others.</summary>
    public ReadOnlySpan<double> Female => _numbers[3].Values;

    /// <summary>Code of the therapist: an index into <see cref="Therapists"/>; -1 where unknown.</summary>
    public ReadOnlySpan<int> Therapist => ((Int32Array)_therapist.Indices).Values;

    /// <summary>Pseudonyms of the therapists, in ordinal order.</summary>
    public IReadOnlyList<string> Therapists { get; }

    /// <summary>Code of the treatment arm: an index into <see cref="Arms"/>; -1 where unknown.</summary>
    public ReadOnlySpan<int> Arm => ((Int32Array)_arm.Indices).Values;

    /// <summary>Labels of the arms, in ordinal order.</summary>
    public IReadOnlyList<string> Arms { get; }

    /// <summary>Names of the further covariates, in ordinal order.</summary>
    public IReadOnlyList<string> Covariates { get; }

    /// <summary>A declared covariate; NaN where missing.</summary>
    /// <exception cref="ArgumentException">The study has no covariate of that name.</exception>
    public ReadOnlySpan<double> Covariate(string name)
    {
        for (var i = 0; i < Covariates.Count; i++)
            if (Covariates[i] == name)
                return _covariates[i].Values;
        throw new ArgumentException($"found covariate '{name}', expected one of: {string.Join(", ", Covariates)}", nameof(name));
    }

    internal StringArray Ids => _ids;
}
