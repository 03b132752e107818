using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Numerics.Random;

namespace IpdEngine.Perf.Faults.Kills;

/// <summary>Data managers who send trials of the example over both doors, some slowly, some twice, some broken, and remember what they were told.</summary>
/// <param name="drop">The drop folder.</param>
/// <param name="seed">Seed of what they send.</param>
internal sealed class Sender(string drop, ulong seed)
{
    private static readonly string[] s_studies = ["trial08", "trial09", "trial12", "trial13", "trial14", "trial16", "trial17"];
    private readonly Lock _turn = new();
    private readonly List<Sent> _acknowledged = [];
    private int _number;

    /// <summary>What was acknowledged so far, by either door.</summary>
    public IReadOnlyList<Sent> Acknowledged
    {
        get
        {
            lock (_turn)
                return [.. _acknowledged];
        }
    }

    /// <summary>Requests that were sent and broken off by a kill.</summary>
    public int BrokenOff { get; private set; }

    /// <summary>The statuses that were answered, with how often.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = new();

    /// <summary>Sends one upload after the other until the worker is gone.</summary>
    public async Task SendAsync(HttpClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (parcel, draw) = Next();
            using var form = new MultipartFormDataContent
            {
                { new StringContent(parcel.Description), "description", "study.yaml" },
                { new StreamContent(new HesitantStream(parcel.Data, draw), 4096), "data", parcel.Name },
            };
            try
            {
                using var answer = await client.PostAsync("/api/uploads", form, stop);
                Answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
                if (answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetString() is { } id)
                    Acknowledge(parcel.Sent with { Upload = id });
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // Broken off before the answer was there: not acknowledged, and not forbidden to be there.
                lock (_turn)
                    BrokenOff++;
                return;
            }
        }
    }

    /// <summary>Leaves pairs in the drop folder, each whole at once.</summary>
    public async Task DropAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (parcel, draw) = Next();
            var number = Interlocked.Increment(ref _number);
            var name = $"{number}-{parcel.Name}";
            var text = parcel.Description.Replace($"data: {parcel.Name}", $"data: {name}", StringComparison.Ordinal);
            await File.WriteAllBytesAsync(Path.Combine(drop, name), parcel.Data, CancellationToken.None);
            // Renamed into its place: whoever drops by copying has --drop-quiet-seconds or the marker.
            await File.WriteAllTextAsync(Path.Combine(drop, $".{number}"), text, CancellationToken.None);
            File.Move(Path.Combine(drop, $".{number}"), Path.Combine(drop, $"{number}.yaml"));
            Acknowledge(parcel.Sent with { Dropped = $"{number}.yaml", DescriptionSha256 = Hash(Encoding.UTF8.GetBytes(text)) });
            try
            {
                await Task.Delay(draw.NextBelow(400), stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private (Parcel Parcel, Philox Draw) Next()
    {
        var draw = new Philox(seed, (ulong)Interlocked.Increment(ref _number));
        var code = s_studies[draw.NextBelow(s_studies.Length)];
        var study = ExampleCorpus.Studies.Single(each => each.Description!.Study == code);
        using var stream = ExampleCorpus.OpenData(study);
        using var data = new MemoryStream();
        stream.CopyTo(data);
        var bytes = data.ToArray();
        // One in eight is cut off in the middle, and is to end in quarantine or, where a text is shorter by some rows, as a version.
        var isCut = draw.NextBelow(8) == 0;
        var mark = draw.NextBelow(3) == 0 ? "" : $"# {draw.NextBits()}\n";
        return (new Parcel(study, isCut ? bytes[..(bytes.Length / 2)] : bytes, study.Text + mark, isCut), draw);
    }

    private void Acknowledge(Sent sent)
    {
        lock (_turn)
            _acknowledged.Add(sent);
    }

    /// <summary>One upload to be sent.</summary>
    private sealed record Parcel(StudyFile Study, byte[] Data, string Description, bool IsCut)
    {
        public string Name => Study.Description!.Data;

        public Sent Sent => new(Study.Description!.Study, Hash(Data), Hash(Encoding.UTF8.GetBytes(Description)), IsCut);
    }
}
