using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Panels;

/// <summary>Scores laid out for a panel model: a study's divided by the SD of all its scores of the construct in the window, a table's as they are.</summary>
/// <remarks>The scale changes log L by a constant and nothing standardised at all; it keeps numbers of one size together.</remarks>
internal sealed class PanelData
{
    private PanelData(int[] sessions, double[] wide, int[] clusters, double allianceSd, double symptomSd)
    {
        Sessions = sessions;
        Wide = wide;
        Clusters = clusters;
        AllianceSd = allianceSd;
        SymptomSd = symptomSd;
        Scores = ScoreColumns.Of(sessions);
    }

    /// <summary>Names of the columns.</summary>
    public ScoreColumns Scores { get; private init; }

    /// <summary>Covariates and auxiliary variables.</summary>
    public PersonVariables Persons { get; init; } = PersonVariables.None;

    /// <summary>Session numbers of the waves.</summary>
    public int[] Sessions { get; }

    /// <summary>persons x 2T, alliance and symptom by turns, in units of the layout; NaN where missing.</summary>
    public double[] Wide { get; }

    /// <summary>Therapist of each person, one of their own where unknown; empty where not asked for.</summary>
    public int[] Clusters { get; }

    /// <summary>SD (n - 1) of all alliance scores in the window, instrument units: the unit of the layout. 1 for a table in its own units.</summary>
    public double AllianceSd { get; }

    /// <summary>The same of the symptom scores.</summary>
    public double SymptomSd { get; }

    /// <summary>Lays out a study.</summary>
    public static PanelData Of(StudyPanel study, WideScores scores, bool clustered)
    {
        var clusters = clustered ? new int[scores.Rows] : [];
        for (var row = 0; row < clusters.Length; row++)
        {
            var therapist = study.Participants.Therapist[scores.Participant[row]];
            clusters[row] = therapist >= 0 ? therapist : study.Participants.Therapists.Count + row;
        }

        return Of([.. scores.Waves.Sessions], scores.Alliance, scores.Symptom, clusters);
    }

    /// <summary>The same with variables of persons.</summary>
    public PanelData With(PersonVariables persons) => new(Sessions, Wide, Clusters, AllianceSd, SymptomSd) { Scores = Scores, Persons = persons };

    /// <summary>Some of the persons.</summary>
    public PanelData Of(IReadOnlyList<int> rows)
    {
        double[] Rows(double[] values, int width) => [.. rows.SelectMany(row => values.Skip(row * width).Take(width))];
        return new PanelData(Sessions, Rows(Wide, 2 * Sessions.Length), Clusters.Length == 0 ? [] : [.. rows.Select(row => Clusters[row])], AllianceSd, SymptomSd)
        {
            Scores = Scores,
            Persons = Persons with { Values = Rows(Persons.Values, Persons.Count) },
        };
    }

    /// <summary>Lays out plain columns: two persons x T tables.</summary>
    public static PanelData Of(int[] sessions, ReadOnlySpan<double> alliance, ReadOnlySpan<double> symptom, int[] clusters)
    {
        var (allianceSd, symptomSd) = (StandardDeviation(alliance), StandardDeviation(symptom));
        var waves = sessions.Length;
        var persons = waves == 0 ? 0 : alliance.Length / waves;
        var wide = new double[persons * 2 * waves];
        for (var cell = 0; cell < persons * waves; cell++)
        {
            wide[2 * cell] = alliance[cell] / allianceSd;
            wide[2 * cell + 1] = symptom[cell] / symptomSd;
        }

        return new PanelData(sessions, wide, clusters, allianceSd, symptomSd);
    }

    /// <summary>The data by missing-data pattern.</summary>
    public PatternTable Patterns(bool incomplete)
    {
        var (scores, extra) = (2 * Sessions.Length, Persons.Count);
        if (extra == 0)
            return PatternBuilder.Build(Wide, scores, Clusters, completeOnly: !incomplete);
        var rows = Wide.Length / scores;
        var all = new double[rows * (scores + extra)];
        for (var row = 0; row < rows; row++)
        {
            Wide.AsSpan(row * scores, scores).CopyTo(all.AsSpan(row * (scores + extra)));
            var target = all.AsSpan(row * (scores + extra) + scores, extra);

            // A person without any score is no part of the sample, whatever else is known.
            if (Wide.AsSpan(row * scores, scores).ContainsAnyExcept(double.NaN))
                Persons.Values.AsSpan(row * extra, extra).CopyTo(target);
            else
                target.Fill(double.NaN);
        }

        return PatternBuilder.Build(all, scores + extra, Clusters, completeOnly: !incomplete);
    }

    /// <summary>Lays out a table in its own units: rows x 2T, the constructs by turns.</summary>
    public static PanelData Plain(int[] waves, ScoreColumns scores, ReadOnlySpan<double> wide, ReadOnlySpan<int> clusters, PersonVariables persons) =>
        new(waves, wide.ToArray(), clusters.ToArray(), 1, 1) { Scores = scores, Persons = persons };

    /// <summary>Instrument units in a unit of the layout.</summary>
    public double Unit(char construct) => construct == 'a' ? AllianceSd : SymptomSd;

    /// <summary>Variance of all scores of construct <c>a</c> or <c>s</c>, in the units of the layout.</summary>
    public double Variance(char construct)
    {
        var (mean, count, squares) = (Mean(construct), 0, 0.0);
        for (var cell = construct == 'a' ? 0 : 1; cell < Wide.Length; cell += 2)
        {
            if (double.IsNaN(Wide[cell]))
                continue;
            count++;
            squares += (Wide[cell] - mean) * (Wide[cell] - mean);
        }

        return squares / (count - 1);
    }

    /// <summary>Some of the columns, rows x places.Length.</summary>
    public double[] Columns(int[] places)
    {
        var width = 2 * Sessions.Length;
        var chosen = new double[Wide.Length / width * places.Length];
        for (var cell = 0; cell < chosen.Length; cell++)
            chosen[cell] = Wide[cell / places.Length * width + places[cell % places.Length]];
        return chosen;
    }

    /// <summary>Mean of all scores of a construct, in the units of the layout.</summary>
    public double Mean(char construct)
    {
        var (count, sum) = (0, 0.0);
        for (var cell = construct == 'a' ? 0 : 1; cell < Wide.Length; cell += 2)
        {
            if (double.IsNaN(Wide[cell]))
                continue;
            count++;
            sum += Wide[cell];
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private static double StandardDeviation(ReadOnlySpan<double> values)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            count++;
            sum += value;
        }

        foreach (var value in values)
            if (!double.IsNaN(value))
                squares += (value - sum / count) * (value - sum / count);
        return count < 2 ? double.NaN : Math.Sqrt(squares / (count - 1));
    }
}
