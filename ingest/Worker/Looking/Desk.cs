using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Looking;

/// <summary>Where a raw upload is looked at before it is stored: a few seats, and never more of a file than can be read in a moment.</summary>
internal sealed class Desk(WorkerFolders folders, WorkerSettings settings) : IDisposable
{
    private const int Seats = 2;
    private const long MostCells = 8_000_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _seats = new(Seats);

    /// <summary>The upload of an id where its raw file is still there; null otherwise.</summary>
    public UploadFolder? Find(string id) => folders.Find(id) is { RawDeleted: false } upload ? upload : null;

    /// <summary>What the file is and which columns it has.</summary>
    public Task<FileSurvey> SurveyAsync(UploadFolder upload, CancellationToken cancel) => SitAsync(() => FileSurvey.Of(upload.DataPath, Bounded(null)), cancel);

    /// <summary>A draft of its description.</summary>
    public Task<DraftOutcome> DraftAsync(UploadFolder upload, CancellationToken cancel) => SitAsync(() => Draft.Describe(upload.DataPath), cancel);

    /// <summary>What would be stored by a description, and what would be found.</summary>
    public Task<Preview> PreviewAsync(UploadFolder upload, StudyFile file, CancellationToken cancel)
    {
        var bounded = Bounded(file, MostCells);
        return SitAsync(() => Preview.Of(bounded, upload.DataPath, settings.Key), cancel);
    }

    /// <summary>Errors of a description: its own, and names in it that the file does not have. Only a row of the file is read.</summary>
    public Task<IReadOnlyList<Finding>> FaultsAsync(UploadFolder upload, StudyFile file, CancellationToken cancel)
    {
        var bounded = Bounded(file, 1);
        return SitAsync<IReadOnlyList<Finding>>(() => [.. Preview.Of(bounded, upload.DataPath, settings.Key).Findings.Where(finding => finding.Severity == Severity.Error && IsOf(finding, file))], cancel);
    }

    /// <summary>The surroundings of a cell; null where the file has no such place.</summary>
    public Task<CellContext?> CellAsync(UploadFolder upload, CellPlace place, ReadOptions? reading, CancellationToken cancel) =>
        SitAsync(() => CellContext.Of(upload.DataPath, place, Bounded(reading)), cancel);

    /// <inheritdoc/>
    public void Dispose() => _seats.Dispose();

    // Which sheet is meant and what is dropped the description says, though the finding is of the file.
    private static bool IsOf(Finding finding, StudyFile file) =>
        finding.File == file.File || finding.Code is "personal-data" || finding.Code.StartsWith("sheet-", StringComparison.Ordinal);

    private static StudyFile Bounded(StudyFile file, long cells) =>
        file.Description is { } study ? file with { Description = study with { Reading = Bounded(study.Reading, cells) } } : file;

    private static ReadOptions Bounded(ReadOptions? reading, long cells = MostCells) => (reading ?? new ReadOptions()) with { Limits = new ReadLimits(Cells: cells) };

    private async Task<T> SitAsync<T>(Func<T> work, CancellationToken cancel)
    {
        if (!await _seats.WaitAsync(s_patience, cancel))
            throw new DeskBusyException();
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            _seats.Release();
        }
    }
}
