using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Panel.Store;
using IpdEngine.Perf.Faults;

namespace IpdEngine.Perf.Uploads;

/// <summary>Uploads that all arrive at once: three of four studies of their own, the others versions of one study.</summary>
/// <param name="Sent">How many were sent.</param>
/// <param name="Acknowledged">How many the worker acknowledged.</param>
/// <param name="Stored">How many of those are versions in the store, whole.</param>
/// <param name="Answers">What the others were answered.</param>
/// <param name="SecondsToAcknowledge">Until the last answer.</param>
/// <param name="SecondsToStore">Until the last outcome.</param>
/// <param name="Peak">The most memory that the process held, in megabytes.</param>
/// <param name="Census">What the check of inbox and store found.</param>
internal sealed record ManyUploads(
    int Sent, int Acknowledged, int Stored, IReadOnlyList<string> Answers, double SecondsToAcknowledge, double SecondsToStore, double Peak, Census Census)
{
    public const string Head = "| uploads at once | acknowledged | stored | lost | turned away | all acknowledged after s | all stored after s | peak MB |\n|---|---|---|---|---|---|---|---|";

    public int Lost => Acknowledged - Stored;

    public static async Task<ManyUploads> RunAsync(string folder, int count)
    {
        using var worker = WorkerProcess.Start(folder, "--requests-per-minute", "1000000");
        await worker.ReadyAsync(Path.Combine(folder, "token"));
        WorkerMemory.Reset(worker.Id);
        var clock = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(upload => SendAsync(worker.Client, upload)));
        var acknowledged = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var ids = answers.Where(answer => answer.Id is not null).Select(answer => answer.Id!).ToList();
        var stored = 0;
        foreach (var id in ids)
            stored += await UploadOutcomes.EndAsync(worker.Client, id) == "stored" ? 1 : 0;
        var (seconds, peak) = (Stopwatch.GetElapsedTime(clock).TotalSeconds, WorkerMemory.Peak(worker.Id));
        var census = new Census();
        new StateCheck(Path.Combine(folder, "store.worker"), Path.Combine(folder, "store"), census).Settled();
        var versions = new PanelStore(Path.Combine(folder, "store")).List().Sum(manifest => manifest.Version);
        return new ManyUploads(count, ids.Count, Math.Min(stored, versions), [.. answers.Where(answer => answer.Id is null).Select(answer => answer.Answer)], acknowledged, seconds, peak, census);
    }

    public string Row() => string.Create(CultureInfo.InvariantCulture,
        $"| {Sent} | {Acknowledged} | {Stored} | {Lost} | {Answers.Count} | {SecondsToAcknowledge:F1} | {SecondsToStore:F1} | {Peak:F0} |");

    private static Task<(string? Id, string Answer)> SendAsync(HttpClient client, int upload)
    {
        var study = upload % 4 == 3 ? "shared" : string.Create(CultureInfo.InvariantCulture, $"study{upload:000}");
        var data = new StringBuilder("id,session,a,s\n");
        for (var row = 0; row < 700; row++)
            data.Append(CultureInfo.InvariantCulture, $"P{row / 7},{row % 7 + 1},{(row + upload) % 41},{(row * 3 + upload) % 28}\n");
        var form = new MultipartFormDataContent
        {
            { new StringContent(SessionNotes.Description.Replace("study: notes", $"study: {study}", StringComparison.Ordinal)), "description", "study.yaml" },
            { new ByteArrayContent(Encoding.ASCII.GetBytes(data.ToString())), "data", "notes.csv" },
        };
        return UploadOutcomes.SendAsync(client, "/api/uploads", form);
    }
}
