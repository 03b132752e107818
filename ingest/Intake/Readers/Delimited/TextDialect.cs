using System.Globalization;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>How a text file is written. It travels as the settings of the <see cref="RawFile"/>, so that what is told is what is done.</summary>
/// <param name="Encoding">Encoding by its IANA name.</param>
/// <param name="Separator">Field separator.</param>
/// <param name="DecimalMark"><c>.</c> or <c>,</c>.</param>
/// <param name="RowsAbove">Rows above the header.</param>
/// <param name="HasHeader">Whether there is a header.</param>
/// <param name="LabelRows">Rows of labels or units under the header.</param>
/// <param name="BlankAfterSeparator">Whether blanks around fields mean nothing (<c>"a", "b"</c>).</param>
/// <param name="RowNames">Whether each row begins with a name that the header leaves out, as R's write.table writes it.</param>
/// <param name="IsStrict">Whether the bytes are UTF-8 without fault or NUL, so that they need no recoding.</param>
internal sealed record TextDialect(
    string Encoding, char Separator, char DecimalMark, int RowsAbove, bool HasHeader, int LabelRows, bool BlankAfterSeparator,
    bool RowNames, bool IsStrict)
{
    private const string Tab = "tab", Blank = "blank", Yes = "yes", No = "no";

    /// <summary>The settings as they are shown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToSettings() =>
    [
        new("encoding", Encoding),
        new("separator", Separator switch { '\t' => Tab, ' ' => Blank, char c => c.ToString() }),
        new("decimal mark", DecimalMark.ToString()),
        new("rows above the header", RowsAbove.ToString(CultureInfo.InvariantCulture)),
        new("header", HasHeader ? Yes : No),
        new("label rows", LabelRows.ToString(CultureInfo.InvariantCulture)),
        new("blanks around fields dropped", BlankAfterSeparator ? Yes : No),
        new("row names", RowNames ? Yes : No),
        new("strict UTF-8", IsStrict ? Yes : No),
    ];

    /// <summary>The dialect that settings of <see cref="ToSettings"/> tell.</summary>
    /// <exception cref="ArgumentException">A setting is not there.</exception>
    public static TextDialect FromSettings(IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        string Of(string name)
        {
            foreach (KeyValuePair<string, string> setting in settings)
            {
                if (setting.Key == name)
                    return setting.Value;
            }
            throw new ArgumentException($"found no setting '{name}'; expected the settings that TableReader.Open gave", nameof(settings));
        }

        int NumberOf(string name) => int.Parse(Of(name), CultureInfo.InvariantCulture);
        return new(Of("encoding"), Of("separator") switch { Tab => '\t', Blank => ' ', string s => s[0] }, Of("decimal mark")[0],
            NumberOf("rows above the header"), Of("header") == Yes, NumberOf("label rows"), Of("blanks around fields dropped") == Yes,
            Of("row names") == Yes, Of("strict UTF-8") == Yes);
    }
}
