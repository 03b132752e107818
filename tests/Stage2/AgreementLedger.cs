using System.Globalization;
using System.Text.Json;

namespace IpdEngine.Tests.Stage2;

/// <summary>Counts comparisons by kind of quantity: compared, agreed within tolerance, better than the reference by its own criterion, and the worst distance that agreed.</summary>
internal sealed class AgreementLedger
{
    private readonly SortedDictionary<string, (int Compared, int Agreed, int Better, double Worst)> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly List<string> _notCompared = [];

    public IReadOnlyList<string> Faults => _faults;

    public int Compared => _lines.Values.Sum(l => l.Compared);

    /// <summary>Compares one number; a reference that is null is not compared.</summary>
    /// <param name="where">The set, for messages.</param>
    /// <param name="quantity">The line of the record.</param>
    /// <param name="found">Ours.</param>
    /// <param name="expected">The reference's.</param>
    /// <param name="relative">Tolerance relative to the reference.</param>
    /// <param name="floor">Absolute tolerance on top.</param>
    /// <param name="better">Whether ours is the better solution where the two differ; null where there is no criterion.</param>
    public void Compare(string where, string quantity, double found, JsonElement expected, double relative, double floor, Func<bool>? better = null)
    {
        if (expected.ValueKind != JsonValueKind.Number)
            return;
        var value = expected.GetDouble();
        var line = _lines.GetValueOrDefault(quantity);
        line.Compared++;
        var distance = Math.Abs(found - value);
        if (distance <= floor + relative * Math.Abs(value))
        {
            line.Agreed++;
            line.Worst = Math.Max(line.Worst, distance / Math.Max(Math.Abs(value), floor / relative));
        }
        else if (better?.Invoke() == true)
        {
            line.Better++;
        }
        else
        {
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{where} {quantity}: found {found:G12}, expected {value:G12}"));
        }
        _lines[quantity] = line;
    }

    /// <summary>Notes what the reference or the engine does not have, with the reason.</summary>
    public void Skip(string where, string reason) => _notCompared.Add($"not compared: {where}: {reason.ReplaceLineEndings(" ").Trim()}");

    /// <summary>The record: a line a quantity (the worst distance rounded up to a power of ten), a line for what was not compared.</summary>
    public string Record()
    {
        var lines = _lines.Select(l => string.Create(CultureInfo.InvariantCulture,
            $"{l.Key,-24} compared {l.Value.Compared,6}  agreed {l.Value.Agreed,6}  better {l.Value.Better,4}  worst {Decade(l.Value.Worst)}"));
        var all = $"{"all",-24} compared {Compared,6}  agreed {_lines.Values.Sum(l => l.Agreed),6}  better {_lines.Values.Sum(l => l.Better),4}";
        return string.Join('\n', lines.Append(all).Concat(_notCompared)) + "\n";
    }

    private static string Decade(double worst) => worst <= 1e-10 ? "1e-10" : string.Create(CultureInfo.InvariantCulture, $"1e{Math.Ceiling(Math.Log10(worst)):00}");
}
