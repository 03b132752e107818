using IpdEngine.Stage2;

namespace IpdEngine.Tests.Stage2;

/// <summary>The committed stage-1 rows of the corpus as tables of effects, as pool.R makes them.</summary>
internal static class CorpusEffects
{
    public static readonly string[] Lags = ["aa", "sa", "ss", "as"];

    public static EffectTable Univariate(string model, string effect)
    {
        var file = new CorpusRows($"expected_{model}.csv");
        var rows = file.Rows.AsEnumerable();
        Func<string[], double> y, v;
        switch (model)
        {
            case "riclpm":
                rows = rows.Where(r => file.Text(r, "study") != "trial16");
                (y, v) = (r => file.Number(r, effect), r => Math.Pow(file.Number(r, $"se.{effect}"), 2));
                break;
            case "multilevel":
                rows = rows.Where(r => file.Text(r, "direction") == effect);
                (y, v) = (r => file.Number(r, "cross"), r => Math.Pow(file.Number(r, "se"), 2));
                break;
            case "crosslevel":
                var parts = effect.Split(' ');
                rows = rows.Where(r => file.Text(r, "direction") == parts[0]);
                (y, v) = (r => file.Number(r, parts[1]), r => Math.Pow(file.Number(r, $"se.{parts[1]}"), 2));
                break;
            default:
                var partial = effect.StartsWith("partial", StringComparison.Ordinal);
                (y, v) = (r => Math.Atanh(file.Number(r, partial ? "partial.r" : "r")), r => 1 / (file.Number(r, "n") - (partial ? 4 : 3)));
                break;
        }
        var chosen = rows.ToList();
        return new EffectTable([.. chosen.Select(r => file.Text(r, "study"))], [.. chosen.Select(y)], [.. chosen.Select(v)]);
    }

    public static EffectVectorTable Multivariate()
    {
        var file = new CorpusRows("expected_riclpm.csv");
        var rows = file.Rows.Where(r => file.Text(r, "study") != "trial16").ToList();
        return new EffectVectorTable(
            [.. rows.Select(r => file.Text(r, "study"))],
            Lags,
            [.. rows.Select(r => Lags.Select(l => file.Number(r, l)).ToArray())],
            [.. rows.Select(r => Covariance(file, r))]);
    }

    private static double[,] Covariance(CorpusRows file, string[] row)
    {
        var s = new double[4, 4];
        for (var a = 0; a < 4; a++)
            for (var b = a; b < 4; b++)
                s[a, b] = s[b, a] = a == b
                    ? Math.Pow(file.Number(row, $"se.{Lags[a]}"), 2)
                    : file.Number(row, $"cov.{Lags[a]}.{Lags[b]}");
        return s;
    }
}
