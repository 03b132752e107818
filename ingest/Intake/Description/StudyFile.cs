using System.Text;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Description;

/// <summary>A study description as a file: its text, what it says, and what is wrong with it.</summary>
/// <param name="File">File name without directory.</param>
/// <param name="Text">The text, part of a study version's identity.</param>
/// <param name="Description">What it says; null where a finding is an error.</param>
/// <param name="Findings">What was wrong with it.</param>
public sealed record StudyFile(string File, string Text, StudyDescription? Description, IReadOnlyList<Finding> Findings)
{
    /// <summary>Folder in which it and its data stand; null where it did not come from one.</summary>
    public string? Directory { get; init; }

    /// <summary>Path of the data file beside the description; null where there is no description or no folder.</summary>
    public string? DataPath => Description is null || Directory is null ? null : Path.Combine(Directory, Description.Data);

    /// <summary>Reads a description from a file of at most a megabyte of UTF-8.</summary>
    public static StudyFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var name = Path.GetFileName(path);
        var log = new FindingLog(name);
        var file = new FileInfo(path);
        if (!file.Exists)
            log.Error("file-not-found", "no such file", "a study description (YAML)", "check the path; 'ipd describe DATAFILE' drafts one");
        else if (file.Length > StrictYaml.MaximumLength)
            log.Error("yaml-unreadable", $"{file.Length} bytes", $"at most {StrictYaml.MaximumLength}", "name the description, not the data file");
        if (log.HasErrors)
            return new StudyFile(name, "", null, log.ToList());
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(System.IO.File.ReadAllBytes(path));
            return Parse(name, text.TrimStart('\uFEFF')) with { Directory = file.DirectoryName };
        }
        catch (DecoderFallbackException)
        {
            log.Error("yaml-unreadable", "bytes that are not UTF-8", "a text file in UTF-8", "save the description as UTF-8");
            return new StudyFile(name, "", null, log.ToList());
        }
    }

    /// <summary>Reads a description from its text.</summary>
    /// <param name="file">File name that findings show.</param>
    /// <param name="text">The YAML.</param>
    public static StudyFile Parse(string file, string text)
    {
        var log = new FindingLog(file);
        var root = StrictYaml.Read(text, log);
        var description = root is null ? null : new DescriptionParser(log).Read(root);
        return new StudyFile(file, text, description, log.ToList());
    }
}
