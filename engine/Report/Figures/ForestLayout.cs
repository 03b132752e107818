namespace IpdEngine.Report.Figures;

/// <summary>Where the columns of a forest plot stand, in pixels.</summary>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Text">Font size.</param>
/// <param name="RowHeight">Distance of two lines.</param>
/// <param name="StudyWidth">Room for a study's name, from the left edge.</param>
/// <param name="CountEnd">Right edge of the participants; NaN where the column is left out.</param>
/// <param name="PlotLeft">Left end of the axis.</param>
/// <param name="PlotRight">Right end of the axis at most; estimates with more decimals take room from it.</param>
/// <param name="EstimateEnd">Right edge of the estimates.</param>
/// <param name="WeightEnd">Right edge of the weights; NaN where the column is left out.</param>
/// <param name="Ticks">About how many ticks the axis has.</param>
internal sealed record ForestLayout(
    double Width, double Text, double RowHeight, double StudyWidth, double CountEnd, double PlotLeft, double PlotRight, double EstimateEnd,
    double WeightEnd, int Ticks)
{
    /// <summary>For paper and screens: every column.</summary>
    public static ForestLayout Wide { get; } = new(760, 12.5, 21, 150, 200, 220, 525, 680, 750, 6);

    /// <summary>For a phone held upright: study, plot, estimate.</summary>
    public static ForestLayout Narrow { get; } = new(360, 11, 20, 74, double.NaN, 84, 226, 356, double.NaN, 4);

    /// <summary>True where participants and weights have columns.</summary>
    public bool HasAllColumns => !double.IsNaN(WeightEnd);
}
