using System.Globalization;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>PET, PEESE and the conditional estimate.</summary>
/// <remarks>
/// Stanley and Doucouliagos 2014, Res Synth Methods 5:60: both regressions by weighted least squares with weights 1/v and multiplicative dispersion, or
/// additive by choice. The conditional rule: PEESE's estimate where PET's is above zero (in the expected direction) at a one-sided level, else PET's.
/// </remarks>
public static class PetPeese
{
    /// <summary>Fits both regressions to a plain table and chooses.</summary>
    /// <param name="effects">Effects and variances (k, at least 3) without moderators.</param>
    /// <param name="options">Model and conditional rule.</param>
    /// <param name="pool">Level; estimator and test too where the model is additive.</param>
    /// <returns>Both fits with the estimate chosen, or why there is none.</returns>
    /// <exception cref="ArgumentException">The table has moderators, or the level of the rule is not between 0 and 1.</exception>
    public static PoolOutcome<PetPeeseFit> Of(EffectTable effects, PetPeeseOptions options, PoolOptions pool)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        if (effects.Moderators.Count > 0)
            throw new ArgumentException($"Found {effects.Moderators.Count} moderators, expected none: PET-PEESE is defined for a plain pool.", nameof(effects));
        if (!(options.Alpha is > 0 and < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found alpha {options.Alpha}, expected a number between 0 and 1, such as 0.05."), nameof(options));
        var pet = EggerTest.Of(effects, new EggerOptions(options.Model), pool);
        var peese = EggerTest.Of(effects, new EggerOptions(options.Model, EggerPredictor.Variance), pool);
        if ((pet.Refusal ?? peese.Refusal) is { } refusal)
            return PoolOutcome<PetPeeseFit>.Refused(refusal);
        var limit = pet.Value.Limit!;
        var positive = options.Positive ?? IsMeanPositive(effects);
        var half = limit.PValue / 2;
        var p = limit.Estimate > 0 == positive ? half : 1 - half;
        var takesPeese = p < options.Alpha;
        return PoolOutcome<PetPeeseFit>.Of(new PetPeeseFit
        {
            Options = options,
            Pet = pet.Value,
            Peese = peese.Value,
            OneSidedP = p,
            TakesPeese = takesPeese,
            Rule = string.Create(CultureInfo.InvariantCulture,
                $"PET's estimate is {(takesPeese ? "" : "not ")}{(positive ? "above" : "below")} zero at a one-sided level of {options.Alpha:0.###} (p = {p:0.0000}), so the estimate is {(takesPeese ? "PEESE" : "PET")}'s"),
            Warnings = SmallStudyCaution.For(effects.Yi.Length, "PET-PEESE",
                pet.Value.Regression.I2 > 50 ? "effects differ much between studies (I-squared above 50 % beside the standard error): PET-PEESE is then biased and its intervals too narrow (Stanley 2017)" : null),
        });
    }

    private static bool IsMeanPositive(EffectTable effects)
    {
        var sum = 0.0;
        for (var i = 0; i < effects.Yi.Length; i++)
            sum += effects.Yi[i] / effects.Vi[i];
        return sum > 0;
    }
}
