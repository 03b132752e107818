using Xunit;

namespace IpdEngine.Tests.Walls;

/// <summary>Inside a wing arrows point one way: no circle of files, none of folders; the hall never stands below its rooms.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Wings()
    {
        var wings = new TheoryData<string>();
        foreach (var wing in Repository.Projects().Keys.Where(w => w.StartsWith("engine/", StringComparison.Ordinal) || w.StartsWith("ingest/", StringComparison.Ordinal)))
            wings.Add(wing);
        return wings;
    }

    [Theory]
    [MemberData(nameof(Wings))]
    public void No_files_of_a_wing_stand_in_a_circle(string wing)
    {
        var arrows = FileArrows.Of(wing);
        Faults.None(Circles.In(arrows).Select(c => string.Join(" -> ", c)));
    }

    [Theory]
    [MemberData(nameof(Wings))]
    public void No_folders_of_a_wing_stand_in_a_circle(string wing)
    {
        var folders = FileArrows.Of(wing)
            .SelectMany(a => a.Value.Select(to => (From: Folder(a.Key), To: Folder(to))))
            .Where(a => a.From != a.To)
            .GroupBy(a => a.From)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.Select(a => a.To).ToHashSet());
        Faults.None(Circles.In(folders).Select(c => string.Join(" -> ", c)));
    }

    [Theory]
    [InlineData("engine/Stage1")]
    public void A_vocabulary_never_imports_its_folders(string wing)
    {
        var faults =
            from arrow in FileArrows.Of(wing)
            where Folder(arrow.Key) == wing
            from to in arrow.Value
            where Folder(to) != wing
            select $"{arrow.Key} uses {to}";
        Faults.None(faults);
    }

    [Fact]
    public void No_ingest_room_imports_the_hall()
    {
        var faults =
            from arrow in FileArrows.Of("ingest/Intake")
            where Folder(arrow.Key) != "ingest/Intake"
            from to in arrow.Value
            where Folder(to) == "ingest/Intake"
            select $"{arrow.Key} uses {to}";
        Faults.None(faults);
    }

    [Fact]
    public void The_structural_equation_rooms_see_columns_and_never_a_study()
    {
        var faults = Repository.SourceFiles("engine/Stage1/Sem").Where(f => File.ReadAllText(f).Contains("IpdEngine.Panel", StringComparison.Ordinal));
        Faults.None(faults);
    }

    private static string Folder(string file) => file[..file.LastIndexOf('/')];
}
