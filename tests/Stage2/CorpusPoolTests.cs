using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>The committed stage-1 rows of the corpus give metafor's pools (pool.R, metafor 3.8-1, threshold 1e-12).</summary>
public sealed class CorpusPoolTests
{
    public static TheoryData<string, string> Pools()
    {
        var pools = new TheoryData<string, string>();
        var expected = new CorpusRows("expected_pooled.csv");
        foreach (var row in expected.Rows)
            pools.Add(expected.Text(row, "model"), expected.Text(row, "effect"));
        return pools;
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Every_pool_of_the_corpus_agrees_with_metafor(string model, string effect)
    {
        var expected = new CorpusRows("expected_pooled.csv");
        var row = expected.Rows.Single(r => expected.Text(r, "model") == model && expected.Text(r, "effect") == effect);
        var effects = CorpusEffects.Univariate(model, effect);
        var guarded = RandomEffects.Fit(effects, new PoolOptions()).Value;
        var plain = RandomEffects.Fit(effects, new PoolOptions(Test: PoolTest.Knha)).Value;

        Assert.Equal((int)expected.Number(row, "k"), guarded.K);
        Near("b", guarded.Coefficients[0].Estimate);
        Near("se", guarded.Coefficients[0].StandardError);
        Near("ci.lb", guarded.Coefficients[0].ConfLow);
        Near("ci.ub", guarded.Coefficients[0].ConfHigh);
        Near("p", guarded.Coefficients[0].PValue);
        Near("Q", guarded.Q);
        Near("pi.lb", guarded.Prediction!.Low);
        Near("pi.ub", guarded.Prediction.High);
        Near("se.knha", plain.Coefficients[0].StandardError);
        Near("ci.lb.knha", plain.Coefficients[0].ConfLow);
        Near("ci.ub.knha", plain.Coefficients[0].ConfHigh);
        Near("p.knha", plain.Coefficients[0].PValue);
        // Where the likelihood is highest at zero metafor halves its steps towards it and stops 1e-13 short; ours is zero itself.
        if (expected.Number(row, "tau2") < 1e-12)
        {
            Assert.Equal(0, guarded.Tau2);
            Assert.Equal(0, guarded.I2);
        }
        else
        {
            Near("tau2", guarded.Tau2);
            Near("I2", guarded.I2);
        }

        void Near(string column, double found)
        {
            var value = expected.Number(row, column);
            Assert.True(Math.Abs(found - value) <= 1e-5 * Math.Abs(value), $"{column}: found {found:G17}, expected {value:G17}");
        }
    }
}
