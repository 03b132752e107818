namespace IpdEngine.Stage2.Multivariate;

/// <summary>Chooses the model of a structure.</summary>
internal static class BetweenModels
{
    /// <summary>The model of a structure.</summary>
    public static BetweenModel Of(BetweenStructure structure, int outcomes) => structure switch
    {
        BetweenStructure.UN => new Unstructured { Outcomes = outcomes },
        BetweenStructure.CS => new CompoundSymmetric { Outcomes = outcomes, Heteroscedastic = false },
        BetweenStructure.HCS => new CompoundSymmetric { Outcomes = outcomes, Heteroscedastic = true },
        BetweenStructure.DIAG => new Diagonal { Outcomes = outcomes },
        _ => throw new ArgumentException($"Found structure {structure}, expected UN, CS, HCS or DIAG.", nameof(structure)),
    };
}
