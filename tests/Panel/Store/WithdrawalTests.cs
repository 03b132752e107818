using System.Text;
using IpdEngine.Panel.Store;
using Xunit;

namespace IpdEngine.Tests.Panel.Store;

public sealed class WithdrawalTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly PanelStore _store;

    public WithdrawalTests()
    {
        _store = new PanelStore(_scratch["store"]);
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        _store.Add(StoreSamples.Rich(shift: 0.5), StoreSamples.Source("cc"));
        _store.RecordRun(new RunRecord("first", [new StudyUse("trial", 1, _store.Manifest("trial", 1).ContentHash)]));
        _store.RecordRun(new RunRecord("other", [new StudyUse("another", 1, "")]));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_withdrawn_participant_is_gone_from_every_version_and_every_byte()
    {
        var withdrawal = _store.Withdraw("trial", "p0003");

        Assert.Equal([1, 2], withdrawal.Versions);
        Assert.Equal(["first"], withdrawal.Runs);
        foreach (var version in (int[])[1, 2])
        {
            var panel = _store.Load("trial", version);
            Assert.Equal(["p0000", "p0001", "p0002", "p0004", "p0005"], Enumerable.Range(0, panel.Participants.Count).Select(panel.Participants.Id));
            Assert.Equal(15, panel.Sessions.Count);
            Assert.Empty(_store.Manifest("trial", version).Source.Findings);
        }
        Assert.All(Directory.EnumerateFiles(_scratch["store"], "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("p0003", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_withdrawn_participant_does_not_come_back_with_the_same_upload_or_a_new_one()
    {
        _store.Withdraw("trial", "p0003");
        Assert.False(_store.Add(StoreSamples.Rich(shift: 0.5), StoreSamples.Source("cc")).IsNew);
        Assert.True(_store.Add(StoreSamples.Rich(shift: 2), StoreSamples.Source("dd")).IsNew);
        Assert.Equal(5, _store.Load("trial").Participants.Count);
        Assert.Equal(5, _store.Load("trial", 2).Participants.Count);
    }

    [Fact]
    public void A_withdrawn_study_is_gone_and_stays_gone()
    {
        _store.Withdraw("trial");
        Assert.Empty(_store.List());
        Assert.Empty(_store.History("trial"));
        Assert.Throws<ArgumentException>(() => _store.Load("trial"));
        Assert.Throws<ArgumentException>(() => _store.Add(StoreSamples.Rich(), StoreSamples.Source()));
        Assert.Empty(Directory.EnumerateFiles(_scratch["store"], "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void Whoever_is_not_in_the_store_cannot_be_withdrawn()
    {
        Assert.Throws<ArgumentException>(() => _store.Withdraw("trial", "p9999"));
        Assert.Throws<ArgumentException>(() => _store.Withdraw("nothing"));
    }

    [Fact]
    public void A_withdrawal_asked_again_finds_nothing_left_to_erase()
    {
        _store.Withdraw("trial", "p0003");
        Assert.Empty(_store.Withdraw("trial", "p0003").Versions);
        Assert.Equal([1, 2], _store.Withdraw("trial").Versions);
        Assert.Empty(_store.Withdraw("trial").Versions);
    }
}
