using IpdEngine.Perf.Faults;
using IpdEngine.Tests.Catalog;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The worker with its catalogue in PostgreSQL.</summary>
public sealed class PostgresWorkerTests
{
    [PostgresFact]
    public async Task A_trial_is_stored_and_listed_and_a_lost_catalogue_is_made_again_from_the_folders()
    {
        using var scratch = new DataPath.ScratchFolder();
        string id;
        await using (var worker = await RunningWorker.StartAsync(scratch, settings: ["--database", await PostgresServer.FreshDatabaseAsync()]))
        {
            id = await worker.UploadAsync("trial17");
            Assert.Equal("stored", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());
        }
        await using (var worker = await RunningWorker.StartAsync(scratch, settings: ["--database", await PostgresServer.FreshDatabaseAsync()]))
        {
            Assert.Equal("stored", (await worker.OutcomeAsync(id)).GetProperty("state").GetString());
            var version = await worker.Client.GetStringAsync("/api/studies/trial17/versions");
            Assert.Contains(id, version, StringComparison.Ordinal);
        }
    }
}
