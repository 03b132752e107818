using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using IpdEngine.Intake.Example;
using IpdEngine.Perf.Faults.Kills;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>A worker process with small limits that is attacked from outside: its answers, what became of uploads, and what they cost it.</summary>
internal sealed class AttackSite : IDisposable
{
    private const int LongestUpload = 8;
    private readonly WorkerSite _site = new(1);
    private readonly WorkerProcess _worker;

    private AttackSite(WorkerProcess? worker) => _worker = worker ?? _site.Start("--maximum-upload-mb", $"{LongestUpload}", "--upload-timeout-minutes", "0.5", "--minimum-free-mb", "1");

    /// <summary>Bytes of the largest upload that the site allows.</summary>
    public static int MaximumUpload => LongestUpload << 20;

    public string Drop => _site.Drop;

    /// <summary>Folder of state, store and drop folder.</summary>
    public string Root => Path.GetDirectoryName(_site.Drop)!;

    public HttpClient Client => _worker.Client;

    /// <summary>A description of the example that takes any small file.</summary>
    public static string Description { get; } = ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17").Text;

    /// <summary>Peak memory since <see cref="Settle"/>, in megabytes.</summary>
    public long PeakMegabytes => long.Parse(File.ReadLines($"/proc/{_worker.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    public static async Task<AttackSite> StartAsync()
    {
        var site = new AttackSite(null);
        await site._worker.ReadyAsync(site._site.TokenFile);
        // The first upload warms the program up: what it costs is not the attack's.
        using var reader = new StreamReader(ExampleCorpus.OpenData(ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17")));
        await site.UploadAsync("trial17_pilot.csv", Encoding.UTF8.GetBytes(await reader.ReadToEndAsync()), Description);
        return site;
    }

    /// <summary>The example's trial of a code: name and bytes of its data, and its description.</summary>
    public static (string Name, byte[] Data, string Description) Trial(string study)
    {
        var file = ExampleCorpus.Studies.Single(each => each.Description!.Study == study);
        using var data = new MemoryStream();
        using var stream = ExampleCorpus.OpenData(file);
        stream.CopyTo(data);
        return (file.Description!.Data, data.ToArray(), file.Text);
    }

    /// <summary>Sets the peak memory back to what is used now.</summary>
    public void Settle() => File.WriteAllText($"/proc/{_worker.Id}/clear_refs", "5");

    /// <summary>Status and code of an answer.</summary>
    public static async Task<string> ToldAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var status = $"{(int)answer.StatusCode}";
        return answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? $"{status} {JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()}" : status;
    }

    public async Task<string> PostAsync(string path, HttpContent content)
    {
        // A refusal that comes before the body is not to be missed over sending it.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await Client.SendAsync(request);
        return await ToldAsync(answer);
    }

    /// <summary>Uploads a file, waits, and says what became of it: <c>stored</c>, or <c>refused</c> with the codes of the errors.</summary>
    public async Task<string> UploadAsync(string name, byte[] data, string description)
    {
        using var form = new MultipartFormDataContent { { new StringContent(description), "description", "study.yaml" }, { new ByteArrayContent(data), "data", name } };
        using var answer = await Client.PostAsync("/api/uploads", form);
        if (!answer.IsSuccessStatusCode)
            return await ToldAsync(answer);
        var id = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
        return Outcome(await SettledAsync(id!));
    }

    /// <summary>The upload once it has its outcome.</summary>
    public async Task<JsonElement> SettledAsync(string id)
    {
        for (var wait = 0; wait < 2400; wait++)
        {
            var upload = JsonDocument.Parse(await Client.GetStringAsync($"/api/uploads/{id}")).RootElement;
            if (upload.GetProperty("state").GetString() is not "received")
                return upload;
            await Task.Delay(50);
        }
        throw new TimeoutException($"upload {id} has no outcome after two minutes");
    }

    /// <summary>State of an upload, and the codes of its errors.</summary>
    public static string Outcome(JsonElement upload)
    {
        var codes = upload.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("severity").GetString() == "error").Select(finding => finding.GetProperty("code").GetString()).Distinct();
        return string.Join(' ', codes.Prepend(upload.GetProperty("state").GetString()));
    }

    /// <summary>Sends bytes as they are, some at once and some slowly, and says how the server ends it: the status of its answer, or <c>cut off</c>.</summary>
    /// <param name="atOnce">Sent first.</param>
    /// <param name="slowly">Sent four times a second for as long as the server listens.</param>
    public async Task<string> RawAsync(string atOnce, string slowly = "")
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Client.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        var answer = AnswerAsync(stream);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(atOnce));
            for (var sent = 0; !answer.IsCompleted && sent < 400; sent++)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(slowly));
                await Task.WhenAny(answer, Task.Delay(250));
            }
        }
        catch (IOException)
        {
            // It has hung up; what it said before is read below.
        }
        return answer.IsCompleted ? await answer : "still open";
    }

    public void Dispose()
    {
        _worker.Dispose();
        _site.Dispose();
    }

    private static async Task<string> AnswerAsync(NetworkStream stream)
    {
        var bytes = new byte[12];
        try
        {
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
            return read < bytes.Length ? "cut off" : Encoding.ASCII.GetString(bytes, 9, 3);
        }
        catch (IOException)
        {
            return "cut off";
        }
    }
}
