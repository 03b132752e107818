using System.Globalization;
using IpdEngine.Stage1;
using IpdEngine.Tests.Stage1;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.TwoStage;

/// <summary>End to end from scores to pooled effects, held to lavaan, lme4 and metafor (expected_pooled.csv and its multivariate sister).</summary>
public sealed class CorpusAnalysisTests
{
    private static readonly Lazy<RunResult> s_result = new(() => Run(1));

    private static RunResult Run(int workers, Plan? plan = null, bool reversed = false) => Analysis.Run(
        [.. (reversed ? ExpectedCorpus.Reversed() : ExpectedCorpus.Panels).Values.OrderByDescending(p => reversed ? p.Facts.Study : "")],
        [], plan ?? new Plan(), workers, null, CancellationToken.None);

    [Fact]
    public void Pooled_effects_agree_with_R_within_two_hundredths_of_a_standard_error_and_their_errors_within_a_hundredth()
    {
        var rows = ExpectedCorpus.Rows("expected_pooled.csv").ToList();
        foreach (var row in rows)
        {
            var effect = row["effect"].Replace(" (z)", "", StringComparison.Ordinal);
            var pool = s_result.Value.Pools.Single(p => p.Model == row["model"] && p.Effect == effect && p.Pool == "primary");
            var b = pool.Fit!.Coefficients[0];
            var error = ExpectedCorpus.Number(row["se"]);
            Assert.Equal(row["k"], pool.Fit.K.ToString(CultureInfo.InvariantCulture));
            Assert.True(Math.Abs(b.Estimate - ExpectedCorpus.Number(row["b"])) < 0.02 * error, $"{row["model"]} {effect}: found {b.Estimate}, R has {row["b"]}");
            Assert.True(Math.Abs(b.StandardError / error - 1) < 0.01, $"{row["model"]} {effect}: found se {b.StandardError}, R has {row["se"]}");
        }
        Assert.Equal(12, rows.Count);
    }

    [Fact]
    public void The_four_lags_pooled_together_agree_with_R()
    {
        var fit = s_result.Value.Multivariate.Single(m => m.Model == "riclpm").Fit!;
        foreach (var row in ExpectedCorpus.Rows("expected_pooled_multivariate.csv"))
        {
            var b = fit.Coefficients.Single(c => c.Term == row["effect"]);
            var error = ExpectedCorpus.Number(row["se"]);
            var place = EffectDefinition.Lags.ToList().IndexOf(row["effect"]);
            Assert.True(Math.Abs(b.Estimate - ExpectedCorpus.Number(row["b"])) < 0.02 * error);
            Assert.Equal(1, Math.Sqrt(fit.Covariance[place, place]) / error, 0.01);
        }
    }

    [Fact]
    public void Every_claim_is_shown_by_the_corpus_that_was_made_to_show_it() =>
        Assert.Equal(["2a", "2b", "3a", "3b", "4a", "4b"], s_result.Value.Claims.Where(c => c.Shown == true).Select(c => c.Id));

    [Fact]
    public void Workers_row_order_and_study_order_change_no_bit()
    {
        var one = s_result.Value;
        var other = Run(4, reversed: true);
        Assert.Equal(one.Estimates.Select(e => (e.Study, e.Model, e.Variant)), other.Estimates.Select(e => (e.Study, e.Model, e.Variant)));
        for (var i = 0; i < one.Estimates.Count; i++)
        {
            Assert.Equal(one.Estimates[i].Estimates, other.Estimates[i].Estimates);
            Assert.Equal(one.Estimates[i].Covariance, other.Estimates[i].Covariance);
            Assert.Equal(one.Estimates[i].Rows, other.Estimates[i].Rows);
        }
        Assert.Equal(one.Pools.Select(p => p.Fit?.Coefficients[0]), other.Pools.Select(p => p.Fit?.Coefficients[0]));
        Assert.Equal(one.Studies.Select(s => s.ContentHash), other.Studies.Select(s => s.ContentHash));
    }

    [Fact]
    public void A_study_with_another_lag_is_out_of_the_lag_pools_with_its_reason_and_in_the_converted_one()
    {
        var result = Run(2, new Plan { Models = ["riclpm"], ConvertLags = true });
        var primary = result.Pools.Single(p => p.Effect == "as" && p.Pool == "primary");
        var converted = result.Pools.Single(p => p.Effect == "as" && p.Pool == "converted");
        var left = primary.Members.Single(m => !m.Included);
        Assert.Equal("trial16", left.Study);
        Assert.Contains("lag-2", left.Reason, StringComparison.Ordinal);
        Assert.Equal(primary.Fit!.K + 1, converted.Fit!.K);
    }

    [Fact]
    public void An_excluded_study_is_listed_with_its_reason_and_a_moderator_is_fitted_beside_the_plain_pool()
    {
        var result = Run(2, new Plan { Models = ["association"], Exclude = ["trial03"], Moderators = ["alliance_instrument", "country"] });
        Assert.Equal("excluded by the plan", result.Studies.Single(s => s.Facts.Study == "trial03").Refusal);
        var plain = result.Pools.Single(p => p.Effect == "r" && p.Pool == "primary");
        Assert.Equal(16, plain.Fit!.K);
        Assert.Equal("excluded by the plan", plain.Members.Single(m => m.Study == "trial03").Reason);
        var moderated = result.Pools.Single(p => p.Effect == "r" && p.Pool == "moderator country");
        Assert.True(moderated.Fit is not null || moderated.Refusal is not null);
        Assert.Equal(16, plain.LeaveOneOut.Count);
    }

    [Fact]
    public void A_lag_two_matrix_that_is_a_square_converts_to_its_root_with_the_delta_method_covariance()
    {
        double[] root = [0.5, -0.12, 0.6, -0.2];
        var squared = Square(root);
        var fit = Fit(squared);
        var (converted, reason) = LagConversion.ToLagOne(fit);
        Assert.Equal("", reason);
        for (var i = 0; i < 4; i++)
            Assert.Equal(root[i], converted!.Estimates[i], 1e-12);

        // Jacobian of the square at the root is the inverse of the conversion's: their sandwich must give back the given covariance.
        var jacobian = new double[4, 4];
        for (var j = 0; j < 4; j++)
        {
            double[] up = [.. root], down = [.. root];
            (up[j], down[j]) = (up[j] + 1e-6, down[j] - 1e-6);
            double[] high = Square(up), low = Square(down);
            for (var i = 0; i < 4; i++)
                jacobian[i, j] = (high[i] - low[i]) / 2e-6;
        }
        for (var r = 0; r < 4; r++)
            for (var c = 0; c < 4; c++)
            {
                var back = 0.0;
                for (var k = 0; k < 4; k++)
                    for (var l = 0; l < 4; l++)
                        back += jacobian[r, k] * converted!.Covariance[k, l] * jacobian[c, l];
                Assert.Equal(fit.Covariance[r, c], back, 1e-9);
            }
    }

    [Fact]
    public void A_lag_matrix_with_a_negative_eigenvalue_has_no_root_and_says_so()
    {
        var (converted, reason) = LagConversion.ToLagOne(Fit([0.1, 0.6, 0.1, 0.5]));
        Assert.Null(converted);
        Assert.Contains("eigenvalues", reason, StringComparison.Ordinal);
    }

    private static double[] Square(double[] lags)
    {
        var (aa, sa, ss, alliance) = (lags[0], lags[1], lags[2], lags[3]);
        return [aa * aa + sa * alliance, aa * sa + sa * ss, alliance * sa + ss * ss, alliance * aa + ss * alliance];
    }

    private static StudyEstimate Fit(double[] lags) => new()
    {
        Study = "s",
        Model = "riclpm",
        Variant = "free",
        Status = new(FitStatusCode.Ok, ""),
        Participants = 100,
        Pairs = 300,
        Waves = 4,
        Lag = 2,
        Terms = EffectDefinition.Lags,
        Estimates = lags,
        Covariance = new[,] { { 0.04, 0.01, 0, 0.005 }, { 0.01, 0.03, 0.002, 0 }, { 0, 0.002, 0.02, -0.004 }, { 0.005, 0, -0.004, 0.05 } },
        Rows = [],
    };
}
