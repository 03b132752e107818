using IpdEngine.Perf.Uploads;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary><c>perf -- uploads</c> at a size that every build runs.</summary>
public sealed class UploadLoadTests
{
    // The collector of a fresh process lets some thirty megabytes of buffers gather; the file is four times that.
    private const int Megabytes = 256;
    private const double MostGrowth = 80;

    [Fact]
    public async Task A_large_upload_takes_constant_memory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var scratch = new ScratchFolder();
        foreach (var upload in await LargeUpload.RunAsync(scratch.Root, Megabytes))
        {
            Assert.True(upload.Peak - upload.Before < MostGrowth, upload.Row());
            Assert.Contains(upload.Way.Contains("description", StringComparison.Ordinal) ? "stored" : "await", upload.Outcome, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Uploads_that_arrive_at_once_are_all_stored()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var scratch = new ScratchFolder();
        var many = await ManyUploads.RunAsync(scratch.Root, 40);
        Assert.Equal((40, 40, 0), (many.Acknowledged, many.Stored, many.Lost));
        Assert.Empty(many.Census.Faults);
    }
}
