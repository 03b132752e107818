using System.Text.RegularExpressions;
using Xunit;

namespace IpdEngine.Tests.Walls;

/// <summary>House rules that the compiler does not know.</summary>
public sealed partial class SourceTests
{
    private static IEnumerable<string> AllSources() =>
        new[] { "engine", "ingest", "tests", "perf" }.SelectMany(Repository.SourceFiles);

    [Fact]
    public void A_file_is_one_room_of_at_most_300_lines()
    {
        var faults = from file in AllSources() let lines = File.ReadLines(file).Count() where lines > 300 select $"{Repository.Relative(file)}: {lines} lines";
        Faults.None(faults);
    }

    [Fact]
    public void No_type_is_a_drawer()
    {
        var faults =
            from file in AllSources()
            from Match type in DrawerType().Matches(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: {type.Value}";
        Faults.None(faults);
    }

    [Fact]
    public void An_interface_has_at_least_two_implementers()
    {
        var code = AllSources().Select(File.ReadAllText).ToList();
        var faults =
            from text in code
            from Match definition in Interface().Matches(text)
            let name = definition.Groups[1].Value
            let implementers = code.Sum(t => Regex.Count(t, $@"(?:class|record|struct)\s+\w+[^{{;]*?:\s*[^{{;]*\b{name}\b"))
            where implementers < 2
            select $"{name} has {implementers} implementers";
        Faults.None(faults);
    }

    [Fact]
    public void A_lifted_rule_has_its_reason_on_the_line()
    {
        var faults =
            from file in AllSources()
            from line in File.ReadLines(file)
            where line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)
                || line.Contains("[SuppressMessage", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal)
            select $"{Repository.Relative(file)}: {line.Trim()}";
        Faults.None(faults);
    }

    [Fact]
    public void Nothing_is_left_for_later_and_nothing_names_a_place_outside_the_checkout()
    {
        var faults =
            from file in AllSources()
            where !file.EndsWith("SourceTests.cs", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where Unfinished().IsMatch(line)
            select $"{Repository.Relative(file)}: {line.Trim()}";
        Faults.None(faults);
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface)\s+\w*(?:Manager|Helper|Helpers|Utils|Util|Utilities|Service|Misc|Common)\b")]
    private static partial Regex DrawerType();

    [GeneratedRegex(@"\binterface\s+(I[A-Z]\w*)")]
    private static partial Regex Interface();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX|NotImplementedException)\b|\.\./share[d]|""/wor[k]/")]
    private static partial Regex Unfinished();
}
