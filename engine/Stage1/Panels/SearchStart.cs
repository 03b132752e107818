using System.Globalization;

namespace IpdEngine.Stage1.Panels;

/// <summary>Four lags from which the search sets out again.</summary>
/// <param name="Aa">Alliance -> alliance.</param>
/// <param name="Sa">Symptom -> alliance.</param>
/// <param name="Ss">Symptom -> symptom.</param>
/// <param name="As">Alliance -> symptom.</param>
internal sealed record SearchStart(double Aa, double Sa, double Ss, double As)
{
    /// <summary>The value of a lag by its label, the session behind the two letters where lags are free at each; null for what is no lag.</summary>
    public double? Of(string label) => label.Length < 2 || !label[2..].All(char.IsAsciiDigit) ? null : label[..2] switch
    {
        "aa" => Aa,
        "sa" => Sa,
        "ss" => Ss,
        "as" => As,
        _ => null,
    };

    /// <summary>The same as a modifier of lavaan's syntax; null for what is no lag.</summary>
    public string? Modifier(string label) => Of(label) is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value}*") : null;
}
