using IpdEngine.Panel;
using IpdEngine.Tests.Stage1.Sem;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>Committed wide data as studies.</summary>
internal static class PanelStudies
{
    /// <summary>A study of tests/References/stage1/data with columns a1, s1, a2, ...; of its first rows, or of all.</summary>
    public static StudyPanel Of(string data, int waves, int persons = int.MaxValue)
    {
        var wide = Wide.Read(data);
        var alliance = wide.Columns([.. Enumerable.Range(1, waves).Select(t => $"a{t}")]);
        var symptom = wide.Columns([.. Enumerable.Range(1, waves).Select(t => $"s{t}")]);
        return Of(alliance, symptom, waves, Math.Min(persons, wide.Rows));
    }

    /// <summary>A study from two persons x waves tables.</summary>
    public static StudyPanel Of(double[] alliance, double[] symptom, int waves, int persons)
    {
        var builder = new StudyPanelBuilder(new StudyFacts
        {
            Study = "own",
            Synthetic = true,
            Alliance = new MeasureFacts("A", "P", -100, 100, false, null),
            Symptom = new MeasureFacts("S", "P", -100, 100, false, null),
        });
        for (var person = 0; person < persons; person++)
            for (var t = 0; t < waves; t++)
                builder.AddSession($"p{person:D4}", t + 1, alliance[person * waves + t], symptom[person * waves + t]);
        return builder.Build();
    }
}
