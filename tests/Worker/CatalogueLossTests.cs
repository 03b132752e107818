using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Perf.Faults;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The catalogue of uploads and versions is an index: the folders and the store are the truth.</summary>
public sealed class CatalogueLossTests
{
    [Fact]
    public async Task A_catalogue_that_is_gone_is_made_again_from_the_folders()
    {
        using var scratch = new ScratchFolder();
        var ids = new List<string>();
        await using (var worker = await RunningWorker.StartAsync(scratch))
        {
            ids.Add(await worker.UploadAsync("trial17"));
            ids.Add(await worker.UploadAsync("trial17", data: _ => "n;x\n1;2\n"));
            ids.Add(await worker.UploadAsync("alone.csv", "a,b\n1,2\n", null));
            await worker.OutcomeAsync(ids[0]);
            await worker.OutcomeAsync(ids[1]);
        }
        foreach (var file in Directory.EnumerateFiles(scratch["store.worker"], "catalogue.db*"))
            File.Delete(file);
        await using (var worker = await RunningWorker.StartAsync(scratch))
        {
            var rows = new List<JsonElement>();
            for (var wait = 0; wait < 200 && rows.Count < 3; wait++)
            {
                await Task.Delay(50);
                rows = (await worker.Client.GetFromJsonAsync<List<JsonElement>>("/api/uploads"))!;
            }
            Assert.Equal(ids.Order(StringComparer.Ordinal), rows.Select(row => row.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
            Assert.Equal(["awaiting-description", "refused", "stored"], rows.Select(row => row.GetProperty("state").GetString()!).Order(StringComparer.Ordinal));
            Assert.Contains(ids[0], await worker.Client.GetStringAsync("/api/studies/trial17/versions"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_catalogue_of_garbage_stops_the_start_and_says_what_to_do()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["store.worker"]);
        File.WriteAllBytes(scratch["store.worker/catalogue.db"], [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 31))]);
        using var worker = WorkerProcess.Start(scratch.Root);
        Assert.Equal(2, worker.WaitForExit());
        Assert.Contains("move it away", worker.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Errors, StringComparison.Ordinal);
    }
}
