namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>What one draw gave.</summary>
/// <param name="Status">How its fit ended, as files write it: <c>ok</c>, <c>not_converged</c>, ...</param>
/// <param name="Values">The statistics; NaN where the draw has none, empty where the fit failed.</param>
public sealed record DrawOutcome(string Status, double[] Values);
