namespace IpdEngine.Stage2;

/// <summary>A pooled coefficient with its test and interval, in broom's words.</summary>
/// <param name="Term">Its name: <c>intercept</c>, a moderator's, or an outcome's.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Statistic">Estimate over standard error.</param>
/// <param name="DegreesOfFreedom">Of the reference t distribution; infinity for the normal.</param>
/// <param name="PValue">Two-sided p.</param>
/// <param name="ConfLow">Lower confidence limit.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
public sealed record Coefficient(
    string Term, double Estimate, double StandardError, double Statistic, double DegreesOfFreedom, double PValue, double ConfLow, double ConfHigh);

/// <summary>A prediction interval with the definition that made it.</summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Definition">The formula in words, always shown beside the limits.</param>
public sealed record PredictionInterval(double Low, double High, string Definition);

/// <summary>An interval of a variance component; a limit that was not found is NaN and said in <see cref="Note"/>.</summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Note">What a reader must know about the limits, or null.</param>
public sealed record VarianceInterval(double Low, double High, string? Note = null);
