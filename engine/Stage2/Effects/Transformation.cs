namespace IpdEngine.Stage2.Effects;

/// <summary>The scale on which estimates are shown; each is increasing, so limits keep their order.</summary>
public enum Transformation
{
    /// <summary>As analysed.</summary>
    None,

    /// <summary>tanh: Fisher's z back to a correlation.</summary>
    Tanh,

    /// <summary>exp: a log ratio back to the ratio.</summary>
    Exp,

    /// <summary>1 / (1 + exp(-x)): log odds back to a proportion.</summary>
    InverseLogit,
}

/// <summary>Estimates, intervals and prediction intervals on the scale that a reader knows.</summary>
public static class BackTransformation
{
    /// <summary>The scale that a measure is usually shown on.</summary>
    public static Transformation For(EffectMeasure measure) => measure switch
    {
        EffectMeasure.ZCOR or EffectMeasure.ZPCOR => Transformation.Tanh,
        EffectMeasure.OR or EffectMeasure.RR or EffectMeasure.ROM => Transformation.Exp,
        EffectMeasure.PLO => Transformation.InverseLogit,
        _ => Transformation.None,
    };

    /// <summary>One number on the new scale; NaN stays NaN.</summary>
    public static double Apply(Transformation transformation, double value) => transformation switch
    {
        Transformation.None => value,
        Transformation.Tanh => Math.Tanh(value),
        Transformation.Exp => Math.Exp(value),
        Transformation.InverseLogit => 1 / (1 + Math.Exp(-value)),
        _ => throw new ArgumentException($"Found transformation {transformation}, expected None, Tanh, Exp or InverseLogit.", nameof(transformation)),
    };

    /// <summary>A coefficient's estimate and limits on the new scale; its standard error, statistic and p belong to the analysed scale and are not carried over.</summary>
    public static ShownEstimate Of(Coefficient coefficient, Transformation transformation)
    {
        ArgumentNullException.ThrowIfNull(coefficient);
        return new(coefficient.Term, Apply(transformation, coefficient.Estimate), Apply(transformation, coefficient.ConfLow), Apply(transformation, coefficient.ConfHigh), transformation);
    }

    /// <summary>A prediction interval on the new scale, with its definition.</summary>
    public static PredictionInterval Of(PredictionInterval interval, Transformation transformation)
    {
        ArgumentNullException.ThrowIfNull(interval);
        return interval with { Low = Apply(transformation, interval.Low), High = Apply(transformation, interval.High) };
    }
}

/// <summary>An estimate with its interval on a named scale.</summary>
/// <param name="Term">The coefficient.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="ConfLow">Lower confidence limit.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
/// <param name="Scale">How the analysed scale was transformed.</param>
public sealed record ShownEstimate(string Term, double Estimate, double ConfLow, double ConfHigh, Transformation Scale);
