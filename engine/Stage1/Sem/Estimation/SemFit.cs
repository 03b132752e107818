using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>A fitted model: estimates with their covariance, the optimiser's end, the implied moments and the fit.</summary>
public sealed class SemFit
{
    /// <summary>The model over the data's columns.</summary>
    public required ModelStructure Model { get; init; }

    /// <summary>Rows of the likelihood.</summary>
    public required int Rows { get; init; }

    /// <summary>Missing-data patterns.</summary>
    public required int Patterns { get; init; }

    /// <summary>Estimates of the free parameters, in order of index, whatever the reason of stopping.</summary>
    public required double[] Estimates { get; init; }

    /// <summary>Their covariance, q x q row-major: robust where asked for; null where the information is singular.</summary>
    public required double[]? Covariance { get; init; }

    /// <summary>The inverse information, q x q: what the errors would be without the sandwich; null where singular.</summary>
    public required double[]? InverseInformation { get; init; }

    /// <summary>Index of the first parameter that the data do not determine, or -1.</summary>
    public required int Undetermined { get; init; }

    /// <summary>What the optimiser did.</summary>
    public required Minimum Search { get; init; }

    /// <summary>-2 log L at the estimates.</summary>
    public double Deviance => Search.Value;

    /// <summary>Covariance of all variables, the latent ones too, v x v row-major, in the order of <see cref="ModelStructure.Variables"/>.</summary>
    public required double[] VariableCovariance { get; init; }

    /// <summary>Fit measures by lavaan's names; empty where not asked for.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Fit { get; init; }

    /// <summary>Why fit measures are missing or not finite; null where they are not.</summary>
    public required string? FitNote { get; init; }

    /// <summary>Free parameters less the equality constraints between them: what degrees of freedom count.</summary>
    public int Parameters { get; init; }

    /// <summary>Inequalities and bounds that hold with equality at the estimates, as the user wrote them.</summary>
    public IReadOnlyList<string> ActiveConstraints { get; init; } = [];

    /// <summary>What the fit says of each group.</summary>
    public IReadOnlyList<GroupFit> Groups { get; init; } = [];

    /// <summary>The observed or expected information that the errors come from, q x q, constraints left aside.</summary>
    public double[] Information { get; init; } = [];

    internal ImpliedMoments Moments { get; init; } = null!;

    /// <summary>A fit measure by name, or NaN.</summary>
    public double Measure(string name)
    {
        foreach (var measure in Fit)
            if (measure.Key == name)
                return measure.Value;
        return double.NaN;
    }

    /// <summary>Estimate of a parameter row, free or fixed.</summary>
    public double ValueOf(int row)
    {
        var cell = Model.Cells[row];
        return cell.Free >= 0 ? Estimates[cell.Free] : cell.Value;
    }
}
