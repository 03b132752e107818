namespace IpdEngine.Intake.Quality;

/// <summary>
/// Disclosure control of a report that leaves the data managers' hands: a count of 1 to 4 is not told, any other is told to the nearest multiple of five, so that no difference of two
/// counts gives a small one back; a mean needs five values, a quartile twenty, and an extreme is told only where five share it.
/// </summary>
internal static class SmallCells
{
    /// <summary>The smallest count that may be told.</summary>
    public const int Fewest = 5;

    /// <summary>Fewest values with a quartile of their own to tell: five stand in each quarter.</summary>
    public const int FewestForQuartiles = 4 * Fewest;

    /// <summary>A count as it may be told; null where it is too small.</summary>
    public static int? Count(int? count) => count is null or (> 0 and < Fewest) ? null : (count.Value + 2) / Fewest * Fewest;

    /// <summary>A share as the counts tell it that may be told; NaN where one of them may not.</summary>
    public static double Share(int? part, int? whole) => Count(part) is { } a && Count(whole) is { } b && b > 0 ? Math.Min(1, (double)a / b) : double.NaN;

    /// <summary>A figure that rests on a number of values; NaN where these are too few.</summary>
    public static double Figure(double figure, int? values, int fewest = Fewest) => values >= fewest ? figure : double.NaN;
}
