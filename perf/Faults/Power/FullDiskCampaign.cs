using IpdEngine.Numerics.Random;
using IpdEngine.Perf.Faults.Disks;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>
/// The disk is full from each step on that asks for room, for a while: whoever asked is refused and asks again. Nothing half may be left of what was refused, nothing of
/// what was acknowledged be lost.
/// </summary>
internal static class FullDiskCampaign
{
    private const int NoSpace = 28;

    /// <summary>Lives once for each such step.</summary>
    /// <param name="stride">1: each step that asks for room; 3: each third.</param>
    /// <param name="seed">Seed of how long the disk stays full.</param>
    public static async Task<(Census Census, int Refused, int Lives)> RunAsync(int stride, ulong seed)
    {
        var census = new Census();
        var (refusals, lives) = (0, 0);
        // The life ends whole where no step was left to fail.
        for (var at = 0; await LiveAsync(at); at += stride)
            lives++;
        return (census, refusals, lives);

        async Task<bool> LiveAsync(int at)
        {
            var root = Directory.CreateTempSubdirectory("ipd-full-").FullName;
            try
            {
                var (asked, full) = (0, 1 + new Philox(seed, (ulong)at).NextBelow(6));
                var disk = new RecordingDisk(root, (step, _) => step.NeedsRoom && asked++ is var number && number >= at && number < at + full ? new IOException("no space left on device", NoSpace) : null);
                using var room = await Opened(root, disk);
                var life = new IngestLife(room, () => disk.Steps.Count, fault => refusals += IpdEngine.Worker.Answers.Faults.IsFull(fault) ? 1 : throw fault);
                await life.LiveAsync();
                census.Acknowledged += life.Acknowledged.Count;
                var check = new StateCheck(Path.Combine(root, "state"), Path.Combine(root, "store"), census);
                check.AtRest();
                await room.RecoverAsync();
                check.Settled();
                foreach (var said in life.Acknowledged)
                    said.Check(check.Uploads, room.Store, census);
                return asked > at;
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    // A worker that finds no room for its folders is started again.
    private static async Task<IngestRoom> Opened(string root, RecordingDisk disk)
    {
        while (true)
            try
            {
                return new IngestRoom(root, disk, new SteadyClock());
            }
            catch (IOException)
            {
                await Task.Yield();
            }
    }
}
