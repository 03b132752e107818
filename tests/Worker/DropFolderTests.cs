using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>The second door.</summary>
public sealed class DropFolderTests
{
    [Fact]
    public async Task A_pair_that_stands_still_is_taken_whole_and_removed()
    {
        await using var worker = await RunningWorker.StartAsync();
        Drop(worker, "trial17", "trial17.yaml");
        await StoredAsync(worker, "trial17", 1);
        Assert.Empty(Directory.GetFiles(worker.Folder["drop"]));
        Assert.Equal("drop", Receipts(worker).Single().Door);
    }

    [Fact]
    public async Task A_pair_that_still_grows_is_left_alone_until_it_is_marked_as_done()
    {
        await using var worker = await RunningWorker.StartAsync(settings: ["--drop-quiet-seconds", "3600"]);
        Drop(worker, "trial17", "trial17.yaml");
        await Task.Delay(1000);
        Assert.Equal(2, Directory.GetFiles(worker.Folder["drop"]).Length);
        Assert.Empty(new PanelStore(worker.Folder["store"]).List());
        await File.WriteAllTextAsync(worker.Folder["drop/trial17.yaml.done"], "");
        await StoredAsync(worker, "trial17", 1);
        Assert.Empty(Directory.GetFiles(worker.Folder["drop"]));
    }

    [Fact]
    public async Task A_description_that_points_out_of_the_folder_takes_nothing()
    {
        await using var worker = await RunningWorker.StartAsync();
        File.WriteAllText(worker.Folder["outside.csv"], "secret");
        Drop(worker, "trial17", "trial17.yaml");
        var text = ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17").Text;
        File.WriteAllText(worker.Folder["drop/hostile.yaml"], text.Replace("trial17_pilot.csv", "../outside.csv", StringComparison.Ordinal));
        File.CreateSymbolicLink(worker.Folder["drop/linked.csv"], worker.Folder["outside.csv"]);
        File.WriteAllText(worker.Folder["drop/linked.yaml"], text.Replace("trial17_pilot.csv", "linked.csv", StringComparison.Ordinal));
        await StoredAsync(worker, "trial17", 1);
        await Task.Delay(600);
        Assert.True(File.Exists(worker.Folder["outside.csv"]));
        Assert.Single(Receipts(worker));
    }

    private static void Drop(RunningWorker worker, string study, string name)
    {
        var file = ExampleCorpus.Studies.Single(each => each.Description!.Study == study);
        using (var data = File.Create(worker.Folder["drop/" + file.Description!.Data]))
            ExampleCorpus.OpenData(file).CopyTo(data);
        File.WriteAllText(worker.Folder["drop/" + name], file.Text);
    }

    private static List<IpdEngine.Worker.Inbox.Receipt> Receipts(RunningWorker worker) =>
    [
        .. worker.Application.Services.GetRequiredService<IpdEngine.Worker.Inbox.WorkerFolders>().All().Select(upload => upload.Receipt),
    ];

    private static async Task StoredAsync(RunningWorker worker, string study, int version)
    {
        var store = new PanelStore(worker.Folder["store"]);
        for (var wait = 0; wait < 400 && (store.History(study).Count < version || Directory.GetDirectories(Path.Combine(worker.Folder["store.worker"], "done")).Length == 0); wait++)
            await Task.Delay(50);
        Assert.Equal(version, store.History(study).Count);
    }
}
