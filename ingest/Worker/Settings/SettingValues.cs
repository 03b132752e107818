using System.Globalization;

namespace IpdEngine.Worker.Settings;

/// <summary>Settings as they were written, command line before environment, with every fault gathered: a kind message names them all at once.</summary>
internal sealed class SettingValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public SettingValues(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        foreach (var setting in Setting.Every)
            if (environment(setting.Variable) is { Length: > 0 } value)
                _values[setting.Name] = value;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            name = name == "key" ? "key-file" : name;
            if (name is null || !Setting.Every.Any(setting => setting.Name == name))
            {
                _faults.Add($"found '{arguments[i]}', expected --NAME VALUE with one of: {string.Join(", ", Setting.Every.Select(setting => setting.Name))}");
                i += value is null && i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? 1 : 0;
            }
            else if (value is null && (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
            {
                _faults.Add($"found --{name} without a value, expected --{name} VALUE");
            }
            else
            {
                _values[name] = value ?? arguments[++i];
            }
        }
    }

    /// <summary>Everything that was wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Fault(string message) => _faults.Add(message);

    /// <summary>The value as text; the documented default where it was not given; null where that is empty.</summary>
    public string? Text(string name)
    {
        var value = _values.TryGetValue(name, out var given) ? given : Setting.Every.Single(setting => setting.Name == name).Default;
        return value.Length == 0 ? null : value;
    }

    public double Number(string name, double least, double most)
    {
        var text = Text(name);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        _faults.Add($"found --{name} {text}, expected a number from {least} to {most}");
        return least;
    }

    public int Whole(string name, int least, int most)
    {
        var value = Number(name, least, most);
        if (value != Math.Floor(value))
            _faults.Add($"found --{name} {Text(name)}, expected a whole number from {least} to {most}");
        return (int)value;
    }

    private static (string? Name, string? Value) Split(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return (null, null);
        var at = argument.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (argument[2..], null) : (argument[2..at], argument[(at + 1)..]);
    }
}
