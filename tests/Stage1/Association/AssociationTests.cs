using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Association;
using Xunit;

namespace IpdEngine.Tests.Stage1.Association;

public class AssociationTests
{
    [Fact]
    public void Every_study_of_the_corpus_agrees_with_R()
    {
        var compared = 0;
        foreach (var expected in ExpectedCorpus.Rows("expected_association.csv"))
        {
            var found = AssociationModel.Fit(ExpectedCorpus.Panels[expected["study"]], new AssociationOptions());
            var n = ExpectedCorpus.Number(expected["n"]);
            Assert.Equal(FitStatusCode.Ok, found.Status.Code);
            Assert.Equal(n, found.Participants);
            Assert.Equal(ExpectedCorpus.Number(expected["r"]), Math.Tanh(found.Estimate("r")), 1e-12);
            Assert.Equal(ExpectedCorpus.Number(expected["partial.r"]), Math.Tanh(found.Estimate("partial.r")), 1e-12);
            Assert.Equal(1 / Math.Sqrt(n - 3), found.StandardError("r"), 1e-15);
            Assert.Equal(1 / Math.Sqrt(n - 4), found.StandardError("partial.r"), 1e-15);
            compared++;
        }

        Assert.Equal(17, compared);
    }

    [Fact]
    public void A_partial_correlation_is_the_correlation_of_residuals()
    {
        var (c, x, y) = Draw(400, 5);
        var found = PartialCorrelation.Of([c, x, y], out var collinear);
        Assert.Equal(-1, collinear);
        var (xy, xc, yc) = (Correlation(x, y), Correlation(x, c), Correlation(y, c));
        Assert.Equal(xy, found.R, 1e-13);
        Assert.Equal((xy - xc * yc) / Math.Sqrt((1 - xc * xc) * (1 - yc * yc)), found.Partial, 1e-13);
    }

    [Fact]
    public void The_dependence_of_r_and_partial_r_is_what_repeated_samples_show()
    {
        const int Samples = 4000;
        var (plain, partial) = (new double[Samples], new double[Samples]);
        var claimed = 0.0;
        for (var i = 0; i < Samples; i++)
        {
            var (c, x, y) = Draw(200, 1000 + (ulong)i);
            var found = PartialCorrelation.Of([c, x, y], out _);
            (plain[i], partial[i]) = (Math.Atanh(found.R), Math.Atanh(found.Partial));
            claimed += found.DependenceOfZ / Samples;
        }

        // The standard error of a correlation near .8 over 4,000 samples is .006.
        Assert.Equal(Correlation(plain, partial), claimed, 0.02);
    }

    [Fact]
    public void Without_controls_the_two_correlations_are_one()
    {
        var (_, x, y) = Draw(50, 3);
        var found = PartialCorrelation.Of([x, y], out _);
        Assert.Equal(found.R, found.Partial, 1e-14);
        Assert.Equal(1, found.DependenceOfZ, 1e-12);
    }

    [Fact]
    public void A_declared_covariate_is_held_constant_too()
    {
        var panel = ExpectedCorpus.Panels["trial01"];
        var found = AssociationModel.Fit(panel, new AssociationOptions { Covariates = ["age"] });
        Assert.Equal(FitStatusCode.Ok, found.Status.Code);
        Assert.Equal(1 / Math.Sqrt(found.Participants - 5), found.StandardError("partial.r"), 1e-15);
        Assert.Throws<ArgumentException>(() => AssociationModel.Fit(panel, new AssociationOptions { Covariates = ["shoe size"] }));
    }

    [Fact]
    public void Too_few_persons_and_a_constant_outcome_are_statuses_with_reasons()
    {
        var few = AssociationModel.Fit(Study(4, i => i), new AssociationOptions());
        Assert.Equal("too_small", few.Status.Name);
        Assert.Contains("found 4 participants", few.Status.Reason, StringComparison.Ordinal);
        Assert.Empty(few.Terms);

        var constant = AssociationModel.Fit(Study(30, _ => 7), new AssociationOptions());
        Assert.Equal("not_identified", constant.Status.Name);
        Assert.Equal("outcome", constant.Status.Parameter);
    }

    [Fact]
    public void Row_order_changes_no_bit()
    {
        var reversed = ExpectedCorpus.Reversed();
        foreach (var (study, panel) in ExpectedCorpus.Panels)
            Assert.Equal(AssociationModel.Fit(panel, new AssociationOptions()).Estimates, AssociationModel.Fit(reversed[study], new AssociationOptions()).Estimates);
    }

    private static StudyPanel Study(int persons, Func<int, double> outcome)
    {
        var builder = new StudyPanelBuilder(ExpectedCorpus.Panels["trial01"].Facts);
        var (intake, alliance, _) = Draw(persons, 9);
        for (var i = 0; i < persons; i++)
        {
            builder.SetParticipant($"p{i:00}", new ParticipantFacts { Intake = intake[i], Outcome = outcome(i) });
            builder.AddSession($"p{i:00}", 4, alliance[i], double.NaN);
        }

        return builder.Build();
    }

    private static (double[] C, double[] X, double[] Y) Draw(int n, ulong seed)
    {
        var (c, x, y) = (new double[n], new double[n], new double[n]);
        var state = seed * 2654435761 + 1;
        double Next()
        {
            // The sum of twelve uniform numbers less six: near enough to normal here.
            var sum = -6.0;
            for (var k = 0; k < 12; k++)
            {
                state = state * 6364136223846793005 + 1442695040888963407;
                sum += (state >> 11) * (1.0 / (1UL << 53));
            }

            return sum;
        }

        for (var i = 0; i < n; i++)
        {
            c[i] = Next();
            x[i] = .5 * c[i] + Next();
            y[i] = .6 * c[i] + .4 * x[i] + Next();
        }

        return (c, x, y);
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }

        return xy / Math.Sqrt(xx * yy);
    }
}
