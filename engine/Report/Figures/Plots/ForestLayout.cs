namespace IpdEngine.Report.Figures.Plots;

/// <summary>How much room the columns of a forest plot have, in pixels.</summary>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Text">Font size.</param>
/// <param name="RowHeight">Distance of two lines.</param>
/// <param name="LongestName">The most room for a study's name.</param>
/// <param name="HasAllColumns">True where counts and weights have columns.</param>
/// <param name="Ticks">About how many ticks the axis has.</param>
public sealed record ForestLayout(double Width, double Text, double RowHeight, double LongestName, bool HasAllColumns, int Ticks)
{
    /// <summary>For paper and screens: every column.</summary>
    public static ForestLayout Wide { get; } = new(760, 12.5, 21, 230, true, 6);

    /// <summary>For a phone held upright: study, plot, estimate.</summary>
    public static ForestLayout Narrow { get; } = new(360, 11, 20, 78, false, 4);
}
