using IpdEngine.Intake.Description;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Intake.Example;

/// <summary>
/// The project's example: 17 synthetic trials, 5,350 simulated participants, 9 countries, in the formats and the disorder of real archives, each with its study
/// description. No person is behind any row, so its pseudonym key is published.
/// </summary>
public static class ExampleCorpus
{
    /// <summary>What is to be said wherever the example is shown.</summary>
    public const string Label = "synthetic example data: every value is simulated";

    private const string Prefix = "Example/";
    private static readonly Lazy<IReadOnlyList<StudyFile>> Files = new(Read);

    /// <summary>The published key as text. Never use it for data of persons.</summary>
    public const string KeyText = "ipdengine example corpus: published key, synthetic data only";

    /// <summary>The published key.</summary>
    public static PseudonymKey Key { get; } = PseudonymKey.FromText(KeyText);

    /// <summary>The 17 study descriptions, in order of study.</summary>
    public static IReadOnlyList<StudyFile> Studies => Files.Value;

    /// <summary>The bytes of a study's data file.</summary>
    /// <exception cref="ArgumentException">Not a study of the example.</exception>
    public static Stream OpenData(StudyFile study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return Resource(study.Description?.Data ?? study.File)
            ?? throw new ArgumentException($"found '{study.File}', expected a study of the example: {string.Join(", ", Studies.Select(each => each.File))}", nameof(study));
    }

    /// <summary>Writes descriptions and data files to a folder, which is made where it is not there; files of the same name are overwritten.</summary>
    /// <returns>The descriptions as files of that folder.</returns>
    public static IReadOnlyList<StudyFile> WriteTo(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var folder = System.IO.Directory.CreateDirectory(directory).FullName;
        foreach (var study in Studies)
        {
            File.WriteAllText(Path.Combine(folder, study.File), study.Text);
            using var data = OpenData(study);
            using var file = File.Create(Path.Combine(folder, study.Description!.Data));
            data.CopyTo(file);
        }
        return In(folder);
    }

    /// <summary>The example's descriptions over another folder that holds data files of the same names.</summary>
    public static IReadOnlyList<StudyFile> In(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return [.. Studies.Select(study => study with { Directory = Path.GetFullPath(directory) })];
    }

    private static StudyFile[] Read() =>
        [.. typeof(ExampleCorpus).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => StudyFile.Parse(name[Prefix.Length..], Text(name[Prefix.Length..])))];

    private static string Text(string name)
    {
        using var reader = new StreamReader(Resource(name)!);
        return reader.ReadToEnd();
    }

    private static Stream? Resource(string name) => typeof(ExampleCorpus).Assembly.GetManifestResourceStream(Prefix + name);
}
