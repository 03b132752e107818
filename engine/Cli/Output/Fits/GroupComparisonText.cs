using System.Globalization;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>Groups compared, as a person reads it.</summary>
internal static class GroupComparisonText
{
    public static void Write(ArmComparison comparison, string model, TextWriter writer)
    {
        writer.WriteLine($"{model}, {comparison.Arms.Count} groups compared");
        WriteFits("Lags of each group", comparison, comparison.Free, writer);
        WriteFits("Unstandardised lags equal across groups (standardised by each group's SDs)", comparison, comparison.Equal, writer);
        if (comparison.Difference is { } test)
        {
            var p = test.PValue < 0.0001 ? "p < 0.0001" : $"p = {PanelTableText.Number(test.PValue)}";
            writer.WriteLine($"\nTest of equal lags: chi-square({test.DegreesOfFreedom.ToString(CultureInfo.InvariantCulture)}) = {PanelTableText.Number(test.Statistic)}, {p}");
            if (test.Note is not null)
                writer.WriteLine($"note: {test.Note}");
        }
        else
        {
            writer.WriteLine("\nNo test of equal lags.");
        }

        if (comparison.Note is not null)
            writer.WriteLine($"note: {comparison.Note}");
    }

    private static void WriteFits(string title, ArmComparison comparison, IReadOnlyList<StudyEstimate> groups, TextWriter writer)
    {
        if (groups.Count == 0)
            return;
        writer.WriteLine($"\n{title}");
        for (var i = 0; i < groups.Count; i++)
        {
            writer.WriteLine($"  {comparison.Arms[i]}, {groups[i].Participants} rows: {groups[i].Status.Name}{(groups[i].Status.Reason.Length == 0 ? "" : $", {groups[i].Status.Reason}")}");
            foreach (var term in groups[i].Terms)
                writer.WriteLine($"    {PanelTableText.Title(term),-32}{PanelTableText.Number(groups[i].Estimate(term)),10}{PanelTableText.Number(groups[i].StandardError(term)),10}");
        }
    }
}
