using System.Text.RegularExpressions;

namespace IpdEngine.Tests.Walls;

/// <summary>Which file of a wing uses a type that another file of it defines, read from the text without comments and strings.</summary>
internal static partial class FileArrows
{
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string wing)
    {
        var codes = Repository.SourceFiles(wing).ToDictionary(Repository.Relative, f => Noise().Replace(File.ReadAllText(f), " "));
        var definitions = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (file, code) in codes)
            foreach (Match definition in Definition().Matches(code))
                (definitions.TryGetValue(definition.Groups[1].Value, out var files) ? files : definitions[definition.Groups[1].Value] = []).Add(file);

        var arrows = new SortedDictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var (file, code) in codes)
        {
            var own = Definition().Matches(code).Select(m => m.Groups[1].Value).ToHashSet();
            var used = Identifier().Matches(code).Select(m => m.Value).ToHashSet();
            var to = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var name in used)
                if (!own.Contains(name) && definitions.TryGetValue(name, out var files) && files.Count == 1)
                    to.UnionWith(files);
            to.Remove(file);
            arrows[file] = to;
        }
        return arrows;
    }

    [GeneratedRegex("""(?s)//[^\n]*|/\*.*?\*/|"{3}.*?"{3}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])+'""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"(?<![\w.])(?:class|struct|record|enum|interface|record\s+struct|record\s+class)\s+([A-Z]\w*)")]
    private static partial Regex Definition();

    // A name after a dot or before a colon is a member or an argument, one before = or => or { a property: none of them is the type.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*\b(?!\s*(?::(?!:)|=[^=]|\{ get|\{ init))")]
    private static partial Regex Identifier();
}
