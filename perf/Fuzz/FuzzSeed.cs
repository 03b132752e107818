using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;

namespace IpdEngine.Perf.Fuzz;

/// <summary>A whole file that mutations start from.</summary>
/// <param name="Format">Its format, under which outcomes are counted.</param>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Study">The description by which it is mapped and scored too, where it has one.</param>
internal sealed record FuzzSeed(string Format, string Name, byte[] Bytes, StudyFile? Study = null)
{
    /// <summary>The formats, and of how many hundredths of the mutations each has its share.</summary>
    public static IReadOnlyList<(string Format, int Share)> Shares { get; } =
        [("delimited text", 22), ("workbook", 6), ("workbook part", 10), ("sav", 16), ("zsav", 8), ("dta", 18), ("parquet", 12), ("description", 8)];

    private const int MostBytes = 26_000;
    private const int MostTextBytes = 5_000;

    /// <summary>The files that other programs wrote for the tests of the readers, and the small ones of the example corpus, text cut to its first lines.</summary>
    public static IReadOnlyList<FuzzSeed> All()
    {
        List<FuzzSeed> seeds =
        [
            .. Folder("delimited text", "delimited", ".csv", ".txt", ".tsv"),
            .. Folder("workbook", "excel", ".xlsx"),
            .. Folder("sav", "spss", ".sav"),
            .. Folder("zsav", "spss", ".zsav"),
            .. Folder("dta", "stata", ".dta"),
            .. Folder("parquet", "parquet", ".parquet"),
        ];
        foreach (var study in ExampleCorpus.Studies)
        {
            var (name, bytes) = (study.Description!.Data, Data(study));
            var format = Path.GetExtension(name) switch { ".sav" => "sav", ".zsav" => "zsav", ".dta" => "dta", ".xlsx" => "workbook", _ => "delimited text" };
            if (format == "delimited text")
                bytes = FirstLines(bytes);
            if (bytes.Length < MostBytes)
                seeds.Add(new FuzzSeed(format, name, bytes, study));
            seeds.Add(new FuzzSeed("description", study.File, System.Text.Encoding.UTF8.GetBytes(study.Text), bytes.Length < MostBytes ? study : null));
        }
        seeds.AddRange(seeds.Where(seed => seed.Format == "workbook").Select(seed => seed with { Format = "workbook part" }).ToList());
        return seeds;
    }

    /// <summary>The bytes of a study's data file as mutations of its description meet it.</summary>
    public static byte[] DataOf(StudyFile study) => study.Description!.Data.EndsWith(".csv", StringComparison.Ordinal) || study.Description.Data.EndsWith(".tsv", StringComparison.Ordinal)
        ? FirstLines(Data(study))
        : Data(study);

    private static byte[] Data(StudyFile study)
    {
        using var data = ExampleCorpus.OpenData(study);
        using var bytes = new MemoryStream();
        data.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] FirstLines(byte[] text)
    {
        var end = text.AsSpan(0, Math.Min(MostTextBytes, text.Length)).LastIndexOf((byte)'\n');
        return end < 0 ? text : text[..(end + 1)];
    }

    private static IEnumerable<FuzzSeed> Folder(string format, string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", "References", "readers", folder))
            .Where(path => endings.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new FuzzSeed(format, Path.GetFileName(path), File.ReadAllBytes(path)))
            .Where(seed => seed.Bytes.Length < MostBytes);
}
