using System.Net;
using System.Text.Json;
using IpdEngine.Intake.Example;
using IpdEngine.Perf.Faults;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The log holds no person and no secret.</summary>
public sealed class LogTests
{
    private const string Planted = "Plantedname";

    [Fact]
    public async Task The_log_is_JSON_and_names_no_file_cell_query_account_or_secret_that_was_sent()
    {
        using var scratch = new ScratchFolder();
        using var worker = WorkerProcess.Start(scratch.Root);
        await worker.ReadyAsync(scratch["token"]);
        var token = (await File.ReadAllTextAsync(scratch["token"])).Trim();
        var link = worker.Errors.Split("token=")[1].Split(' ')[0];

        foreach (var data in new[] { $"id,a1,s1\n{Planted},1,2\n", $"\"{Planted}", $"PAR1{Planted}" })
            using (var form = RunningWorker.Form($"{Planted}.csv", data, $"study: {Planted}\n{Planted}: 1\n"))
                await worker.Client.PostAsync($"/api/uploads?{Planted}=1", form);
        using (var form = RunningWorker.Form($"{Planted}.csv", $"{Planted}", Description()))
            await worker.Client.PostAsync("/api/uploads", form);
        await worker.Client.GetAsync($"/{Planted}?name={Planted}");
        await worker.Client.GetAsync($"/api/studies/{Planted}/versions");
        await worker.Client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = Planted, ["password"] = Planted }));
        await worker.Client.PostAsync("/api/accounts", new StringContent($"{{\"name\": \"{Planted}", System.Text.Encoding.UTF8, "application/json"));
        using var wrong = new HttpRequestMessage(new HttpMethod(Planted), "/");
        await worker.Client.SendAsync(wrong);
        Assert.Equal(HttpStatusCode.Redirect, (await new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = worker.Client.BaseAddress }.GetAsync($"/start?token={link}")).StatusCode);
        for (var wait = 0; wait < 200 && !worker.Output.Contains("Refused", StringComparison.Ordinal); wait++)
            await Task.Delay(50);
        worker.Kill();

        var lines = worker.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 8, worker.Output);
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.DoesNotContain(Planted, worker.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(link, worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("synthetic data only", worker.Output, StringComparison.Ordinal);
    }

    private static string Description() => ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17").Text;
}
