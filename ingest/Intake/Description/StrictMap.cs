using System.Globalization;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Description;

/// <summary>
/// Reads a map whose keys are known beforehand: unknown keys are findings with the nearest match, values of the wrong kind are findings
/// with their line, and what could not be read comes back as null.
/// </summary>
public sealed class StrictMap
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _keys;
    private readonly FindingLog _log;

    /// <summary>Opens a map; unknown keys are reported at once.</summary>
    /// <param name="map">The map.</param>
    /// <param name="section">What the map describes, in words for messages, such as <c>the study</c>.</param>
    /// <param name="keys">The keys that it may have.</param>
    /// <param name="log">Takes the findings.</param>
    public StrictMap(YamlMap map, string section, IReadOnlyList<string> keys, FindingLog log)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(log);
        (Line, Section, _keys, _log) = (map.Line, section, keys, log);
        foreach (var entry in map.Entries)
            if (keys.Contains(entry.Key, StringComparer.Ordinal))
                _entries.Add(entry.Key, entry);
            else
                log.Error("key-unknown", $"key '{entry.Key}'", $"a key of {section}", NearestName.Suggest(entry.Key, [.. keys]), entry.Line, entry.Key);
    }

    /// <summary>Line on which the map begins.</summary>
    public int Line { get; }

    /// <summary>What the map describes.</summary>
    public string Section { get; }

    /// <summary>True where the key stands there with a value.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The line of a key, or of the map where the key is absent.</summary>
    public int LineOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Line : Line;

    /// <summary>The node of a key; null where absent or empty.</summary>
    /// <exception cref="ArgumentException">The key is none of those that the map was opened with.</exception>
    public YamlNode? Node(string key)
    {
        if (!_keys.Contains(key, StringComparer.Ordinal))
            throw new ArgumentException($"found key '{key}', expected one of: {string.Join(", ", _keys)}", nameof(key));
        return _entries.TryGetValue(key, out var entry) && entry.Value is not YamlScalar { IsNull: true } ? entry.Value : null;
    }

    /// <summary>Reports a value that cannot be used.</summary>
    public void Fault(string key, string found, string expected, string remedy, string code = "value-unusable") =>
        _log.Error(code, found, expected, remedy, LineOf(key), key);

    /// <summary>A text, trimmed.</summary>
    public string? Text(string key) => Scalar(key, "a text")?.Text.Trim();

    /// <summary>A text that has to be there.</summary>
    public string? RequiredText(string key, string expected)
    {
        if (Node(key) is null)
            _log.Error("key-missing", $"no '{key}' in {Section}", expected, $"write '{key}: ...'", Line, key);
        return Text(key);
    }

    /// <summary>A finite number.</summary>
    public double? Number(string key) => Scalar(key, "a number") is { } scalar ? Number(key, scalar) : null;

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(string key, int minimum, int maximum)
    {
        if (Scalar(key, "a whole number") is not { } scalar)
            return null;
        if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= minimum && whole <= maximum)
            return whole;
        Fault(key, scalar.Words, $"a whole number from {minimum} to {maximum}", $"write '{key}: {minimum}' or the like");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Flag(string key) => Choice(key, "true", "false") is { } word ? word == "true" : null;

    /// <summary>One of several words.</summary>
    public string? Choice(string key, params string[] choices)
    {
        if (Scalar(key, $"one of {string.Join(", ", choices)}") is not { } scalar)
            return null;
        if (choices.Contains(scalar.Text, StringComparer.Ordinal))
            return scalar.Text;
        Fault(key, scalar.Words, $"one of {string.Join(", ", choices)}", NearestName.Suggest(scalar.Text, choices));
        return null;
    }

    /// <summary>A map below the key.</summary>
    public YamlMap? Map(string key)
    {
        if (Node(key) is not { } node)
            return null;
        if (node is YamlMap map)
            return map;
        Fault(key, node.Words, "keys and values below it", $"write them indented under '{key}:'");
        return null;
    }

    /// <summary>A map opened with its own keys.</summary>
    public StrictMap? Open(string key, string section, IReadOnlyList<string> keys) =>
        Map(key) is { } map ? new StrictMap(map, section, keys, _log) : null;

    /// <summary>A list of scalars; one scalar alone is a list of one.</summary>
    public IReadOnlyList<YamlScalar>? Scalars(string key)
    {
        var node = Node(key);
        if (node is YamlScalar single)
            return [single];
        if (node is null)
            return null;
        if (node is YamlList list && list.Items.All(item => item is YamlScalar))
            return [.. list.Items.Cast<YamlScalar>()];
        Fault(key, node.Words, "a list of values such as [a, b]", $"write '{key}: [a, b]'");
        return null;
    }

    /// <summary>A list of numbers.</summary>
    public IReadOnlyList<double>? Numbers(string key)
    {
        if (Scalars(key) is not { } scalars)
            return null;
        double?[] numbers = [.. scalars.Select(scalar => Number(key, scalar))];
        return numbers.All(number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    /// <summary>A range written <c>[low, high]</c>.</summary>
    public Bounds? Range(string key)
    {
        if (Numbers(key) is not { } ends)
            return null;
        if (ends is [var low, var high] && low < high)
            return new Bounds(low, high);
        Fault(key, $"[{string.Join(", ", ends)}]", "two numbers, the lower first", $"write '{key}: [0, 4]' or the like");
        return null;
    }

    private double? Number(string key, YamlScalar scalar)
    {
        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        Fault(key, scalar.Words, "a number with a decimal point", "write a number such as 4 or 0.5");
        return null;
    }

    private YamlScalar? Scalar(string key, string expected)
    {
        var node = Node(key);
        if (node is null or YamlScalar)
            return node as YamlScalar;
        Fault(key, node.Words, expected, $"write one value after '{key}:'");
        return null;
    }
}
