using IpdEngine.Panel.Store;
using IpdEngine.Perf.Faults.Disks;
using Xunit;

namespace IpdEngine.Tests.Panel.Store;

/// <summary>Writing is stopped at each step of the disk in turn, as a crash would: what a reader then sees is the old state or the new one.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_crash_at_any_step_of_adding_leaves_the_old_version_or_the_new_one()
    {
        var (old, fresh) = (StoreSamples.Rich(), StoreSamples.Rich(shift: 1));
        var steps = Stopped(
            store => store.Add(old, StoreSamples.Source()),
            store => store.Add(fresh, StoreSamples.Source("cc")),
            store =>
            {
                Assert.Contains(store.Load("trial").ContentHash, (string[])[old.ContentHash, fresh.ContentHash]);
                Assert.Equal(old.ContentHash, store.Load("trial", 1).ContentHash);
            },
            store => Assert.Equal([old.ContentHash, fresh.ContentHash], store.History("trial").Select(m => m.ContentHash)));
        Assert.True(steps > 15, $"{steps} steps");
    }

    [Fact]
    public void A_crash_at_any_step_of_a_first_upload_leaves_no_study_or_the_whole_one()
    {
        var panel = StoreSamples.Rich();
        Stopped(
            _ => { },
            store => store.Add(panel, StoreSamples.Source()),
            store => Assert.All(store.List(), m => Assert.Equal(panel.ContentHash, store.Load(m.Facts.Study).ContentHash)),
            store => Assert.Equal(panel.ContentHash, store.Load("trial").ContentHash));
    }

    [Fact]
    public void A_crash_at_any_step_of_a_withdrawal_shows_no_reader_the_withdrawn_data_and_the_next_write_erases_them()
    {
        var steps = Stopped(
            store =>
            {
                store.Add(StoreSamples.Rich(), StoreSamples.Source());
                store.Add(StoreSamples.Rich(shift: 1), StoreSamples.Source("cc"));
            },
            store =>
            {
                if (store.Load("trial").Participants.Count == 6)
                    store.Withdraw("trial", "p0002");
                else
                    store.Add(StoreSamples.Rich(shift: 1), StoreSamples.Source("cc"));
            },
            store =>
            {
                // Not yet withdrawn, or withdrawn from both versions.
                var first = store.Load("trial", 1).Participants.Count;
                Assert.InRange(first, 5, 6);
                Assert.Equal(first, store.Load("trial", 2).Participants.Count);
            },
            store => Assert.Equal([5, 5], store.History("trial").Select(m => m.Participants)));
        Assert.True(steps > 40, $"{steps} steps");
    }

    /// <summary>Stops the deed before its 1st, 2nd, ... step; looks; does it again to the end; looks again. Returns the number of steps.</summary>
    private int Stopped(Action<PanelStore> before, Action<PanelStore> deed, Action<PanelStore> afterCrash, Action<PanelStore> afterRepeat)
    {
        for (var stopAt = 0; ; stopAt++)
        {
            var folder = _scratch[$"store{stopAt}"];
            before(new PanelStore(folder));
            var disk = new RecordingDisk(folder, (_, step) => step >= stopAt ? new CrashException() : null);
            try
            {
                deed(new PanelStore(folder, new DurableFiles(disk)));
                return disk.Steps.Count;
            }
            catch (CrashException)
            {
                afterCrash(new PanelStore(folder));
                deed(new PanelStore(folder));
                afterRepeat(new PanelStore(folder));
                Assert.Empty(Directory.EnumerateFiles(folder, "*.new", SearchOption.AllDirectories));
            }
        }
    }

    private sealed class CrashException : Exception;
}
