using IpdEngine.Stage2;
using IpdEngine.Stage2.SmallStudy;
using Xunit;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>What holds of every small-study method whatever the numbers.</summary>
public sealed class SmallStudyLawTests
{
    private static readonly double[] s_y = [0.9, 0.75, 0.8, 0.55, 0.5, 0.42, 0.6, 0.31, 0.35, 0.28, 0.25, 0.3, 0.1, -0.05];
    private static readonly double[] s_e = [0.45, 0.41, 0.36, 0.30, 0.27, 0.25, 0.22, 0.19, 0.16, 0.14, 0.11, 0.08, 0.2, 0.33];
    private static readonly PoolOptions s_options = new(Test: PoolTest.Z);

    private static EffectTable Table(double scale = 1, int? most = null) =>
        new([.. s_y.Take(most ?? 99).Select((_, i) => $"study {i:00}")], [.. s_y.Take(most ?? 99).Select(y => scale * y)], [.. s_e.Take(most ?? 99).Select(e => scale * scale * e * e)]);

    private static EffectTable Turned(EffectTable table) => new([.. table.Ids.Reverse()], [.. table.Yi.Reverse()], [.. table.Vi.Reverse()]);

    [Fact]
    public void The_order_of_rows_changes_no_bit()
    {
        var (table, turned) = (Table(), Turned(Table()));
        Assert.Equal(EggerTest.Of(table, new EggerOptions(), s_options).Value.Slope, EggerTest.Of(turned, new EggerOptions(), s_options).Value.Slope);
        Assert.Equal(RankCorrelation.Of(table).Value with { Warnings = [] }, RankCorrelation.Of(turned).Value with { Warnings = [] });
        Assert.Equal(TrimAndFill.Of(table, s_options).Value.Filled, TrimAndFill.Of(turned, s_options).Value.Filled);
        var (selection, again) = (StepSelection.Fit(table, new SelectionOptions()).Value, StepSelection.Fit(turned, new SelectionOptions()).Value);
        Assert.Equal(selection.Coefficients, again.Coefficients);
        Assert.Equal(selection.Intervals, again.Intervals);
        Assert.Equal(PetPeese.Of(table, new PetPeeseOptions(), s_options).Value.Estimate, PetPeese.Of(turned, new PetPeeseOptions(), s_options).Value.Estimate);
        Assert.Equal(ExcessSignificance.Of(table, s_options).Value.ExactP, ExcessSignificance.Of(turned, s_options).Value.ExactP);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e4)]
    public void The_unit_of_the_effects_changes_no_test(double scale)
    {
        var (table, scaled) = (Table(), Table(scale));
        Assert.Equal(1, EggerTest.Of(scaled, new EggerOptions(), s_options).Value.Slope.Statistic / EggerTest.Of(table, new EggerOptions(), s_options).Value.Slope.Statistic, 1e-8);
        Assert.Equal(RankCorrelation.Of(table).Value.PValue, RankCorrelation.Of(scaled).Value.PValue, 1e-12);
        Assert.Equal(TrimAndFill.Of(table, s_options).Value.Missing, TrimAndFill.Of(scaled, s_options).Value.Missing);
        var (one, other) = (StepSelection.Fit(table, new SelectionOptions()).Value, StepSelection.Fit(scaled, new SelectionOptions()).Value);
        Assert.Equal(1, other.Intervals[1].Delta / one.Intervals[1].Delta, 1e-6);
        Assert.Equal(1, other.Coefficients[0].Estimate / (scale * one.Coefficients[0].Estimate), 1e-6);
        Assert.Equal(one.SelectionTest.Statistic, other.SelectionTest.Statistic, 1e-8);
    }

    [Fact]
    public void Turning_the_sign_of_effects_turns_sides_and_alternatives()
    {
        var table = Table();
        var turned = table with { Yi = [.. table.Yi.Select(y => -y)] };
        var (fill, mirror) = (TrimAndFill.Of(table, s_options).Value, TrimAndFill.Of(turned, s_options).Value);
        Assert.Equal((FunnelSide.Left, FunnelSide.Right), (fill.Side, mirror.Side));
        Assert.True(fill.Missing > 0);
        Assert.Equal(fill.Pool.Coefficients[0].Estimate, -mirror.Pool.Coefficients[0].Estimate, 1e-12);
        var (greater, less) = (StepSelection.Fit(table, new SelectionOptions()).Value, StepSelection.Fit(turned, new SelectionOptions(Alternative: SelectionAlternative.Less)).Value);
        Assert.Equal(greater.Coefficients[0].Estimate, -less.Coefficients[0].Estimate, 1e-12);
        Assert.Equal(greater.Intervals, less.Intervals);
    }

    [Fact]
    public void A_filled_effect_mirrors_the_one_it_stands_for_about_the_trimmed_mean()
    {
        var fill = TrimAndFill.Of(Table(), s_options).Value;
        var centres = fill.Filled.Select(f => (f.Yi + s_y[Table().Ids.ToList().IndexOf(f.MirrorOf)]) / 2).ToList();
        Assert.All(centres, centre => Assert.Equal(centres[0], centre, 1e-12));
        Assert.All(fill.Filled, f => Assert.Equal(s_e[Table().Ids.ToList().IndexOf(f.MirrorOf)], Math.Sqrt(f.Vi), 1e-12));
    }

    [Fact]
    public void The_exact_p_of_the_rank_test_counts_permutations()
    {
        // Five ranks: of 120 permutations count those with at most as many concordant pairs, by hand.
        double[] x = [1, 2, 3, 4, 5], y = [2, 1, 3, 5, 4];
        var permutations = Permutations([1, 2, 3, 4, 5]).ToList();
        double Concordant(double[] p) => Enumerable.Range(0, 5).Sum(i => Enumerable.Range(0, i).Count(j => p[i] > p[j]));
        var observed = Concordant(y);
        var low = permutations.Count(p => Concordant(p) <= observed) / 120.0;
        var high = permutations.Count(p => Concordant(p) >= observed) / 120.0;
        var pairs = new KendallPairs(x, y);
        Assert.Equal(Math.Min(1, 2 * Math.Min(low, high)), pairs.ExactP(), 1e-14);
        Assert.Equal(0.6, pairs.TauB, 1e-14);
    }

    [Fact]
    public void The_conditional_estimate_follows_its_rule()
    {
        // Effects that vanish with precision: PET stays. A precise, clear effect: PEESE speaks.
        var vanishing = PetPeese.Of(new EffectTable([.. s_e.Select((_, i) => $"{i:00}")], [.. s_e.Select((e, i) => 2 * e + 0.01 * Math.Sin(i))], [.. s_e.Select(e => e * e)]), new PetPeeseOptions(), s_options).Value;
        Assert.False(vanishing.TakesPeese);
        Assert.Equal(vanishing.Pet.Limit, vanishing.Estimate);
        var clear = PetPeese.Of(new EffectTable([.. s_e.Select((_, i) => $"{i:00}")], [.. s_e.Select((e, i) => -1 - 0.3 * e + 0.05 * Math.Sin(i))], [.. s_e.Select(e => e * e)]), new PetPeeseOptions(), s_options).Value;
        Assert.True(clear.TakesPeese);
        Assert.Equal(clear.Peese.Limit, clear.Estimate);
        Assert.Contains("below zero", clear.Rule, StringComparison.Ordinal);
        // The wrong direction is no evidence, however small its two-sided p.
        Assert.False(PetPeese.Of(clear.Pet.Regression.Effects with { Moderators = [] }, new PetPeeseOptions(Positive: true), s_options).Value.TakesPeese);
    }

    [Fact]
    public void Fewer_than_ten_studies_are_always_warned_of()
    {
        var table = Table(most: 9);
        var warnings = new[]
        {
            EggerTest.Of(table, new EggerOptions(), s_options).Value.Warnings, RankCorrelation.Of(table).Value.Warnings, TrimAndFill.Of(table, s_options).Value.Warnings,
            PetPeese.Of(table, new PetPeeseOptions(), s_options).Value.Warnings, StepSelection.Fit(table, new SelectionOptions([0.5])).Fit?.Warnings ?? ["9 studies"], ExcessSignificance.Of(table, s_options).Value.Warnings,
        };
        Assert.All(warnings, w => Assert.Contains(w, text => text.Contains("9 studies", StringComparison.Ordinal)));
        Assert.Empty(EggerTest.Of(Table(), new EggerOptions(), s_options).Value.Warnings);
    }

    [Fact]
    public void An_interval_of_p_without_effects_is_refused_by_its_limits()
    {
        var refusal = StepSelection.Fit(new EffectTable(["a", "b", "c", "d"], [1, 1.1, 0.9, 1.2], [0.01, 0.02, 0.01, 0.03]), new SelectionOptions()).Refusal!;
        Assert.Equal("empty_interval", refusal.Code);
        Assert.Contains("0.025 to 1", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_at_fault_are_refused_and_wrong_options_are_the_callers_mistake()
    {
        var alike = new EffectTable(["a", "b", "c"], [0.1, 0.2, 0.3], [0.04, 0.04, 0.04]);
        Assert.Equal("constant", EggerTest.Of(alike, new EggerOptions(), s_options).Refusal!.Code);
        Assert.Equal("no_variation", RankCorrelation.Of(alike).Refusal!.Code);
        Assert.Equal("no_variation", TrimAndFill.Of(alike, s_options).Refusal!.Code);
        Assert.Equal("variance", StepSelection.Fit(alike with { Vi = [0.1, 0, 0.1] }, new SelectionOptions()).Refusal!.Code);
        Assert.Equal("too_few", TrimAndFill.Of(new EffectTable(["a"], [0.1], [0.1]), s_options).Refusal!.Code);
        Assert.Equal("missing", EggerTest.Of(Table(), new EggerOptions(Predictor: EggerPredictor.SampleSize, SampleSizes: new double[14]), s_options).Refusal!.Code);
        Assert.Throws<ArgumentException>(() => EggerTest.Of(alike, new EggerOptions(Predictor: EggerPredictor.InverseSampleSize), s_options));
        Assert.Throws<ArgumentException>(() => StepSelection.Fit(alike, new SelectionOptions([1.2])));
        Assert.Throws<ArgumentException>(() => PetPeese.Of(alike with { Moderators = [KeyValuePair.Create("x", new double[] { 1, 2, 3 })] }, new PetPeeseOptions(), s_options));
        Assert.Throws<ArgumentException>(() => ContourFunnel.Of(alike, levels: [0.95, 0.90]));
    }

    [Fact]
    public void Every_study_lies_between_two_contours()
    {
        var funnel = ContourFunnel.Of(Table()).Value;
        Assert.Equal(14, funnel.Inside + funnel.Contours.Sum(c => c.Outside));
        Assert.All(funnel.Studies, study => Assert.True(study.Contour == 0 ? study.PValue >= 0.1 : study.PValue < 1 - study.Contour + 1e-12));
        Assert.Equal(2.5758293035489, funnel.Contours[2].Critical, 1e-10);
    }

    private static IEnumerable<double[]> Permutations(double[] values) => values.Length <= 1 ? [values]
        : values.SelectMany((value, i) => Permutations([.. values.Where((_, j) => j != i)]).Select(rest => (double[])[value, .. rest]));
}
