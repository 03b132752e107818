namespace IpdEngine.Report.Figures;

/// <summary>Where the four within-patient scores of the path diagram stand, in pixels.</summary>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Left">Centre of the earlier session's scores.</param>
/// <param name="Right">Centre of the later session's scores.</param>
/// <param name="Top">Centre of the alliance scores.</param>
/// <param name="Bottom">Centre of the symptom scores.</param>
/// <param name="RadiusX">Half width of a score.</param>
/// <param name="RadiusY">Half height of a score.</param>
/// <param name="Text">Font size.</param>
/// <param name="OneLine">True where an estimate and its interval fit one line.</param>
internal sealed record PathLayout(
    double Width, double Left, double Right, double Top, double Bottom, double RadiusX, double RadiusY, double Text, bool OneLine)
{
    /// <summary>For paper and screens.</summary>
    public static PathLayout Wide { get; } = new(680, 118, 562, 62, 262, 74, 34, 14, true);

    /// <summary>For a phone held upright.</summary>
    public static PathLayout Narrow { get; } = new(360, 56, 304, 56, 256, 47, 30, 11.5, false);
}
