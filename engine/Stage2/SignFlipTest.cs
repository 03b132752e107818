namespace IpdEngine.Stage2;

/// <summary>A permutation test of one coefficient by flipping the signs of whole clusters' residuals.</summary>
/// <param name="Term">The coefficient.</param>
/// <param name="Statistic">Its statistic in the data as they are.</param>
/// <param name="PValue">Two-sided p: share of flips with a statistic at least as large.</param>
/// <param name="Flips">Number of flips compared, the data as they are among them.</param>
/// <param name="Exact">True where these are all flips there are.</param>
/// <param name="Failed">Flips without a fit: they count as at least as large.</param>
public sealed record SignFlipTest(string Term, double Statistic, double PValue, int Flips, bool Exact, int Failed);
