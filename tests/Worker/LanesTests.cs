using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>Uploads of one study are worked on in the order of their ids, however long each takes to be safe.</summary>
public sealed class LanesTests
{
    private readonly UploadId _ids = new(TimeProvider.System);

    [Fact]
    public async Task What_came_later_waits_for_a_place_that_was_reserved_before_it_and_other_studies_pass()
    {
        using var lanes = new Lanes();
        var first = lanes.Reserve(_ids, "trial");
        var second = lanes.Reserve(_ids, "trial");
        var other = lanes.Reserve(_ids, "another");
        Assert.True(lanes.TryReady(second));
        Assert.True(lanes.TryReady(other));
        Assert.Equal(other, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(other);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lanes.TakeAsync(soon.Token));

        Assert.True(lanes.TryReady(first));
        Assert.Equal(first, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(first);
        Assert.Equal(second, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(second);
        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task What_was_made_ready_before_it_was_given_up_keeps_its_place()
    {
        using var lanes = new Lanes();
        var id = lanes.Reserve(_ids, "trial");
        Assert.True(lanes.TryReady(id));
        Assert.True(lanes.TryReady(id));
        Assert.False(lanes.TryReady(_ids.Next()));
        Assert.Equal(id, await lanes.TakeAsync(CancellationToken.None));
        lanes.Abandon(id);
        Assert.Equal(1, lanes.Count);
        lanes.Finish(id);
        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task A_place_that_is_given_up_lets_the_next_pass_and_leaves_the_one_under_way_alone()
    {
        using var lanes = new Lanes();
        var underWay = lanes.Reserve(_ids, "trial");
        Assert.True(lanes.TryReady(underWay));
        Assert.Equal(underWay, await lanes.TakeAsync(CancellationToken.None));
        var lost = lanes.Reserve(_ids, "trial");
        var next = lanes.Reserve(_ids, "trial");
        Assert.True(lanes.TryReady(next));
        lanes.Abandon(lost);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lanes.TakeAsync(soon.Token));
        lanes.Finish(underWay);
        Assert.Equal(next, await lanes.TakeAsync(CancellationToken.None));
    }
}
