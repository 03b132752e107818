using System.Diagnostics;
using System.Globalization;
using IpdEngine.Perf.Faults;

namespace IpdEngine.Perf.Uploads;

/// <summary>One large upload into a worker's process: what it took, and what the process held meanwhile.</summary>
/// <param name="Way">How it was sent.</param>
/// <param name="Megabytes">Its size.</param>
/// <param name="Seconds">Until it was acknowledged: on the disk, synced.</param>
/// <param name="Before">Memory of the process before, in megabytes.</param>
/// <param name="Peak">The most that the process held until then.</param>
/// <param name="Outcome">What became of it, and the peak of memory until then.</param>
internal sealed record LargeUpload(string Way, int Megabytes, double Seconds, double Before, double Peak, string Outcome)
{
    public const string Head = "| upload | MB | acknowledged after s | MB/s | memory before MB | peak MB | then |\n|---|---|---|---|---|---|---|";

    /// <summary>Sends a file as a bare body, as a form without description, and as a form with it, one after the other.</summary>
    public static async Task<IReadOnlyList<LargeUpload>> RunAsync(string folder, int megabytes)
    {
        using var worker = WorkerProcess.Start(folder, "--workers", "1");
        await worker.ReadyAsync(Path.Combine(folder, "token"));
        using var client = new HttpClient { BaseAddress = worker.Client.BaseAddress, Timeout = TimeSpan.FromHours(1) };
        client.DefaultRequestHeaders.Authorization = worker.Client.DefaultRequestHeaders.Authorization;
        // The first request of a process loads its code: it is not what is measured.
        await SendAsync(worker.Id, client, "warm", 1, bare: true, described: false);
        return
        [
            await SendAsync(worker.Id, client, "bare body", megabytes, bare: true, described: false),
            await SendAsync(worker.Id, client, "form", megabytes, bare: false, described: false),
            await SendAsync(worker.Id, client, "form with its description", megabytes, bare: false, described: true),
        ];
    }

    public string Row() => string.Create(CultureInfo.InvariantCulture, $"| {Way} | {Megabytes} | {Seconds:F1} | {Megabytes / Seconds:F0} | {Before:F0} | {Peak:F0} | {Outcome} |");

    private static async Task<LargeUpload> SendAsync(int worker, HttpClient client, string way, int megabytes, bool bare, bool described)
    {
        var before = WorkerMemory.Reset(worker);
        var clock = Stopwatch.GetTimestamp();
        using var file = new SessionNotes(megabytes);
        using var form = new MultipartFormDataContent();
        if (described)
            form.Add(new StringContent(SessionNotes.Description), "description", "notes.yaml");
        if (!bare)
            form.Add(file, "data", "notes.csv");
        var (id, answer) = await UploadOutcomes.SendAsync(client, bare ? "/api/uploads?name=notes.csv" : "/api/uploads", bare ? file : form);
        var (seconds, peak) = (Stopwatch.GetElapsedTime(clock).TotalSeconds, WorkerMemory.Peak(worker));
        if (id is null)
            throw new InvalidOperationException($"{way}: {answer}");
        var state = await UploadOutcomes.EndAsync(client, id);
        var whole = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return new LargeUpload(way, megabytes, seconds, before, peak, described
            ? string.Create(CultureInfo.InvariantCulture, $"{state} after {whole:F1} s, {file.Rows:N0} sessions, peak {WorkerMemory.Peak(worker):F0} MB")
            : state);
    }
}
