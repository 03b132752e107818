using System.Text;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Perf.Faults;
using IpdEngine.Perf.Faults.Power;
using IpdEngine.Tests.DataPath;
using IpdEngine.Worker.Inbox;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>A withdrawal while an upload of the study still waits.</summary>
public sealed class WaitingWithdrawalTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly IngestRoom _room;

    public WaitingWithdrawalTests() => _room = new IngestRoom(_scratch.Root, new LocalDisk(), new SteadyClock());

    public void Dispose()
    {
        _room.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Of_a_withdrawn_study_the_raw_file_that_waits_is_erased_at_once_and_refused_unread()
    {
        _room.Settling.Finish(await ReceiveAsync(""));
        var waiting = await ReceiveAsync("# again\n");
        _room.Store.Withdraw("trial17");
        _room.Erasing.EraseStudy("trial17");
        Assert.True(waiting.RawDeleted);
        Assert.Empty(RawFiles());
        var refused = _room.Settling.Finish(waiting);
        Assert.Equal("store-refused", Assert.Single(refused.Outcome()!.Findings).Code);
        Assert.Equal(_room.Folders.Quarantine, Path.GetDirectoryName(refused.Path));

        // One that comes later leaves nothing behind either.
        _room.Settling.Finish(await ReceiveAsync("# later\n"));
        Assert.Empty(RawFiles());
    }

    [Fact]
    public async Task Of_a_study_with_a_withdrawn_participant_the_raw_file_that_waits_is_erased_once_it_is_stored()
    {
        _room.Settling.Finish(await ReceiveAsync(""));
        var waiting = await ReceiveAsync("# again\n");
        var participant = _room.Store.Load("trial17").Participants.Id(0);
        _room.Store.Withdraw("trial17", participant);
        _room.Erasing.EraseStudy("trial17");
        Assert.Single(RawFiles());
        Assert.Equal(2, _room.Settling.Finish(waiting).Outcome()!.Version);
        Assert.Empty(RawFiles());
        var people = _room.Store.Load("trial17", 2).Participants;
        Assert.DoesNotContain(participant, Enumerable.Range(0, people.Count).Select(people.Id));
    }

    private async Task<UploadFolder> ReceiveAsync(string mark)
    {
        var study = ExampleCorpus.Studies.Single(each => each.Description!.Study == "trial17");
        using var incoming = new IncomingUpload(_room.Folders, _room.Ids);
        await using (var data = ExampleCorpus.OpenData(study))
            await incoming.ReceiveDataAsync(data, study.Description!.Data, 1 << 20, CancellationToken.None);
        await incoming.ReceiveDescriptionAsync(new MemoryStream(Encoding.UTF8.GetBytes(study.Text + mark)), study.File, CancellationToken.None);
        return incoming.Commit("http", "ada", _room.Clock.GetUtcNow(), _room.Ids.Next());
    }

    private List<string> RawFiles() =>
        [.. Directory.EnumerateDirectories(_scratch["state"], "data", SearchOption.AllDirectories).SelectMany(Directory.EnumerateFiles)];
}
