using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Intake.Scoring;
using IpdEngine.Intake.Validation;
using IpdEngine.Panel;

namespace IpdEngine.Intake;

/// <summary>The way of a study from upload to store, one straight line: read, map, score, check, store.</summary>
public static class Ingestion
{
    /// <summary>Everything but storing: what is wrong, and the panel where nothing refuses it.</summary>
    /// <param name="file">The study's description.</param>
    /// <param name="dataPath">Path of the data file; <see cref="StudyFile.DataPath"/> where it stands beside the description.</param>
    /// <param name="key">Turns identifiers into pseudonyms.</param>
    public static IngestOutcome Check(StudyFile file, string dataPath, PseudonymKey key)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(key);
        if (file.Description is not { } study)
            return new IngestOutcome(file.File, file.Findings, null);
        ArgumentException.ThrowIfNullOrEmpty(dataPath);

        var log = new FindingLog(Path.GetFileName(dataPath));
        log.AddRange(file.Findings);
        // The items are let go before the panel is built: a frame of their own, so that a million rows are held once.
        var panel = Gather(file, study, dataPath, key, log)?.Build();
        if (panel is not null)
        {
            PanelChecks.Check(study, panel, log);
            PublishedCheck.Check(file, study, panel, log);
        }
        return new IngestOutcome(study.Study, log.ToList(), log.HasErrors ? null : panel);
    }

    private static StudyPanelBuilder? Gather(StudyFile file, StudyDescription study, string dataPath, PseudonymKey key, FindingLog log)
    {
        if (UploadMapping.Map(file, study, dataPath, key, log) is not { } items)
            return null;
        ParticipantAgreement.Check(items, log);
        return new Scorer(items, log).Score();
    }
}
