using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>A study as the multilevel models see it: both constructs taken apart, rows of either direction, model columns.</summary>
internal sealed class WithinBetween
{
    private const int Smallest = 20;
    private readonly StudyPanel _panel;
    private readonly AdjacentSessions _pairs;

    internal WithinBetween(StudyPanel panel, SessionWindow window)
    {
        _panel = panel;
        _pairs = AdjacentSessions.Of(panel.Sessions, window);
        Alliance = PersonMeans.Of(panel, panel.Sessions.Alliance, window);
        Symptom = PersonMeans.Of(panel, panel.Sessions.Symptom, window);
    }

    internal StudyFacts Facts => _panel.Facts;

    internal PersonMeans Alliance { get; }

    internal PersonMeans Symptom { get; }

    internal LaggedRows Rows(LagDirection direction)
    {
        var sessions = _panel.Sessions;
        return direction == LagDirection.AllianceToSymptom
            ? LaggedRows.Of(sessions, _pairs, sessions.Symptom, Symptom, sessions.Alliance, Alliance)
            : LaggedRows.Of(sessions, _pairs, sessions.Alliance, Alliance, sessions.Symptom, Symptom);
    }

    /// <summary>Why a direction cannot be fitted, or null.</summary>
    internal FitStatus? Refuse(LaggedRows rows)
    {
        if (rows.Participants < Smallest)
        {
            var why = Facts.SessionLag > 1 ? $": the study measured every {Ordinal(Facts.SessionLag)} session, so no two sessions lie one apart" : "";
            return new FitStatus(FitStatusCode.TooSmall, $"found {rows.Participants} participants with an adjacent pair, expected at least {Smallest}{why}");
        }

        foreach (var (name, means) in ((string, PersonMeans)[])[("alliance", Alliance), ("symptom", Symptom)])
        {
            if (!(means.Within > 0))
                return new FitStatus(
                    FitStatusCode.TooSmall, $"found {name} without variation within persons in {means.Observations} scores of {means.Persons} participants, expected some", $"sd.within.{name}");
            if (!(means.Between > 0))
                return new FitStatus(
                    FitStatusCode.TooSmall, $"found {name} without variation between the means of {means.Persons} participants, expected some", $"sd.between.{name}");
        }

        return null;
    }

    /// <summary>y ~ x + lag_y + mean_alliance + mean_symptom + session + (1 | participant), person means centred on their average.</summary>
    internal MixedData Main(LaggedRows rows)
    {
        string[] names = ["(Intercept)", "x", "lag_y", "mean_alliance", "mean_symptom", "session"];
        var columns = new double[rows.Count * names.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            var (a, s) = (Alliance[rows.Person[i]] - Alliance.Grand, Symptom[rows.Person[i]] - Symptom.Grand);
            Put(columns, i, [1, rows.X[i], rows.Lag[i], a, s, rows.Session[i]]);
        }

        var ones = new double[rows.Count];
        Array.Fill(ones, 1);
        return new MixedData(rows.Y, columns, names, ones, ["(Intercept)"], rows.Person);
    }

    /// <summary>y ~ x * (zA + zS) + lag_y + session + (1 + x | participant), zA and zS the person means as z-scores.</summary>
    internal MixedData CrossLevel(LaggedRows rows)
    {
        string[] names = ["(Intercept)", "x", "zA", "zS", "lag_y", "session", "x:zA", "x:zS"];
        var columns = new double[rows.Count * names.Length];
        var random = new double[rows.Count * 2];
        for (var i = 0; i < rows.Count; i++)
        {
            var (who, x) = (rows.Person[i], rows.X[i]);
            var (a, s) = ((Alliance[who] - Alliance.Grand) / Alliance.Between, (Symptom[who] - Symptom.Grand) / Symptom.Between);
            Put(columns, i, [1, x, a, s, rows.Lag[i], rows.Session[i], x * a, x * s]);
            (random[2 * i], random[2 * i + 1]) = (1, x);
        }

        return new MixedData(rows.Y, columns, names, random, ["(Intercept)", "x"], rows.Person);
    }

    private static void Put(double[] columns, int row, ReadOnlySpan<double> values) => values.CopyTo(columns.AsSpan(row * values.Length));

    private static string Ordinal(int n) => n switch { 2 => "second", 3 => "third", _ => $"{n}th" };
}
