using System.Text;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>A description and a data file in a folder of their own, as a data manager has them.</summary>
internal sealed class StudyOnDisk : IDisposable
{
    /// <summary>A long study with finished scores 0-40 whose alliance and symptom columns are <c>a</c> and <c>s</c>.</summary>
    public const string LongStudy = """
        study: demo
        data: demo.csv
        layout: long
        participant: id
        session: session
        alliance: {instrument: SRS, score: a}
        symptom: {instrument: QIDS-SR, score: s}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("ipd-study-").FullName;

    public StudyOnDisk(string description, byte[] data, string name = "demo.csv")
    {
        Path = System.IO.Path.Combine(_folder, "demo.yaml");
        File.WriteAllText(Path, description);
        File.WriteAllBytes(System.IO.Path.Combine(_folder, name), data);
    }

    public StudyOnDisk(string description, string data) : this(description, Encoding.UTF8.GetBytes(data)) { }

    public string Path { get; }

    public IngestOutcome Check()
    {
        var file = StudyFile.Load(Path);
        return Ingestion.Check(file, file.DataPath ?? "", ExampleCorpus.Key);
    }

    public static IngestOutcome Check(string description, string data)
    {
        using var study = new StudyOnDisk(description, data);
        return study.Check();
    }

    /// <summary>The one finding of a rule, with everything that a finding has to say.</summary>
    public static Finding Only(IngestOutcome outcome, string code, Severity severity)
    {
        var found = outcome.Findings.Where(finding => finding.Code == code).ToArray();
        Assert.True(found.Length == 1, $"expected one {code}; found:\n{string.Join("\n", outcome.Findings)}");
        Assert.Equal(severity, found[0].Severity);
        Assert.False(string.IsNullOrWhiteSpace(found[0].Found) || string.IsNullOrWhiteSpace(found[0].Expected) || string.IsNullOrWhiteSpace(found[0].Remedy), found[0].ToString());
        if (severity == Severity.Error)
            Assert.True(outcome.IsRefused);
        return found[0];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
