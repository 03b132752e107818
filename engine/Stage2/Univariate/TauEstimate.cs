namespace IpdEngine.Stage2.Univariate;

/// <summary>An estimate of tau-squared with the story of its estimation.</summary>
/// <param name="Value">tau-squared, at least 0.</param>
/// <param name="StandardError">Its standard error; NaN where tau-squared is no estimate.</param>
/// <param name="Converged">False where iteration ended without convergence.</param>
/// <param name="Reason">How it ended.</param>
internal readonly record struct TauEstimate(double Value, double StandardError, bool Converged, string Reason);
