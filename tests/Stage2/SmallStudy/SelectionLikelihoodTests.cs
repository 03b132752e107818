using IpdEngine.Stage2.SmallStudy;
using Xunit;

namespace IpdEngine.Tests.Stage2.SmallStudy;

/// <summary>The derivatives of the selection likelihood against finite differences.</summary>
public sealed class SelectionLikelihoodTests
{
    private static readonly double[] s_y = [2.1, 0.4, -0.7, 1.3, 3.4, 0.9, -1.8];
    private static readonly double[] s_v = [0.5, 1.2, 0.8, 1.0, 1.6, 0.3, 2.2];
    private static readonly double[] s_x = [1, 0.2, 1, -0.5, 1, 1.4, 1, 0.1, 1, -1.1, 1, 0.6, 1, 0.9];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_and_the_second_derivatives_are_those_of_finite_differences(bool twoSided)
    {
        var likelihood = new SelectionLikelihood(s_y, s_v, s_x, [0, 2, 2, 1, 0, 1, 2], [1.96, 0.7], twoSided);
        double[] point = [0.3, -0.2, 0.6, 0.7, 0.35];
        var n = likelihood.Count;
        Assert.Equal(point.Length, n);
        var gradient = new double[n];
        var hessian = new double[n * n];
        likelihood.Evaluate(point, gradient, hessian);
        const double H = 1e-5;
        for (var j = 0; j < n; j++)
        {
            double[] up = [.. point], down = [.. point];
            up[j] += H;
            down[j] -= H;
            double[] above = new double[n], below = new double[n];
            var rise = likelihood.Evaluate(up, above, []) - likelihood.Evaluate(down, below, []);
            Assert.Equal(rise / (2 * H), gradient[j], 1e-8);
            for (var l = 0; l < n; l++)
                Assert.Equal((above[l] - below[l]) / (2 * H), hessian[j * n + l], 1e-7);
        }
    }

    [Fact]
    public void A_study_is_seen_with_a_probability_that_its_density_integrates_to_one()
    {
        // exp(l) of one study is a density of y over all intervals: the trapezoid over a wide range, with the interval that each y falls in.
        double[] point = [0.4, 0.5, 0.3], z = [1.96];
        var sum = 0.0;
        const double H = 1e-3;
        for (var i = -12_000; i <= 12_000; i++)
        {
            var y = i * H;
            sum += H * Math.Exp(new SelectionLikelihood([y], [0.7], [1], [y / Math.Sqrt(0.7) >= 1.96 ? 0 : 1], z, false).Evaluate(point, [], []));
        }
        Assert.Equal(1, sum, 1e-3);
    }

    [Fact]
    public void Where_every_weight_is_one_it_is_the_likelihood_without_selection()
    {
        var likelihood = new SelectionLikelihood(s_y, s_v, s_x, [0, 1, 1, 1, 0, 1, 1], [1.96], false);
        double[] point = [0.3, -0.2, 0.6, 1];
        var plain = 0.0;
        for (var i = 0; i < s_y.Length; i++)
        {
            var (e, s2) = (s_y[i] - 0.3 + 0.2 * s_x[2 * i + 1], s_v[i] + 0.6);
            plain -= 0.5 * (Math.Log(2 * Math.PI * s2) + e * e / s2);
        }
        Assert.Equal(plain, likelihood.Evaluate(point, [], []), 1e-12);
    }
}
