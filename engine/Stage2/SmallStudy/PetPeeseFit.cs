namespace IpdEngine.Stage2.SmallStudy;

/// <summary>How PET-PEESE is fitted and when PEESE speaks.</summary>
/// <param name="Model">Multiplicative dispersion by weighted least squares (Stanley and Doucouliagos, the default), or additive meta-regression.</param>
/// <param name="Alpha">One-sided level at which PET must show an effect before PEESE's estimate is taken.</param>
/// <param name="Positive">The direction in which an effect is expected; null for the sign of the equal-effects mean.</param>
public sealed record PetPeeseOptions(EggerModel Model = EggerModel.Multiplicative, double Alpha = 0.05, bool? Positive = null);

/// <summary>Precision-effect test and precision-effect estimate with standard error.</summary>
public sealed record PetPeeseFit
{
    /// <summary>How it was fitted.</summary>
    public required PetPeeseOptions Options { get; init; }

    /// <summary>Regression on standard errors: its limit is PET's estimate, its slope is the funnel asymmetry test.</summary>
    public required EggerFit Pet { get; init; }

    /// <summary>Regression on sampling variances: its limit is PEESE's estimate.</summary>
    public required EggerFit Peese { get; init; }

    /// <summary>One-sided p of PET's estimate in the expected direction.</summary>
    public required double OneSidedP { get; init; }

    /// <summary>True where the conditional estimate is PEESE's.</summary>
    public required bool TakesPeese { get; init; }

    /// <summary>The rule that chose, with its numbers.</summary>
    public required string Rule { get; init; }

    /// <summary>The conditional estimate.</summary>
    public Coefficient Estimate => TakesPeese ? Peese.Limit! : Pet.Limit!;

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
