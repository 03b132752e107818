namespace IpdEngine.Stage1.Multilevel;

/// <summary>Which construct predicts which.</summary>
/// <param name="Name"><c>as</c> alliance -&gt; symptom, <c>sa</c> symptom -&gt; alliance.</param>
/// <param name="Predictor">The predictor's name.</param>
/// <param name="Outcome">The outcome's name.</param>
internal sealed record LagDirection(string Name, string Predictor, string Outcome)
{
    internal static LagDirection AllianceToSymptom { get; } = new("as", "alliance", "symptom");

    internal static LagDirection SymptomToAlliance { get; } = new("sa", "symptom", "alliance");
}
