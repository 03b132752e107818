using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Where the search begins: what the model or the caller says, else lavaan's simple rule, balanced.</summary>
internal static class StartingValues
{
    private const int BalancingPasses = 8;

    /// <summary>
    /// Latent variances 0.05, observed variances half the sample's, loadings as the indicators' SDs are to each other, intercepts the sample means, regressions as told, all else 0; then the variances are raised
    /// or lowered in turn until the implied variances are near the sample's. From variances far too small a scoring step asks for lags far too large.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">Each group's data.</param>
    /// <param name="given">Values by parameter name or label; they are kept.</param>
    /// <param name="regression">Where regressions start.</param>
    public static double[] Of(ModelStructure model, SampleGroup[] samples, IReadOnlyDictionary<string, double>? given, double regression = 0)
    {
        var start = new double[model.FreeCount];
        for (var row = model.Table.Rows.Count - 1; row >= 0; row--)
        {
            var parameter = model.Table.Rows[row];
            if (parameter.Free < 0)
                continue;
            var cell = model.Cells[row];
            var moments = samples[cell.Group].Available;
            var observed = cell.Row < model.Observed;
            start[parameter.Free] = !double.IsNaN(parameter.Value) ? parameter.Value : parameter.Operator switch
            {
                "=~" => Loading(model, row, samples[cell.Group], regression > 0),
                "~" => regression,
                "~1" => observed ? moments.Mean[cell.Row] : 0,
                "~~" when cell.Row == cell.Column => observed ? moments.Variance[cell.Row] / 2 : 0.05,
                _ => 0,
            };
        }

        if (given is not null)
        {
            for (var i = 0; i < start.Length; i++)
                if (given.TryGetValue(model.Table.FreeNames[i], out var value))
                    start[i] = value;
        }

        Balance(model, samples, given, start);
        return start;
    }

    // In the ratio of the indicator's SD to that of an indicator whose loading is fixed, with the sign of their covariance; without one 1, or in later trials as if half were explained.
    private static double Loading(ModelStructure model, int row, SampleGroup sample, bool later)
    {
        var cell = model.Cells[row];
        if (cell.Row >= model.Observed)
            return 1;
        foreach (var other in model.CellsOf(cell.Group))
        {
            if (other.Matrix != CellMatrix.Path || other.Column != cell.Column || other.Free >= 0 || other.Value == 0 || other.Row >= model.Observed)
                continue;
            var together = sample.Moments.Covariance[cell.Row * model.Observed + other.Row];
            return (together < 0 ? -1 : 1) * other.Value * Math.Sqrt(sample.Available.Variance[cell.Row] / sample.Available.Variance[other.Row]);
        }

        foreach (var other in later ? model.CellsOf(cell.Group) : [])
        {
            if (other.Matrix == CellMatrix.Covariance && other.Row == cell.Column && other.Column == cell.Column && other.Free < 0 && other.Value > 0)
                return Math.Sqrt(0.5 * sample.Available.Variance[cell.Row] / other.Value);
        }

        return 1;
    }

    // Each free variance is multiplied by the mean of sample to implied variance over the observed variables that it reaches.
    private static void Balance(ModelStructure model, SampleGroup[] samples, IReadOnlyDictionary<string, double>? given, double[] start)
    {
        var variances = Enumerable.Range(0, model.Cells.Length).Where(row => Unsaid(model, row, given)).Select(row => model.Cells[row]).ToArray();
        ImpliedMoments[] implied = [.. samples.Select((_, g) => new ImpliedMoments(model, g))];
        for (var pass = 0; variances.Length > 0 && pass < BalancingPasses && Array.TrueForAll(implied, moments => moments.Evaluate(start)); pass++)
        {
            var (sums, counts) = (new double[start.Length], new int[start.Length]);
            foreach (var cell in variances)
            {
                var (moments, sample) = (implied[cell.Group], samples[cell.Group].Available);
                for (var i = 0; i < model.Observed; i++)
                {
                    if (moments.Total[i * model.Variables.Count + cell.Row] == 0 || !(moments.Covariance[i * model.Observed + i] > 0))
                        continue;
                    sums[cell.Free] += sample.Variance[i] / moments.Covariance[i * model.Observed + i];
                    counts[cell.Free]++;
                }
            }

            for (var i = 0; i < start.Length; i++)
                if (counts[i] > 0)
                    start[i] *= sums[i] / counts[i];
        }
    }

    // A free variance of which neither the model nor the caller has said where it starts.
    private static bool Unsaid(ModelStructure model, int row, IReadOnlyDictionary<string, double>? given)
    {
        var cell = model.Cells[row];
        return cell.Matrix == CellMatrix.Covariance && cell.Row == cell.Column && cell.Free >= 0 && double.IsNaN(model.Table.Rows[row].Value)
            && given?.ContainsKey(model.Table.FreeNames[cell.Free]) != true;
    }
}
