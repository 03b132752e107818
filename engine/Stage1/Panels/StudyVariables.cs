using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Panels;

/// <summary>Takes persons' variables of a study, each divided by its SD (n - 1).</summary>
internal static class StudyVariables
{
    private static readonly string[] s_own = ["intake", "outcome", "age", "female"];

    /// <summary>The variables that options name, for the persons of a window.</summary>
    /// <exception cref="ArgumentException">The study has no variable of a name.</exception>
    public static PersonVariables Of(StudyPanel study, WideScores scores, PanelOptions options)
    {
        string[] names = [.. options.Covariates, .. options.Auxiliary];
        var (values, units) = (new double[scores.Rows * names.Length], new double[names.Length]);
        for (var i = 0; i < names.Length; i++)
        {
            var column = Column(study.Participants, names[i]);
            for (var row = 0; row < scores.Rows; row++)
                values[row * names.Length + i] = column[scores.Participant[row]];
            units[i] = StandardDeviation(values, i, names.Length);
            for (var row = 0; row < scores.Rows; row++)
                values[row * names.Length + i] /= units[i];
        }

        return new PersonVariables(options.Covariates, options.Auxiliary, values, units);
    }

    private static ReadOnlySpan<double> Column(ParticipantTable persons, string name) => name switch
    {
        "intake" => persons.Intake,
        "outcome" => persons.Outcome,
        "age" => persons.Age,
        "female" => persons.Female,
        _ when persons.Covariates.Contains(name) => persons.Covariate(name),
        _ => throw new ArgumentException($"found '{name}', expected a variable of the study's participants: {string.Join(", ", s_own.Concat(persons.Covariates))}", nameof(name)),
    };

    // 1 where a variable does not vary: the sample is then refused for it, by name.
    private static double StandardDeviation(double[] values, int first, int step)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        for (var cell = first; cell < values.Length; cell += step)
            (count, sum) = double.IsNaN(values[cell]) ? (count, sum) : (count + 1, sum + values[cell]);
        for (var cell = first; cell < values.Length; cell += step)
            squares += double.IsNaN(values[cell]) ? 0 : (values[cell] - sum / count) * (values[cell] - sum / count);
        return squares > 0 ? Math.Sqrt(squares / (count - 1)) : 1;
    }
}
