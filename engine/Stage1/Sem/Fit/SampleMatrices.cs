namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>What the scaled and robust statistics are made of: information and scores of the saturated and of the fitted model, of the whole sample.</summary>
internal sealed class SampleMatrices
{
    /// <summary>m: number of moments.</summary>
    public required int Moments { get; init; }

    /// <summary>A1^-1: inverse observed information of the saturated model in (mu, vech Sigma), m x m.</summary>
    public required double[] SaturatedInverse { get; init; }

    /// <summary>A1 itself, m x m.</summary>
    public required double[] SaturatedInformation { get; init; }

    /// <summary>B1: sum of outer products of the saturated model's scores, m x m.</summary>
    public required double[] SaturatedMeat { get; init; }

    /// <summary>The information that complete data of the same N would hold at the saturated moments, m x m.</summary>
    public required double[] CompleteInformation { get; init; }

    /// <summary>q: number of free parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>d beta' / d theta of the fitted model, q x m.</summary>
    public required double[] Jacobian { get; init; }

    /// <summary>E^-1: inverse information of the fitted model, q x q.</summary>
    public required double[] ModelInverse { get; init; }

    /// <summary>B0: sum of outer products of the fitted model's scores, q x q.</summary>
    public required double[] ModelMeat { get; init; }
}
