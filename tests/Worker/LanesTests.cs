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
        lanes.Add(second, second, "trial");
        lanes.Add(other, other, "another");
        Assert.Equal(other, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(other);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lanes.TakeAsync(soon.Token));

        lanes.Add(first, first, "trial");
        Assert.Equal(first, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(first);
        Assert.Equal(second, await lanes.TakeAsync(CancellationToken.None));
        lanes.Finish(second);
        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task A_place_that_is_given_up_lets_the_next_pass_and_leaves_the_one_under_way_alone()
    {
        using var lanes = new Lanes();
        var underWay = lanes.Reserve(_ids, "trial");
        lanes.Add(underWay, underWay, "trial");
        Assert.Equal(underWay, await lanes.TakeAsync(CancellationToken.None));
        var lost = lanes.Reserve(_ids, "trial");
        var next = lanes.Reserve(_ids, "trial");
        lanes.Add(next, next, "trial");
        lanes.Abandon(lost);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lanes.TakeAsync(soon.Token));
        lanes.Finish(underWay);
        Assert.Equal(next, await lanes.TakeAsync(CancellationToken.None));
    }
}
