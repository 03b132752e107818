using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace IpdEngine.Tests.Walls;

/// <summary>The wing table of README is the law; the project files obey it.</summary>
public sealed partial class WingTests
{
    private static readonly SortedDictionary<string, string[]> s_packageWings = new(StringComparer.Ordinal)
    {
        ["Parquet.Net"] = ["engine/Panel"],
        ["Apache.Arrow"] = ["engine/Panel", "tests"],
        ["Microsoft.EntityFrameworkCore.Sqlite"] = ["engine/Catalog"],
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = ["engine/Catalog"],
        ["CsvHelper"] = ["ingest/Intake"],
        ["YamlDotNet"] = ["ingest/Intake", "tests"],
        ["Spectre.Console"] = ["engine/Cli"],
        ["System.CommandLine"] = ["engine/Cli"],
        ["MathNet.Numerics"] = ["engine/Numerics", "engine/Stage1", "engine/Stage2"],
    };

    [Fact]
    public void Every_project_uses_only_what_its_row_in_the_wing_table_allows()
    {
        var table = WingTable();
        var faults = new List<string>();
        foreach (var (wing, project) in Repository.Projects())
        {
            if (!table.TryGetValue(wing, out var allowed))
            {
                faults.Add($"{wing} has no row in README's wing table");
                continue;
            }
            if (allowed.Contains("everything"))
                continue;
            foreach (var used in References(wing, project))
                if (!allowed.Contains(used))
                    faults.Add($"{wing} references {used}; its row allows only: {string.Join(", ", allowed)}");
        }
        Faults.None(faults);
    }

    [Fact]
    public void Every_row_of_the_wing_table_is_a_project_with_code_in_the_solution()
    {
        var projects = Repository.Projects();
        var solution = Repository.Read("IpdEngine.sln").Replace('\\', '/');
        foreach (var wing in WingTable().Keys)
        {
            Assert.True(projects.ContainsKey(wing), $"README names {wing}, but there is no project");
            Assert.NotEmpty(Repository.SourceFiles(wing));
            Assert.Contains($"{wing}/", solution);
        }
    }

    [Fact]
    public void A_package_is_named_in_the_wing_that_owns_it_and_nowhere_else()
    {
        var faults =
            from project in Repository.Projects()
            from package in project.Value.Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!)
            where s_packageWings.TryGetValue(package, out var wings) && !wings.Contains(project.Key)
            select $"{project.Key} references {package}";
        Faults.None(faults);
    }

    [Fact]
    public void The_top_level_holds_the_four_folders_and_nothing_else()
    {
        string[] expected = ["engine", "ingest", "tests", "perf"];
        var found = Directory.EnumerateDirectories(Repository.Root).Select(Path.GetFileName)
            .Where(d => !d!.StartsWith('.') && d is not ("artifacts" or "results"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> References(string wing, XDocument project) =>
        from reference in project.Descendants("ProjectReference")
        let path = Path.GetFullPath(Path.Combine(Repository.Root, wing, (string)reference.Attribute("Include")!))
        select Repository.Relative(Path.GetDirectoryName(path)!);

    private static SortedDictionary<string, string[]> WingTable()
    {
        var table = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (Match row in WingRow().Matches(Repository.Read("README.md")))
        {
            var uses = row.Groups["uses"].Value.Trim();
            var names = uses == "-" ? [] : uses.Split(',', StringSplitOptions.TrimEntries);
            var all = names.Select(n => n is "everything" ? n : n is "Intake" ? "ingest/Intake" : $"engine/{n}").ToArray();
            foreach (Match wing in WingName().Matches(row.Groups["wings"].Value))
                table[wing.Groups[1].Value] = all;
        }
        return table;
    }

    [GeneratedRegex(@"^\| (?<wings>`[^|]*`) \| [^|]* \| (?<uses>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex WingRow();

    [GeneratedRegex(@"`((?:engine|ingest)/\w+|tests|perf)`")]
    private static partial Regex WingName();
}
