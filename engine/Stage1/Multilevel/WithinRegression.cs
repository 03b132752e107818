using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>All that one study says of a within-person lag in the main multilevel model: sums of outcome and predictor cleared of the study's own covariates.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Direction"><c>as</c> alliance -&gt; symptom, <c>sa</c> symptom -&gt; alliance.</param>
/// <param name="Rows">Rows n of the study.</param>
/// <param name="Covariates">Rank r of the study's own columns: intercept, lagged outcome, both person means, session.</param>
/// <param name="Sxx">Squares of the cleared predictor.</param>
/// <param name="Sxy">Products of cleared predictor and outcome.</param>
/// <param name="Syy">Squares of the cleared outcome.</param>
public sealed record WithinLag(string Study, string Direction, int Rows, int Covariates, double Sxx, double Sxy, double Syy);

/// <summary>Clears the within-person predictor and outcome of a study of its own covariates (Frisch and Waugh 1933), for a model of all studies at once.</summary>
public static class WithinRegression
{
    private const int Columns = 5;
    private const double Dependent = 1e-9;

    /// <summary>Both directions of a study; a direction that cannot be fitted is not among them.</summary>
    /// <param name="panel">The study.</param>
    /// <param name="window">Sessions that are analysed.</param>
    public static IReadOnlyList<WithinLag> Of(StudyPanel panel, SessionWindow window)
    {
        ArgumentNullException.ThrowIfNull(panel);
        var study = new WithinBetween(panel, window);
        var lags = new List<WithinLag>();
        foreach (var direction in (LagDirection[])[LagDirection.AllianceToSymptom, LagDirection.SymptomToAlliance])
        {
            var rows = study.Rows(direction);
            if (study.Refuse(rows) is null && Clear(study, direction, rows) is { } lag)
                lags.Add(lag);
        }
        return lags;
    }

    private static WithinLag? Clear(WithinBetween study, LagDirection direction, LaggedRows rows)
    {
        var n = rows.Count;
        double[][] z = [.. Enumerable.Range(0, Columns).Select(_ => new double[n])];
        for (var i = 0; i < n; i++)
        {
            var who = rows.Person[i];
            (z[0][i], z[1][i], z[2][i]) = (1, rows.Lag[i], study.Alliance[who] - study.Alliance.Grand);
            (z[3][i], z[4][i]) = (study.Symptom[who] - study.Symptom.Grand, rows.Session[i]);
        }
        var basis = new List<double[]>();
        foreach (var column in z)
        {
            var before = Dot(column, column);
            // Twice is enough (Giraud, Langou and Rozloznik 2005).
            Remove(basis, column);
            Remove(basis, column);
            var after = Dot(column, column);
            if (!(after > Dependent * before))
                continue;
            var scale = 1 / Math.Sqrt(after);
            for (var i = 0; i < n; i++)
                column[i] *= scale;
            basis.Add(column);
        }
        var (x, y) = (rows.X.ToArray(), rows.Y.ToArray());
        foreach (var vector in (double[][])[x, y])
        {
            Remove(basis, vector);
            Remove(basis, vector);
        }
        var squares = Dot(x, x);
        return squares > Dependent * Dot(rows.X, rows.X) && n > basis.Count + 1
            ? new WithinLag(study.Facts.Study, direction.Name, n, basis.Count, squares, Dot(x, y), Dot(y, y))
            : null;
    }

    private static void Remove(List<double[]> basis, double[] vector)
    {
        foreach (var direction in basis)
        {
            var share = Dot(direction, vector);
            for (var i = 0; i < vector.Length; i++)
                vector[i] -= share * direction[i];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
