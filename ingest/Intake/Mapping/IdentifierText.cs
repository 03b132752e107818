using System.Globalization;
using System.Text;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// Identifiers in one spelling, so that a participant is the same person in every sheet and format: 501, "501", " 501 " and "501.0" are one, and so is a letter with its accent in one character or two.
/// </summary>
internal static class IdentifierText
{
    /// <summary>Most characters of an identifier that count; what is longer is free text in the wrong column.</summary>
    public const int MaximumLength = 200;

    /// <summary>The identifier of a cell, written to <paramref name="buffer"/> (of <see cref="MaximumLength"/>) or a view into the batch; empty where there is none.</summary>
    public static ReadOnlySpan<char> Of(RawBatch batch, in RawCell cell, Span<char> buffer)
    {
        switch (cell.Kind)
        {
            case RawKind.Number or RawKind.Date:
                // -0 is 0, and a whole number is written without its decimals.
                (cell.Number + 0.0).TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
                return buffer[..written];
            case RawKind.Text:
                var text = batch.Text(cell).Trim();
                text = text.Length <= MaximumLength ? text : text[..MaximumLength];
                return Ascii.IsValid(text) ? WithoutDecimals(text) : buffer[..ComposedLetters.Join(text, buffer)];
            default:
                return default;
        }
    }

    /// <summary>"501.0" and "501,00" as "501".</summary>
    private static ReadOnlySpan<char> WithoutDecimals(ReadOnlySpan<char> text)
    {
        var mark = text.IndexOfAny('.', ',');
        return mark > 0 && mark < text.Length - 1 && !text[..mark].ContainsAnyExceptInRange('0', '9') && !text[(mark + 1)..].ContainsAnyExcept('0')
            ? text[..mark]
            : text;
    }
}
