using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>Codes into labels that stand in ordinal order; -1 = unknown.</summary>
internal sealed record LabelledCodes(byte[] Codes, IReadOnlyList<string> Labels)
{
    internal const int Unknown = -1;

    /// <summary>Codes for one label a row; null or empty = unknown.</summary>
    internal static LabelledCodes Of(IReadOnlyList<string?> rows)
    {
        string[] labels = [.. rows.Where(label => !string.IsNullOrEmpty(label)).Select(label => label!).Distinct().Order(StringComparer.Ordinal)];
        var codes = ArrowColumns.Allocate<int>(rows.Count);
        var view = ArrowColumns.View<int>(codes);
        for (var i = 0; i < rows.Count; i++)
            view[i] = string.IsNullOrEmpty(rows[i]) ? Unknown : System.Array.BinarySearch(labels, rows[i], StringComparer.Ordinal);
        return new LabelledCodes(codes, labels);
    }

    internal DictionaryArray ToArrow() => ArrowColumns.Codes(ArrowColumns.Ints(Codes, Unknown), ArrowColumns.Strings(Labels));
}
