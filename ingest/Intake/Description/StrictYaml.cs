using IpdEngine.Intake.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IpdEngine.Intake.Description;

/// <summary>
/// YAML as people write settings: scalars, lists and maps with their lines. Anchors, aliases, tags and several documents are refused, depth and size
/// are bounded, so no text costs more than its length; a key that stands twice is a finding.
/// </summary>
public static class StrictYaml
{
    /// <summary>Most characters of a text.</summary>
    public const int MaximumLength = 1024 * 1024;

    /// <summary>Most levels of lists and maps.</summary>
    public const int MaximumDepth = 12;

    /// <summary>Reads a text whose top is a map; null where it is none, with the reason in <paramref name="log"/>.</summary>
    public static YamlMap? Read(string text, FindingLog log)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(log);
        if (text.Length > MaximumLength)
            return Refuse(log, null, $"{text.Length} characters", $"at most {MaximumLength}", "shorten the file");
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return Refuse(log, null, "an empty file", "keys and values, such as 'study: NAME'", "write the keys");
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, log, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                return Refuse(log, LineOf(parser.Current!), "a second document ('---')", "one document a file", "split the file");
            return root as YamlMap
                ?? Refuse(log, root.Line, root.Words, "keys and values, such as 'study: NAME'", "write one key a line, each followed by a colon and a space");
        }
        catch (RefusedYamlException refused)
        {
            return Refuse(log, refused.Line, refused.Message, "plain scalars, lists and maps", "write the value out in place");
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 throws these where a flow sign begins a plain scalar in some contexts, and for tags that are no URI.
            return Refuse(log, null, "characters that YAML cannot read where they stand", "YAML", "quote texts that begin with a sign such as [ { ] } , & * ! | > % @");
        }
        catch (YamlException broken)
        {
            return Refuse(log, broken.Start.Line, Plain(broken.Message), "YAML", "mend the line; indent with blanks, quote texts that hold ': ' or '#'");
        }
    }

    private static YamlNode ReadNode(Parser parser, FindingLog log, int depth)
    {
        var next = parser.Current!;
        if (depth > MaximumDepth)
            throw new RefusedYamlException(LineOf(next), $"more than {MaximumDepth} levels");
        if (next is AnchorAlias)
            throw new RefusedYamlException(LineOf(next), "an alias (*)");
        if (next is NodeEvent { Anchor.IsEmpty: false })
            throw new RefusedYamlException(LineOf(next), "an anchor (&)");
        if (next is NodeEvent { Tag.IsEmpty: false })
            throw new RefusedYamlException(LineOf(next), "a tag (!)");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(LineOf(scalar), scalar.Value, scalar.Style is not ScalarStyle.Plain);
        return parser.TryConsume<SequenceStart>(out var list) ? ReadList(parser, log, depth, LineOf(list)) : ReadMap(parser, log, depth);
    }

    private static YamlList ReadList(Parser parser, FindingLog log, int depth, int line)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, log, depth + 1));
        return new YamlList(line, items);
    }

    private static YamlMap ReadMap(Parser parser, FindingLog log, int depth)
    {
        var line = LineOf(parser.Consume<MappingStart>());
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(parser, log, depth + 1) is not YamlScalar key)
                throw new RefusedYamlException(LineOf(parser.Current!), "a key that is itself a list or map");
            var value = ReadNode(parser, log, depth + 1);
            if (seen.TryAdd(key.Text, key.Line))
                entries.Add(new YamlEntry(key.Line, key.Text, value));
            else
                log.Error("key-twice", $"key '{key.Text}' again (first in line {seen[key.Text]})", "each key once", "keep one of the two", key.Line, key.Text);
        }
        return new YamlMap(line, entries);
    }

    private static YamlMap? Refuse(FindingLog log, long? line, string found, string expected, string remedy)
    {
        log.Error("yaml-unreadable", found, expected, remedy, line);
        return null;
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    /// <summary>The parser's sentence without its own place, which the finding names.</summary>
    private static string Plain(string message) => message.Split("): ") is [_, var sentence] ? sentence : message;

    private sealed class RefusedYamlException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
