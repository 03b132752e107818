using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>Where the search begins: what the model or the caller says, else lavaan's simple rule.</summary>
internal static class StartingValues
{
    /// <summary>Latent variances 0.05, observed variances half the sample's, loadings 1, intercepts the sample means, all else 0.</summary>
    public static double[] Of(ModelStructure model, AvailableMoments moments, IReadOnlyDictionary<string, double>? given)
    {
        var start = new double[model.FreeCount];
        for (var row = model.Table.Rows.Count - 1; row >= 0; row--)
        {
            var parameter = model.Table.Rows[row];
            if (parameter.Free < 0)
                continue;
            var cell = model.Cells[row];
            var observed = cell.Row < model.Observed;
            start[parameter.Free] = !double.IsNaN(parameter.Value) ? parameter.Value : parameter.Operator switch
            {
                "=~" => 1,
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

        return start;
    }
}
