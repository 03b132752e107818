using System.Text.Json;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>The bootstrap: its draws, its fits, its intervals (boot's and lavaan's: bootstrap_intervals.R), its failures.</summary>
public class BootstrapTests
{
    [Fact]
    public void Intervals_are_those_of_boot_and_lavaan()
    {
        var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "bootstrap_intervals.json"))).RootElement.GetProperty("cases");
        Assert.Equal(24, cases.GetArrayLength());
        foreach (var expected in cases.EnumerateArray())
        {
            double[] Numbers(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
            var found = BootstrapStatistic.Of("t", expected.GetProperty("estimate").GetDouble(), Numbers("draws"), expected.GetProperty("level").GetDouble());
            Assert.Equal(expected.GetProperty("se").GetDouble(), found.StandardError, 1e-12);
            double[] percentile = Numbers("percentile"), corrected = Numbers("bias_corrected");
            Assert.Equal(percentile[0], found.Percentile.Low, 1e-9);
            Assert.Equal(percentile[1], found.Percentile.High, 1e-9);
            Assert.Equal(corrected[0], found.BiasCorrected.Low, 1e-9);
            Assert.Equal(corrected[1], found.BiasCorrected.High, 1e-9);
        }
    }

    [Fact]
    public void An_estimate_below_every_draw_has_no_bias_corrected_interval()
    {
        var found = BootstrapStatistic.Of("t", -1, [.. Enumerable.Range(1, 50).Select(i => (double)i)], 0.95);
        Assert.True(double.IsNaN(found.BiasCorrected.Low) && double.IsNaN(found.BiasCorrected.High) && found.Percentile.Low > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("therapist")]
    public void A_draw_is_the_fit_to_the_rows_that_were_drawn(string cluster)
    {
        var wide = Wide.Read("trial13");
        var model = ModelStructure.Of(ParameterTable.Of(Wide.Syntax("riclpm_3")), ["a1", "s1", "a2", "s2", "a3", "s3"]);
        var data = wide.Columns(["a1", "s1", "a2", "s2", "a3", "s3"]);
        var clusters = cluster.Length > 0 ? wide.Integers(cluster) : [];
        var table = PatternBuilder.Build(data, 6, clusters);
        var counts = Resample.Counts(Resample.Units(table), 7, 3);
        Assert.Equal(Resample.Units(table), counts.Sum());
        Assert.Contains(counts, count => count > 1);

        // The same rows by another way: written out one by one and sorted anew.
        List<double> rows = [];
        List<int> labels = [];
        for (var row = 0; row < table.Count; row++)
        {
            var unit = cluster.Length > 0 ? table.Clusters[row] : row;
            for (var copy = 0; copy < counts[unit]; copy++)
            {
                var pattern = table.Patterns.Single(p => row >= p.First && row < p.First + p.Count);
                rows.AddRange(Enumerable.Range(0, 6).Select(column => pattern.Mask[column] == 0 ? double.NaN : table.Rows[row * table.Stride + column]));
                labels.Add(unit * 1000 + copy);
            }
        }

        var (drawn, written) = (Resample.Of(table, counts), PatternBuilder.Build(rows.ToArray(), 6, cluster.Length > 0 ? labels.ToArray() : []));
        Assert.Equal((written.Count, written.PatternCount, written.ClusterCount), (drawn.Count, drawn.PatternCount, drawn.ClusterCount));
        var options = new SemOptions { Robust = true };
        var (one, other) = (new SemEstimator(drawn).Fit(model, options), new SemEstimator(written).Fit(model, options));
        for (var i = 0; i < one.Estimates.Length; i++)
        {
            Assert.Equal(other.Estimates[i], one.Estimates[i], 1e-7);
            Assert.Equal(other.Covariance![i * one.Estimates.Length + i], one.Covariance![i * one.Estimates.Length + i], 1e-7);
        }
    }

    [Fact]
    public void Draws_are_the_same_bits_whatever_the_row_order_and_the_number_of_workers()
    {
        static string Written((StudyEstimate Estimate, BootstrapResult? Draws) result) => string.Join(
            ' ', result.Draws!.Draws.SelectMany(draw => draw.Values).Concat(result.Draws.Statistics.Select(s => s.BiasCorrected.Low)).Select(BitConverter.DoubleToInt64Bits));
        var (options, reversed) = (new BootstrapOptions(12, 2020), ExpectedCorpus.Reversed());
        foreach (var cluster in new[] { "none", "therapist" })
        {
            var panel = new PanelOptions { Cluster = cluster };
            var one = Written(PanelBootstrap.Of(ExpectedCorpus.Panels["trial13"], "riclpm", panel, options));
            Assert.Equal(one, Written(PanelBootstrap.Of(reversed["trial13"], "riclpm", panel, options with { Workers = 3 })));
        }
    }

    [Fact]
    public void The_first_draws_of_a_long_bootstrap_are_those_of_a_short_one()
    {
        var study = ExpectedCorpus.Panels["trial16"];
        var (_, few) = PanelBootstrap.Of(study, "riclpm", new PanelOptions(), new BootstrapOptions(5, 9));
        var (_, many) = PanelBootstrap.Of(study, "riclpm", new PanelOptions(), new BootstrapOptions(8, 9));
        Assert.Equal(few!.Draws.SelectMany(d => d.Values), many!.Draws.Take(5).SelectMany(d => d.Values));
    }

    [Fact]
    public void Bootstrap_errors_of_a_large_study_are_near_the_sandwich()
    {
        var (estimate, draws) = PanelBootstrap.Of(ExpectedCorpus.Panels["trial05"], "riclpm", new PanelOptions(), new BootstrapOptions(400, 1, Workers: 2));
        Assert.Equal(400, draws!.Statuses.Single(s => s.Key == "ok").Value);
        for (var lag = 0; lag < 4; lag++)
        {
            // 400 draws know a standard error to 3.5 %.
            Assert.Equal(1, draws.Statistics[lag].StandardError / estimate.StandardError(PanelLayout.LagNames[lag]), 0.15);
            Assert.Equal(estimate.Estimates[lag], draws.Statistics[lag].Estimate, 1e-9);
        }
    }

    [Fact]
    public void Draws_that_fail_are_counted_by_their_status()
    {
        var (_, draws) = PanelBootstrap.Of(ExpectedCorpus.Panels["trial17"], "riclpm", new PanelOptions(), new BootstrapOptions(60, 1));
        Assert.Equal(60, draws!.Statuses.Sum(s => s.Value));
        Assert.Contains(draws.Statuses, s => s.Key == "inadmissible" && s.Value > 0);
        Assert.Contains(draws.Statuses, s => s.Key == "boundary" && s.Value > 0);
        Assert.All(draws.Statistics, s => Assert.InRange(s.Usable, 30, 60));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        var study = ExpectedCorpus.Panels["trial16"];
        foreach (var options in new[] { new BootstrapOptions(0), new BootstrapOptions(Level: 1), new BootstrapOptions(Workers: 0) })
            Assert.Throws<ArgumentException>(() => PanelBootstrap.Of(study, "riclpm", new PanelOptions(), options));
    }
}
