using CsCheck;
using IpdEngine.Numerics.Minimisation;
using Xunit;

namespace IpdEngine.Tests.Numerics;

public class MinimiserTests
{
    /// <summary>Rosenbrock's valley (1960): minimum 0 at (1, 1); its Gauss-Newton stand-in is positive definite everywhere.</summary>
    private sealed class Rosenbrock : Objective
    {
        private double _x, _y;

        public override int Count => 2;

        public override double Value(ReadOnlySpan<double> point)
        {
            (_x, _y) = (point[0], point[1]);
            return 100 * (_y - _x * _x) * (_y - _x * _x) + (1 - _x) * (1 - _x);
        }

        public override void Gradient(Span<double> gradient)
        {
            gradient[0] = -400 * _x * (_y - _x * _x) - 2 * (1 - _x);
            gradient[1] = 200 * (_y - _x * _x);
        }

        public override void Curvature(Span<double> curvature, bool exact)
        {
            curvature[0] = exact ? 1200 * _x * _x - 400 * _y + 2 : 800 * _x * _x + 2;
            curvature[1] = curvature[2] = -400 * _x;
            curvature[3] = 200;
        }
    }

    /// <summary>x - log x where defined, or a line without a minimum.</summary>
    private sealed class Slope(bool bounded) : Objective
    {
        private double _x;

        public override int Count => 1;

        public override double Value(ReadOnlySpan<double> point)
        {
            _x = point[0];
            return bounded ? (_x > 0 ? _x - Math.Log(_x) : double.PositiveInfinity) : -_x;
        }

        public override void Gradient(Span<double> gradient) => gradient[0] = bounded ? 1 - 1 / _x : -1;

        public override void Curvature(Span<double> curvature, bool exact) => curvature[0] = bounded ? 1 / (_x * _x) : 1;
    }

    [Fact]
    public void Scoring_finds_the_end_of_the_valley_from_anywhere() => Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((x, y) =>
    {
        var end = ScoringMinimiser.Minimise(new Rosenbrock(), [x, y], tolerance: 1e-16);
        Assert.Equal(StopReason.GradientVanished, end.Reason);
        Assert.Equal(1, end.Point[0], 1e-6);
        Assert.Equal(1, end.Point[1], 1e-6);
    });

    [Fact]
    public void Quasi_newton_finds_the_end_of_the_valley_from_anywhere() => Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((x, y) =>
    {
        var end = QuasiNewtonMinimiser.Minimise(ValleyWithGradient, [x, y]);
        Assert.Equal(StopReason.GradientVanished, end.Reason);
        Assert.Equal(1, end.Point[0], 1e-6);
        Assert.Equal(1, end.Point[1], 1e-6);
    });

    [Fact]
    public void A_bound_in_the_way_is_where_it_ends()
    {
        // (x - 1)^2 + (y + 2)^2 + xy / 2 with y >= 0: the minimum on the bound is (1, 0).
        var end = QuasiNewtonMinimiser.Minimise(
            (point, gradient) =>
            {
                gradient[0] = 2 * (point[0] - 1) + point[1] / 2;
                gradient[1] = 2 * (point[1] + 2) + point[0] / 2;
                return (point[0] - 1) * (point[0] - 1) + (point[1] + 2) * (point[1] + 2) + point[0] * point[1] / 2;
            },
            [5, 5],
            [double.NegativeInfinity, 0]);
        Assert.True(end.Converged);
        Assert.Equal(1, end.Point[0], 1e-7);
        Assert.Equal(0, end.Point[1]);
    }

    [Fact]
    public void An_undefined_region_is_stepped_around()
    {
        var end = ScoringMinimiser.Minimise(new Slope(bounded: true), [50.0]);
        Assert.True(end.Converged);
        Assert.Equal(1, end.Point[0], 1e-6);
    }

    [Fact]
    public void The_point_and_the_true_reason_are_kept_when_it_does_not_converge()
    {
        var start = new Rosenbrock().Value([-2, 2]);
        var stopped = ScoringMinimiser.Minimise(new Rosenbrock(), [-2, 2], maximumIterations: 3);
        Assert.Equal(StopReason.IterationLimit, stopped.Reason);
        Assert.True(stopped.Value < start);
        Assert.Equal(stopped.Value, new Rosenbrock().Value(stopped.Point));
        Assert.Equal(StopReason.StartUndefined, ScoringMinimiser.Minimise(new Slope(bounded: true), [-1.0]).Reason);
        Assert.Equal(StopReason.Unbounded, ScoringMinimiser.Minimise(new Slope(bounded: false), [0.0], floor: -50).Reason);
        var limited = QuasiNewtonMinimiser.Minimise(ValleyWithGradient, [-2, 2], maximumIterations: 2);
        Assert.Equal(StopReason.IterationLimit, limited.Reason);
        Assert.True(limited.Value < start);
    }

    [Fact]
    public void Cancelling_stops_the_search() =>
        Assert.Throws<OperationCanceledException>(() => ScoringMinimiser.Minimise(new Rosenbrock(), [-2, 2], cancellation: new CancellationToken(true)));

    private static double ValleyWithGradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var valley = new Rosenbrock();
        var value = valley.Value(point);
        valley.Gradient(gradient);
        return value;
    }
}
