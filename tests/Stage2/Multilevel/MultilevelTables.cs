using System.Globalization;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage2;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>Simulated tables of dependent effects, drawn from counter-based streams.</summary>
internal static class MultilevelTables
{
    /// <summary>Studies of one to four effects each on up to four outcomes, some crossed by laboratory, sampling correlation within studies.</summary>
    public static DependentEffects Draw(ulong seed, BetweenStructure structure, int studies = 12, bool effects = true)
    {
        var draw = new Philox(seed, 7);
        List<string> study = [], outcome = [], effect = [], laboratory = [];
        List<double> yi = [], vi = [], x = [];
        for (var s = 0; s < studies; s++)
        {
            var n = 2 + draw.NextBelow(3);
            var (level, covariate) = (0.3 * draw.NextNormal(), draw.NextNormal());
            var lab = draw.NextBelow(5);
            for (var j = 0; j < n; j++)
            {
                var v = 0.02 + 0.05 * draw.NextUniform();
                study.Add($"s{s:D2}");
                outcome.Add($"o{j}");
                laboratory.Add($"l{lab}");
                effect.Add(yi.Count.ToString("D3", CultureInfo.InvariantCulture));
                vi.Add(v);
                x.Add(covariate + 0.3 * draw.NextNormal());
                yi.Add(0.2 + level + 0.2 * draw.NextNormal() + Math.Sqrt(v) * draw.NextNormal());
            }
        }
        // With one effect an outcome and study, a variance an effect is what the variances of outcomes are already: only derivatives want both.
        var terms = new List<RandomTerm> { new("outcome | study", study, outcome, structure), RandomTerm.Intercept("laboratory", laboratory) };
        if (effects)
            terms.Insert(1, RandomTerm.Intercept("effect", effect));
        return new DependentEffects(effect, [.. yi], SamplingCovariance.FromCorrelation(vi, study, 0.4),
            [DependentEffects.Intercept(yi.Count), KeyValuePair.Create("x", x.ToArray())], terms);
    }

    /// <summary>The same rows in another order.</summary>
    public static DependentEffects Shuffled(DependentEffects table, ulong seed)
    {
        var draw = new Philox(seed, 1);
        var rows = Enumerable.Range(0, table.K).ToArray();
        for (var i = rows.Length - 1; i > 0; i--)
        {
            var j = draw.NextBelow(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
        return table.Rows(rows);
    }
}
