namespace IpdEngine.Stage1;

/// <summary>What one model says about one study: the noun that travels from stage 1 to stage 2.</summary>
public sealed record StudyEstimate
{
    /// <summary>The study's code.</summary>
    public required string Study { get; init; }

    /// <summary><c>riclpm</c>, <c>clpm</c>, <c>multilevel</c>, <c>crosslevel</c> or <c>association</c>.</summary>
    public required string Model { get; init; }

    /// <summary><c>free</c> for the model itself; <c>psd</c> or <c>no_intercept</c> for a sensitivity fit; <c>as</c> or <c>sa</c> where a model is fitted once a direction.</summary>
    public required string Variant { get; init; }

    /// <summary>How the fit ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>Participants that the fit used.</summary>
    public required int Participants { get; init; }

    /// <summary>Adjacent pairs of sessions, or rows, that the fit used.</summary>
    public required int Pairs { get; init; }

    /// <summary>Waves in the fit (1 where waves mean nothing to the model).</summary>
    public required int Waves { get; init; }

    /// <summary>Sessions between consecutive waves.</summary>
    public required int Lag { get; init; }

    /// <summary>
    /// The effects that stage 2 may pool, in the model's fixed order: <c>aa, sa, ss, as</c> for a panel model (predictor first);
    /// <c>as</c> (or <c>sa</c>) and <c>auto</c> for <c>multilevel</c>; <c>x, x.zA, x.zS</c> for <c>crosslevel</c>;
    /// <c>r, partial.r</c> for <c>association</c> on Fisher's z scale. Empty where the status left nothing.
    /// </summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>Estimates of <see cref="Terms"/>.</summary>
    public required double[] Estimates { get; init; }

    /// <summary>Covariance of <see cref="Estimates"/>, square, same order.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Everything the model reports, the poolable effects included, for tidy files.</summary>
    public required IReadOnlyList<TermRow> Rows { get; init; }

    /// <summary>Fit measures by lavaan's names (or lme4's), in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Fit { get; init; } = [];

    /// <summary>What the optimiser did; null for closed forms.</summary>
    public OptimiserTrail? Trail { get; init; }

    /// <summary>The model as lavaan or lme4 text that a user can run in R; empty for closed forms.</summary>
    public string Syntax { get; init; } = "";

    /// <summary>Sensitivity fits of the same study: bounded, and without the intercept. Never put in this fit's place.</summary>
    public IReadOnlyList<StudyEstimate> Sensitivity { get; init; } = [];

    /// <summary>The estimate of one term, or NaN where the fit has none.</summary>
    public double Estimate(string term)
    {
        var i = IndexOf(term);
        return i < 0 ? double.NaN : Estimates[i];
    }

    /// <summary>The standard error of one term, or NaN where the fit has none.</summary>
    public double StandardError(string term)
    {
        var i = IndexOf(term);
        return i < 0 ? double.NaN : Math.Sqrt(Covariance[i, i]);
    }

    private int IndexOf(string term)
    {
        for (var i = 0; i < Terms.Count; i++)
            if (Terms[i] == term)
                return i;
        return -1;
    }
}

/// <summary>One reported number.</summary>
/// <param name="Component">What kind of number: <c>std</c> (standardised lag), <c>unstd</c>, <c>std.wave</c>, <c>longrun</c>, <c>sd</c>, <c>intercept</c>, <c>fixed</c>, <c>random</c>, <c>test</c>, ...</param>
/// <param name="Term">Its name within the component.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="StandardError">Its standard error; NaN where none is defined.</param>
/// <param name="DegreesOfFreedom">Of the reference t distribution; infinity for the normal; NaN where no test is meant.</param>
public sealed record TermRow(string Component, string Term, double Estimate, double StandardError, double DegreesOfFreedom = double.PositiveInfinity);

/// <summary>The optimiser's whole story, kept with the result.</summary>
/// <param name="Converged">True where the stopping rule that was met is the one on the gradient.</param>
/// <param name="Reason">The true reason of stopping.</param>
/// <param name="Iterations">Iterations of the accepted start.</param>
/// <param name="Evaluations">Objective evaluations over all starts.</param>
/// <param name="Objective">Objective at the end (-2 log L unless the model says otherwise).</param>
/// <param name="GradientNorm">Largest absolute scaled gradient element at the end.</param>
public sealed record OptimiserTrail(bool Converged, string Reason, int Iterations, int Evaluations, double Objective, double GradientNorm);
