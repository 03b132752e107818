using System.Globalization;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Validation;

/// <summary>Holds the scored study to what its publication printed: number of participants, means, standard deviations (n - 1).</summary>
internal static class PublishedCheck
{
    public static void Check(StudyFile file, StudyDescription study, StudyPanel panel, FindingLog log)
    {
        if (study.Published is not { } published)
            return;
        if (published.Participants is { } n && n != panel.Participants.Count)
            log.Warning("published-differs", $"{panel.Participants.Count} participants", $"{n}, as published", "find those who are missing or too many, or say why in the study's documentation", null, "n");
        foreach (var moment in published.Moments)
        {
            var (measure, values) = Values(study, panel, moment);
            // Published figures run in the instrument's own direction.
            var (mean, sd) = MeanAndSd(values);
            mean = measure is { IsReflected: true } ? measure.Instrument.ScoreRange!.Value.Reflect(mean) : mean;
            Compare(file, moment, "mean", mean, moment.Mean, log);
            Compare(file, moment, "SD", sd, moment.Sd, log);
        }
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

    private static void Compare(StudyFile file, PublishedMoment moment, string figure, double found, double? published, FindingLog log)
    {
        if (published is not { } expected || Math.Abs(found - expected) <= moment.Tolerance + 1e-9)
            return;
        var place = moment.Measure + (moment.Session is { } session ? $" in session {session}" : "");
        log.Add(new Finding("published-differs", Severity.Warning, file.File, null, moment.Line, $"{moment.Measure} {figure}",
            double.IsNaN(found) ? $"no {figure} of {place}" : $"{figure} of {place} = {found.ToString("0.####", CultureInfo.InvariantCulture)}",
            $"{expected.ToString(CultureInfo.InvariantCulture)} +- {moment.Tolerance.ToString(CultureInfo.InvariantCulture)}, as published",
            "check scoring, range, direction and missing codes; or widen 'tolerance' with a reason"));
    }
}
