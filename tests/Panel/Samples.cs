using CsCheck;
using IpdEngine.Panel;

namespace IpdEngine.Tests.Panel;

/// <summary>Small studies for the tests of the panel and its store.</summary>
internal static class Samples
{
    internal sealed record Row(int Participant, int Session, double Alliance, double Symptom);

    internal static Gen<Row[]> Rows { get; } =
        Gen.Select(Gen.Int[0, 12], Gen.Int[1, 9], Gen.Double[1, 7], Gen.Double[0, 63], (p, s, a, y) => new Row(p, s, a, y))
            .Array[0, 60].Select(rows => rows.DistinctBy(row => (row.Participant, row.Session)).ToArray());

    internal static StudyFacts Facts(string study = "trial") => new()
    {
        Study = study,
        Country = "CH",
        Synthetic = true,
        Alliance = new MeasureFacts("WAI-SR", "P", 1, 5, false, "after"),
        Symptom = new MeasureFacts("BDI-II", "P", 0, 63, false, "before"),
    };

    internal static StudyPanel Panel(IEnumerable<Row> rows, string study = "trial")
    {
        var builder = new StudyPanelBuilder(Facts(study));
        foreach (var row in rows)
            builder.AddSession($"p{row.Participant:00}", row.Session, row.Alliance, row.Symptom);
        return builder.Build();
    }
}
