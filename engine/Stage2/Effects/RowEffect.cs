namespace IpdEngine.Stage2.Effects;

/// <summary>The effect of one row with its sampling variance, or why it has none.</summary>
internal readonly record struct RowEffect(double Yi, double Vi, string? Code, string? Reason)
{
    public static RowEffect Of(double yi, double vi) => new(yi, vi, null, null);

    public static RowEffect Fault(string code, string reason) => new(double.NaN, double.NaN, code, reason);
}
