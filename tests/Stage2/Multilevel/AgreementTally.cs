using System.Globalization;
using System.Text.Json;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>Counts how each comparison with a reference number ended, and how far the worst of them was.</summary>
internal sealed class AgreementTally
{
    private readonly SortedDictionary<string, (int Compared, int Agreed, int Better, double Worst)> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    /// <summary>Something that has no counterpart, with its reason.</summary>
    public void Leave(string reason) => _left[reason] = _left.GetValueOrDefault(reason) + 1;

    /// <summary>Compares a number with its reference: agreed within the tolerance, or better where the fit it comes from has the higher likelihood.</summary>
    /// <param name="where">Set, model, method.</param>
    /// <param name="quantity">Kind of number.</param>
    /// <param name="found">Ours.</param>
    /// <param name="expected">The reference; what is not a number is not compared.</param>
    /// <param name="scale">What the distance is measured in.</param>
    /// <param name="tolerance">Distance allowed, in that scale.</param>
    /// <param name="better">True where our likelihood is higher.</param>
    public void Count(string where, string quantity, double found, JsonElement expected, double scale, double tolerance, bool better)
    {
        if (expected.ValueKind != JsonValueKind.Number)
            return;
        var distance = Math.Abs(found - expected.GetDouble()) / scale;
        var row = _rows.GetValueOrDefault(quantity);
        var agreed = distance <= tolerance;
        _rows[quantity] = (row.Compared + 1, row.Agreed + (agreed ? 1 : 0), row.Better + (!agreed && better ? 1 : 0), agreed ? Math.Max(row.Worst, distance) : row.Worst);
        if (!agreed && !better)
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{where} {quantity}: found {found:G12}, expected {expected.GetDouble():G12}, distance {distance:G3}"));
    }

    /// <summary>The text of the record.</summary>
    public string Record()
    {
        var lines = _rows.Select(r => $"{r.Key,-24} compared {r.Value.Compared,5}  agreed {r.Value.Agreed,5}  better {r.Value.Better,4}  worst agreed below {Ceiling(r.Value.Worst)}");
        var (compared, agreed, better) = (_rows.Values.Sum(r => r.Compared), _rows.Values.Sum(r => r.Agreed), _rows.Values.Sum(r => r.Better));
        return string.Concat(lines.Append($"{"all",-24} compared {compared,5}  agreed {agreed,5}  better {better,4}").Select(l => l + "\n"))
            + string.Concat(_left.Select(l => $"not compared ({l.Value}): {l.Key}\n"));
    }

    // A power of ten: the last bits of a library function are not part of the record.
    private static string Ceiling(double worst) => worst < 1e-9 ? "1e-9" : string.Create(CultureInfo.InvariantCulture, $"1e{Math.Ceiling(Math.Log10(worst) + 0.05)}");
}
