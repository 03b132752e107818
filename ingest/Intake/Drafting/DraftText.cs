using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IpdEngine.Intake.Drafting;

/// <summary>Writes a draft, one key a line, each guess with how sure it is.</summary>
internal sealed partial class DraftText
{
    public const string Sure = "sure";
    public const string Likely = "likely";
    public const string Guess = "guess: check";

    private readonly StringBuilder _text = new();

    public void Comment(string comment) => _text.Append("# ").AppendLine(comment.ReplaceLineEndings(" "));

    public void Blank() => _text.AppendLine();

    public void Line(string key, string value, string certainty) => _text.AppendLine($"{key}: {value}{(value.Length > 0 ? "  " : "")}# {certainty.ReplaceLineEndings(" ")}");

    /// <summary>A scalar, in quotes where it needs them.</summary>
    public static string Quote(string text) =>
        Plain().IsMatch(text) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString().ReplaceLineEndings("\n");

    [GeneratedRegex(@"^[\p{L}\p{N}_](?:[\p{L}\p{N}_.\- ]*[\p{L}\p{N}_.\-])?$")]
    private static partial Regex Plain();
}
