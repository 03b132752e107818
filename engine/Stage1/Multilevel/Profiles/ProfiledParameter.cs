using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>A parameter that is held at a value while the deviance (ML) is minimised over all others.</summary>
internal abstract class ProfiledParameter
{
    /// <summary>Its name as lme4's <c>confint(signames = FALSE)</c> has it.</summary>
    internal abstract string Name { get; }

    /// <summary>Its ML estimate.</summary>
    internal abstract double Estimate { get; }

    /// <summary>A step that is neither far nor near: roughly a standard error.</summary>
    internal abstract double Step { get; }

    /// <summary>Least value that it can take.</summary>
    internal virtual double Least => double.NegativeInfinity;

    /// <summary>Greatest value that it can take.</summary>
    internal virtual double Greatest => double.PositiveInfinity;

    /// <summary>The other variables at some Lambda, any shape.</summary>
    internal abstract double[] Others(double[] lambda);

    /// <summary>The deviance at a value of the parameter and of the other variables, with its slopes in those; positive infinity where it is not defined.</summary>
    internal abstract double Evaluate(double value, ReadOnlySpan<double> others, Span<double> slopes);

    /// <summary>d log-determinants / dLambda at the last point, element by element.</summary>
    protected static double LogSlope(PenalisedDeviance deviance, PenalisedGradient gradient, int element) =>
        gradient.Values[element] - deviance.Freedom / deviance.ResidualSquares * gradient.ResidualSlopes[element];
}
