using System.Text.Json;
using IpdEngine.Cli.Output;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>Coefficients, tests and refusals in JSON under metafor's names.</summary>
internal static class JsonNames
{
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A block of an analysis, or why there is none.</summary>
    public static void Block<T>(this Utf8JsonWriter json, string name, PoolOutcome<T>? outcome, Action<T> write) where T : class
    {
        if (outcome is null)
            return;
        json.WriteStartObject(name);
        if (outcome.Fit is { } fit)
            write(fit);
        else
            json.Refusal(outcome.Refusal!);
        json.WriteEndObject();
    }

    public static void Refusal(this Utf8JsonWriter json, PoolRefusal refusal)
    {
        json.WriteString("code", refusal.Code);
        json.WriteString("reason", refusal.Reason);
        json.WriteString("where", refusal.Where);
    }

    /// <summary>Coefficients as metafor lists them, an element a coefficient.</summary>
    public static void Coefficients(this Utf8JsonWriter json, IReadOnlyList<Coefficient> coefficients)
    {
        json.Texts("terms", coefficients.Select(c => c.Term));
        json.Finite("b", coefficients.Select(c => c.Estimate));
        json.Finite("se", coefficients.Select(c => c.StandardError));
        json.Finite("zval", coefficients.Select(c => c.Statistic));
        json.Finite("ddf", coefficients.Select(c => c.DegreesOfFreedom));
        json.Finite("pval", coefficients.Select(c => c.PValue));
        json.Finite("ci.lb", coefficients.Select(c => c.ConfLow));
        json.Finite("ci.ub", coefficients.Select(c => c.ConfHigh));
    }

    /// <summary>One coefficient as fields of the object at hand.</summary>
    public static void Coefficient(this Utf8JsonWriter json, Coefficient c)
    {
        json.Finite("b", c.Estimate);
        json.Finite("se", c.StandardError);
        json.Finite("zval", c.Statistic);
        json.Finite("ddf", c.DegreesOfFreedom);
        json.Finite("pval", c.PValue);
        json.Finite("ci.lb", c.ConfLow);
        json.Finite("ci.ub", c.ConfHigh);
    }

    public static void Prediction(this Utf8JsonWriter json, PredictionInterval? prediction)
    {
        json.Finite("pi.lb", prediction?.Low ?? double.NaN);
        json.Finite("pi.ub", prediction?.High ?? double.NaN);
        json.WriteString("pi.definition", prediction?.Definition);
    }

    public static void Omnibus(this Utf8JsonWriter json, OmnibusTest? test)
    {
        json.Finite("QM", test?.Statistic ?? double.NaN);
        json.Finite("QMdf1", test?.Df1 ?? double.NaN);
        json.Finite("QMdf2", test?.Df2 ?? double.NaN);
        json.Finite("QMp", test?.PValue ?? double.NaN);
    }
}
