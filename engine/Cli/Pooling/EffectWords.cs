using IpdEngine.Stage2.Effects;

namespace IpdEngine.Cli.Pooling;

/// <summary>What effects are, on the axis of a plot.</summary>
internal static class EffectWords
{
    public static string Of(EffectMeasure measure) => measure switch
    {
        EffectMeasure.COR or EffectMeasure.ZCOR => "Correlation",
        EffectMeasure.PCOR or EffectMeasure.ZPCOR => "Partial correlation",
        EffectMeasure.MD => "Difference of means",
        EffectMeasure.SMD or EffectMeasure.SMDH => "Standardised mean difference",
        EffectMeasure.ROM => "Ratio of means",
        EffectMeasure.OR => "Odds ratio",
        EffectMeasure.RR => "Risk ratio",
        EffectMeasure.RD => "Risk difference",
        EffectMeasure.PR or EffectMeasure.PLO => "Proportion",
        _ => "Effect",
    };
}
