using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>The rows of one direction: the outcome at t, both constructs at t - 1, each within its person and in within-person standard deviations.</summary>
/// <remarks>A row enters where y_t, y_{t-1} and x_{t-1} are observed; the lag is one session by number, so a missing session breaks the pair.</remarks>
internal sealed class LaggedRows
{
    private LaggedRows(List<int> person, List<double> session, List<double> y, List<double> x, List<double> lag)
    {
        (Person, Session, Y, X, Lag) = ([.. person], [.. session], [.. y], [.. x], [.. lag]);
        for (var i = 0; i < Person.Length; i++)
            if (i == 0 || Person[i] != Person[i - 1])
                Participants++;
    }

    internal int Count => Person.Length;

    /// <summary>Participants with a row.</summary>
    internal int Participants { get; }

    /// <summary>Row of the person in the participant table; never falls.</summary>
    internal int[] Person { get; }

    /// <summary>t, as the study numbers it.</summary>
    internal double[] Session { get; }

    /// <summary>y_t / SD_w(y).</summary>
    internal double[] Y { get; }

    /// <summary>(x_{t-1} - person mean) / SD_w(x).</summary>
    internal double[] X { get; }

    /// <summary>(y_{t-1} - person mean) / SD_w(y).</summary>
    internal double[] Lag { get; }

    internal static LaggedRows Of(
        SessionTable sessions, AdjacentSessions pairs, ReadOnlySpan<double> outcome, PersonMeans outcomeMeans, ReadOnlySpan<double> predictor, PersonMeans predictorMeans)
    {
        var participant = sessions.Participant;
        var session = sessions.Session;
        List<int> person = [];
        List<double> time = [], y = [], x = [], lag = [];
        for (var i = 0; i < pairs.Later.Length; i++)
        {
            var (before, now) = (pairs.Earlier[i], pairs.Later[i]);
            if (double.IsNaN(outcome[now] + outcome[before] + predictor[before]))
                continue;
            var who = participant[now];
            person.Add(who);
            time.Add(session[now]);
            y.Add(outcome[now] / outcomeMeans.Within);
            x.Add((predictor[before] - predictorMeans[who]) / predictorMeans.Within);
            lag.Add((outcome[before] - outcomeMeans[who]) / outcomeMeans.Within);
        }

        return new LaggedRows(person, time, y, x, lag);
    }
}
