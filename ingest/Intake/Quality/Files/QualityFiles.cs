using System.Text;
using IpdEngine.Intake.Quality.Page;
using IpdEngine.Panel.Export;
using IpdEngine.Panel.Store;

namespace IpdEngine.Intake.Quality.Files;

/// <summary>The files of a quality report.</summary>
public static class QualityFiles
{
    /// <summary>Every file by name, with its bytes: the same bytes for the same study.</summary>
    /// <param name="quality">The quality, masked unless it stays with data managers.</param>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Of(StudyQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        var files = new List<(string, byte[])>
        {
            ("quality.html", Encoding.UTF8.GetBytes(QualityPage.Document(quality))),
            ("codebook.html", Encoding.UTF8.GetBytes(QualityPage.Codebook(quality))),
            ("quality.json", QualityJson.Of(quality)),
        };
        foreach (var (name, columns) in QualityTables.Of(quality))
        {
            using var stream = new MemoryStream();
            CsvFile.Write(stream, columns);
            files.Add((name, stream.ToArray()));
        }
        return files;
    }

    /// <summary>Writes every file into a folder, which is made where it is not there.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(StudyQuality quality, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DurableFiles.Local.MakeFolder(Path.GetFullPath(folder));
        foreach (var (name, bytes) in Of(quality))
            DurableFiles.Local.Replace(Path.Combine(Path.GetFullPath(folder), name), bytes);
    }
}
