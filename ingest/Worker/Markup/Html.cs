using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace IpdEngine.Worker.Markup;

/// <summary>A piece of HTML. Whatever is put into one is encoded on the way, so that no text of an upload becomes markup; only another piece goes in as it is.</summary>
internal sealed class Html
{
    /// <summary>Nothing.</summary>
    public static readonly Html None = new("");

    private readonly string _text;

    private Html(string text) => _text = text;

    /// <summary>True where there is nothing in it.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>A piece, written <c>Html.Of($"...{value}...")</c>.</summary>
    public static Html Of(Writer content) => new(content.ToString());

    /// <summary>Markup that another room of ours has written, and encoded what was put into it.</summary>
    public static Html Written(string markup) => new(markup);

    /// <summary>A piece for each item, one after the other.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> piece)
    {
        var text = new StringBuilder();
        foreach (var item in items)
            text.Append(piece(item)._text);
        return new Html(text.ToString());
    }

    /// <summary>The piece where the condition holds; nothing otherwise.</summary>
    public static Html When(bool condition, Func<Html> piece) => condition ? piece() : None;

    /// <summary>The piece of a value; nothing where there is no value.</summary>
    public static Html When<T>(T? value, Func<T, Html> piece) where T : class => value is null ? None : piece(value);

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Takes the parts of an interpolated string: literals are markup, values are text.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _builder = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string literal) => _builder.Append(literal);

        public void AppendFormatted(Html? piece) => _builder.Append(piece?._text);

        public void AppendFormatted(string? text) => _builder.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
            _builder.Append(WebUtility.HtmlEncode(value?.ToString(format, CultureInfo.InvariantCulture)));

        public override string ToString() => _builder.ToString();
    }
}
