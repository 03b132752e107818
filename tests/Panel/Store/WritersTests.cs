using IpdEngine.Panel.Store;
using Xunit;

namespace IpdEngine.Tests.Panel.Store;

public sealed class WritersTests
{
    [Fact]
    public async Task Many_writers_of_one_study_give_versions_in_order_and_readers_see_whole_ones_all_the_while()
    {
        using var scratch = new Scratch();
        var folder = scratch["store"];
        new PanelStore(folder).Add(StoreSamples.Rich(), StoreSamples.Source());
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = 0;
            for (; !done.IsCancellationRequested || seen == 0; seen++)
                Assert.Equal(6, new PanelStore(folder).Load("trial").Participants.Count);
            return seen;
        });
        await Task.WhenAll(Enumerable.Range(1, 6).Select(w => Task.Run(() =>
            new PanelStore(folder).Add(StoreSamples.Rich(shift: w), StoreSamples.Source($"{w:00}")))));
        await done.CancelAsync();

        Assert.True(await reader > 0);
        Assert.Equal(Enumerable.Range(1, 7), new PanelStore(folder).History("trial").Select(m => m.Version));
        Assert.Equal(7, new PanelStore(folder).History("trial").Select(m => m.ContentHash).Distinct().Count());
    }
}
