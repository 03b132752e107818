using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>One construct taken apart into person means over the window's sessions and deviations from them.</summary>
/// <remarks>
/// SD_w = sqrt(sum of squared deviations / (observations - persons with at least one)). The between part is over the persons with a mean:
/// its average, and its standard deviation with denominator persons - 1.
/// </remarks>
internal sealed class PersonMeans
{
    private readonly double[] _means;

    private PersonMeans(double[] means, int observations, double squares)
    {
        _means = means;
        var (persons, sum) = (0, 0.0);
        foreach (var mean in means)
            if (!double.IsNaN(mean))
                (persons, sum) = (persons + 1, sum + mean);
        Grand = sum / persons;
        var spread = 0.0;
        foreach (var mean in means)
            if (!double.IsNaN(mean))
                spread += (mean - Grand) * (mean - Grand);
        (Persons, Observations) = (persons, observations);
        Between = Math.Sqrt(spread / (persons - 1));
        Within = Math.Sqrt(squares / (observations - persons));
    }

    /// <summary>Persons with at least one score.</summary>
    internal int Persons { get; }

    /// <summary>Scores.</summary>
    internal int Observations { get; }

    /// <summary>SD_w: 0 or NaN where the scores do not vary within persons.</summary>
    internal double Within { get; }

    /// <summary>Mean of the person means.</summary>
    internal double Grand { get; }

    /// <summary>Standard deviation of the person means: 0 or NaN where they do not vary.</summary>
    internal double Between { get; }

    /// <summary>A person's mean; NaN without a score in the window.</summary>
    internal double this[int person] => _means[person];

    internal static PersonMeans Of(StudyPanel panel, ReadOnlySpan<double> scores, SessionWindow window)
    {
        var session = panel.Sessions.Session;
        var means = new double[panel.Participants.Count];
        var (observations, squares) = (0, 0.0);
        for (var person = 0; person < means.Length; person++)
        {
            var (first, rows) = panel.Sessions.RowsOf(person);
            var (count, sum) = (0, 0.0);
            for (var row = first; row < first + rows; row++)
                if (window.Contains(session[row]) && !double.IsNaN(scores[row]))
                    (count, sum) = (count + 1, sum + scores[row]);
            means[person] = count == 0 ? double.NaN : sum / count;
            observations += count;
            for (var row = first; row < first + rows; row++)
                if (window.Contains(session[row]) && !double.IsNaN(scores[row]))
                    squares += (scores[row] - means[person]) * (scores[row] - means[person]);
        }

        return new PersonMeans(means, observations, squares);
    }
}
