using System.Globalization;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>Figures as a reader sees them.</summary>
internal static class Shown
{
    /// <summary>A count; one that is masked says so.</summary>
    public static string Count(int? count) => count is { } shown ? shown.ToString("#,0", CultureInfo.InvariantCulture) : "< 5";

    /// <summary>A figure with a number of decimals; a dash where there is none.</summary>
    public static string Figure(double figure, int decimals = 2) => double.IsFinite(figure) ? figure.ToString("F" + decimals, CultureInfo.InvariantCulture) : "\u2013";

    /// <summary>A share in per cent.</summary>
    public static string Share(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "\u2013";

    /// <summary>A number as short as it is.</summary>
    public static string Plain(double figure) => double.IsFinite(figure) ? figure.ToString("0.####", CultureInfo.InvariantCulture) : "\u2013";

    /// <summary>A figure with its limits.</summary>
    public static string Interval(double low, double high) => double.IsFinite(low) && double.IsFinite(high) ? $"{Figure(low)} to {Figure(high)}" : "\u2013";

    /// <summary>What a reliability rests on.</summary>
    public static string Basis(ReliabilityBasis basis) => basis switch
    {
        ReliabilityBasis.FirstSession => "first session of each participant",
        ReliabilityBasis.Pooled => "all sessions",
        _ => "within persons",
    };
}
