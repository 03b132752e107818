namespace IpdEngine.Report.Figures;

/// <summary>How far the axis of a forest plot reaches.</summary>
internal static class ForestRange
{
    /// <summary>
    /// An axis that holds zero, every estimate, the pooled and the prediction interval; the interval of a small study may run beyond it by arrow,
    /// so that one imprecise study does not press all others together.
    /// </summary>
    public static Axis AxisOf(ForestData data, double left, double right, int ticks)
    {
        var rows = data.Rows.Where(row => !double.IsNaN(row.Estimate)).ToList();
        var core = rows.Select(row => row.Estimate).Append(0).Append(data.Low).Append(data.High)
            .Concat(new[] { data.PredictionLow, data.PredictionHigh }.Where(double.IsFinite)).ToList();
        var (low, high) = (core.Min(), core.Max());
        var reach = 0.35 * Math.Max(high - low, 0.05);
        var (farLow, farHigh) = (rows.Select(row => row.Low).Append(low).Min(), rows.Select(row => row.High).Append(high).Max());
        return new Axis(Math.Max(farLow, low - reach), Math.Min(farHigh, high + reach), left, right, ticks);
    }
}
