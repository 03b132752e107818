using Apache.Arrow;

namespace IpdEngine.Panel;

/// <summary>Codes into labels that stand in ordinal order; -1 = unknown.</summary>
internal sealed record LabelledCodes(Memory<byte> Codes, IReadOnlyList<string> Labels)
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

    /// <summary>Codes into labels of any order, which are put in ordinal order; the bytes are changed in place.</summary>
    internal static LabelledCodes Of(Memory<byte> codes, string[] labels)
    {
        string[] sorted = [.. labels.Order(StringComparer.Ordinal)];
        int[] rank = [.. labels.Select(label => System.Array.BinarySearch(sorted, label, StringComparer.Ordinal))];
        foreach (ref var code in ArrowColumns.View<int>(codes.Span))
            code = code == Unknown ? Unknown : rank[code];
        return new LabelledCodes(codes, sorted);
    }

    internal DictionaryArray ToArrow() => ArrowColumns.Codes(ArrowColumns.Ints(Codes, Unknown), ArrowColumns.Strings(Labels));
}
