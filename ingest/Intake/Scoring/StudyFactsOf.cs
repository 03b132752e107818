using IpdEngine.Intake.Description;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>The facts of a study as its description tells them.</summary>
internal static class StudyFactsOf
{
    public static StudyFacts Description(StudyDescription study) => new()
    {
        Study = study.Study,
        Country = study.Country,
        Design = study.Design,
        Synthetic = study.Synthetic,
        Alliance = Measure(study.Alliance),
        Symptom = Measure(study.Symptom),
        SessionLag = study.SessionLag,
        Variables = study.Variables,
    };

    private static MeasureFacts Measure(MeasureDescription measure)
    {
        var range = measure.Instrument.ScoreRange!.Value;
        return new MeasureFacts(measure.Instrument.Code, measure.Rater, range.Minimum, range.Maximum, measure.IsReflected, measure.Timing);
    }
}
