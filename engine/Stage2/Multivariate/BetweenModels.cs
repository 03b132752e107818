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
        BetweenStructure.ID => new Identical { Outcomes = outcomes },
        BetweenStructure.AR => new Autoregressive { Outcomes = outcomes },
        _ => throw new ArgumentException($"Found structure {structure}, expected UN, CS, HCS, DIAG, ID or AR.", nameof(structure)),
    };

    /// <summary>The model of a structure with one of its variances or correlations held at a value.</summary>
    public static BetweenModel Held(BetweenStructure structure, int outcomes, VarianceComponent component, double value)
    {
        if (structure == BetweenStructure.UN && outcomes > 1)
            return new HeldUnstructured(component.First, component.Second, value) { Outcomes = outcomes };
        var model = Of(structure, outcomes);
        var rho = component.Kind == ComponentKind.Rho;
        return model switch
        {
            CompoundSymmetric cs => rho
                ? new HeldParameter(cs, cs.Count - 1, cs.Angle(value))
                : new HeldParameter(cs, cs.Heteroscedastic ? component.First : 0, Math.Sqrt(value)),
            Autoregressive ar when rho => new HeldParameter(ar, 1, Math.Asin(Math.Clamp(value, -1, 1))),
            Diagonal diagonal => new HeldParameter(diagonal, Math.Max(component.First, 0), Math.Sqrt(value)),
            _ => new HeldParameter(model, 0, Math.Sqrt(value)),
        };
    }
}
