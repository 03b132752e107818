using System.Security.Cryptography;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Instruments;
using IpdEngine.Intake.Mapping;
using IpdEngine.Intake.Scoring;
using IpdEngine.Intake.Validation;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Intake;

/// <summary>The way of a study from upload to store, one straight line: read, map, score, check, store.</summary>
public static class Ingestion
{
    private const int ManyRows = 1_000_000;

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
        var (builder, items) = Gather(file, study, dataPath, key, log);
        LetGo(builder?.Sessions);
        var panel = builder?.Build();
        if (panel is not null)
        {
            PanelChecks.Check(study, panel, log);
            PublishedCheck.Check(file, study, panel, log);
        }
        return new IngestOutcome(study.Study, log.ToList(), log.HasErrors ? null : panel) { Facts = StudyFactsOf.Description(study), Items = items };
    }

    /// <summary>Checks a study and stores it; a refused study leaves the store as it was.</summary>
    /// <param name="file">The study's description.</param>
    /// <param name="dataPath">Path of the data file.</param>
    /// <param name="key">Turns identifiers into pseudonyms.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public static IngestOutcome Ingest(StudyFile file, string dataPath, PseudonymKey key, PanelStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        // Nearly every upload is stored, so its bytes are hashed while it is read.
        var rawHash = file.Description is null ? null : Task.Run(() => HashOf(dataPath));
        IngestOutcome outcome;
        try
        {
            outcome = Check(file, dataPath, key);
        }
        finally
        {
            if (rawHash is not null)
                Task.WaitAny(rawHash);
        }
        if (outcome.Panel is not { } panel)
            return outcome;
        try
        {
            var (manifest, isNew) = store.Add(panel, new StudySource
            {
                RawHash = rawHash!.GetAwaiter().GetResult(),
                RegistryHash = InstrumentRegistry.Hash,
                Description = file.Text,
                Findings = [.. outcome.Findings.Select(Stored)],
            }, outcome.Items);
            return outcome with { Stored = manifest, IsNew = isNew };
        }
        catch (ArgumentException e)
        {
            var refusal = new Finding(
                "store-refused", Severity.Error, file.File, null, null, null, e.Message, "a study that this store may hold",
                "A withdrawn study stays out of its store; a study code has letters, digits, hyphens and underscores.");
            return outcome with { Panel = null, Findings = [refusal, .. outcome.Findings] };
        }
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static StoredFinding Stored(Finding f) => new(
        f.Code, f.Severity.ToString().ToLowerInvariant(), f.File, f.Sheet, f.Row, f.Column, f.Found, f.Expected, f.Remedy, f.Count);

    // What a step held is garbage now. Of a large study that is a hundred megabytes, for which the collector would see no need before they are a second hundred.
    private static void LetGo(int? rows)
    {
        if (rows > ManyRows)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static (StudyPanelBuilder? Builder, IReadOnlyList<ScaleItems> Items) Gather(StudyFile file, StudyDescription study, string dataPath, PseudonymKey key, FindingLog log)
    {
        if (UploadMapping.Map(file, study, dataPath, key, log) is not { } items)
            return (null, []);
        LetGo(items.Count);
        ParticipantAgreement.Check(items, log);
        var scorer = new Scorer(items, log);
        return (scorer.Score(), scorer.Items);
    }
}
