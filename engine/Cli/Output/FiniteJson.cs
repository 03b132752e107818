using System.Text.Json;

namespace IpdEngine.Cli.Output;

/// <summary>Numbers in JSON; what is not finite is null.</summary>
internal static class FiniteJson
{
    public static void Finite(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.Finite(value);
    }

    public static void Finite(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.Finite(value);
        json.WriteEndArray();
    }

    public static void Finite(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
