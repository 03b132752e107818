using System.Globalization;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>Reads a column of labels (therapist, arm); a label is kept as its code among those seen.</summary>
internal sealed class LabelCells
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codeOf;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _values;
    private readonly Dictionary<string, int> _codeOfLabel = new(StringComparer.Ordinal);
    private readonly Func<string, string>? _pseudonym;

    /// <param name="cells">How the description says that cells are read.</param>
    /// <param name="pseudonym">What is kept in a text's place; null: the text, or the file's label of a number.</param>
    public LabelCells(ColumnDescription cells, Func<string, string>? pseudonym)
    {
        _pseudonym = pseudonym;
        _codeOf = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        _missing = new HashSet<string>(cells.Missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _values = new Dictionary<string, string>(cells.Values, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The labels by code.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>The code of the cell's label; NaN where missing.</summary>
    public double Read(RawBatch batch, in RawCell cell, RawColumn column)
    {
        Span<char> buffer = stackalloc char[IdentifierText.MaximumLength];
        var text = IdentifierText.Of(batch, cell, buffer);
        if (text.IsEmpty || _missing.Contains(text) || (cell.Kind == RawKind.Text && NumberText.IsMissingMark(text)))
            return double.NaN;
        if (_codeOf.TryGetValue(text, out var code))
            return code;
        var name = _values.TryGetValue(text, out var mapped) ? mapped : text.ToString();
        var label = _pseudonym is not null ? _pseudonym(name) : mapped ?? ValueLabel(cell, column) ?? name;
        if (!_codeOfLabel.TryGetValue(label, out code))
        {
            _codeOfLabel.Add(label, code = Labels.Count);
            Labels.Add(label);
        }
        _codes.Add(text.ToString(), code);
        return code;
    }

    /// <summary>Orders codes by their labels, so that it does not matter which was seen first.</summary>
    public IComparer<double> Order => Comparer<double>.Create((a, b) => string.CompareOrdinal(Labels[(int)a], Labels[(int)b]));

    private static string? ValueLabel(in RawCell cell, RawColumn column)
    {
        if (cell.Kind == RawKind.Number)
            foreach (var (value, label) in column.ValueLabels)
                if (value == cell.Number)
                    return label.Length > 0 ? label : value.ToString("R", CultureInfo.InvariantCulture);
        return null;
    }
}
