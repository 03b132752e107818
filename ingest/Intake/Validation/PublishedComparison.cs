using IpdEngine.Intake.Description;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Validation;

/// <summary>A figure of the scored study beside the one that its publication printed, both in the direction in which the study reports the instrument.</summary>
/// <param name="Measure"><c>alliance</c>, <c>symptom</c>, <c>intake</c>, <c>outcome</c>, or <c>participants</c>.</param>
/// <param name="Session">Session that it is of; null: all.</param>
/// <param name="Figure"><c>n</c>, <c>mean</c> or <c>SD</c> (n - 1).</param>
/// <param name="N">Values that the found figure rests on.</param>
/// <param name="Found">The figure found; NaN where there is none.</param>
/// <param name="Published">The figure published.</param>
/// <param name="Tolerance">Largest difference that counts as agreement.</param>
/// <param name="Line">Line in the description; 0 for the number of participants.</param>
public sealed record PublishedComparison(string Measure, int? Session, string Figure, int N, double Found, double Published, double Tolerance, int Line)
{
    /// <summary>Found less published.</summary>
    public double Difference => Found - Published;

    /// <summary>True where the two agree within the tolerance.</summary>
    public bool Agrees => Math.Abs(Difference) <= Tolerance + 1e-9;

    /// <summary>Every published figure of a description beside what the study gives.</summary>
    public static IReadOnlyList<PublishedComparison> Of(StudyDescription study, StudyPanel panel)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(panel);
        var comparisons = new List<PublishedComparison>();
        if (study.Published?.Participants is { } n)
            comparisons.Add(new("participants", null, "n", panel.Participants.Count, panel.Participants.Count, n, 0, 0));
        foreach (var moment in study.Published?.Moments ?? [])
        {
            var (measure, values) = Values(study, panel, moment);
            var (mean, sd) = MeanAndSd(values);
            mean = measure is { IsReflected: true } ? measure.Instrument.ScoreRange!.Value.Reflect(mean) : mean;
            foreach (var (figure, found, published) in new[] { ("mean", mean, moment.Mean), ("SD", sd, moment.Sd) })
                if (published is { } expected)
                    comparisons.Add(new(moment.Measure, moment.Session, figure, values.Count, found, expected, moment.Tolerance, moment.Line));
        }
        return comparisons;
    }

    private static (MeasureDescription? Measure, List<double> Values) Values(StudyDescription study, StudyPanel panel, PublishedMoment moment)
    {
        var (measure, all) = moment.Measure switch
        {
            "alliance" => (study.Alliance, panel.Sessions.Alliance.ToArray()),
            "symptom" => (study.Symptom, panel.Sessions.Symptom.ToArray()),
            "intake" => (study.Intake, panel.Participants.Intake.ToArray()),
            _ => (study.Outcome, panel.Participants.Outcome.ToArray()),
        };
        var isOfSession = moment.Measure is "alliance" or "symptom" && moment.Session is not null;
        var values = new List<double>();
        for (var row = 0; row < all.Length; row++)
            if (!double.IsNaN(all[row]) && (!isOfSession || panel.Sessions.Session[row] == moment.Session))
                values.Add(all[row]);
        return (measure, values);
    }

    private static (double Mean, double Sd) MeanAndSd(List<double> values)
    {
        var mean = values.Count == 0 ? double.NaN : values.Sum() / values.Count;
        return (mean, values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }
}
