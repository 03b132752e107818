using IpdEngine.Numerics.Random;
using IpdEngine.Perf.Faults.Disks;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>
/// The power fails before each step of the disk that a life of uploads takes, and again in the recovery from it; what was not synced is lost at random. After each the
/// next start must find what was acknowledged, and nothing half.
/// </summary>
internal sealed class PowerCampaign
{
    private readonly string _scratch;
    private readonly ulong _seed;
    private readonly IReadOnlyList<Acknowledgement> _acknowledged;
    private int _states;

    private PowerCampaign(string scratch, ulong seed, IReadOnlyList<DiskStep> steps, IReadOnlyList<Acknowledgement> acknowledged, Census census) =>
        (_scratch, _seed, Steps, _acknowledged, Census) = (scratch, seed, steps, acknowledged, census);

    /// <summary>What was found.</summary>
    public Census Census { get; }

    /// <summary>The steps of the life.</summary>
    public IReadOnlyList<DiskStep> Steps { get; }

    /// <summary>Power cuts so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>Lives once, and cuts the power in all the ways that are asked for.</summary>
    /// <param name="survivals">Random survivals of each step.</param>
    /// <param name="stride">1: at every step; 3: at every third.</param>
    /// <param name="seed">Seed of the survivals.</param>
    /// <param name="skips">A step that the disk claims to have taken and never does: a planted fault.</param>
    public static async Task<PowerCampaign> RunAsync(int survivals, int stride, ulong seed, Func<DiskStep, bool>? skips = null)
    {
        var scratch = Directory.CreateTempSubdirectory("ipd-power-").FullName;
        try
        {
            var root = Directory.CreateDirectory(Path.Combine(scratch, "life")).FullName;
            var disk = new RecordingDisk(root);
            using var room = new IngestRoom(root, disk, new SteadyClock());
            var life = new IngestLife(room, () => disk.Steps.Count);
            await life.LiveAsync();
            var census = new Census { Acknowledged = life.Acknowledged.Count };
            var campaign = new PowerCampaign(scratch, seed, disk.Steps, life.Acknowledged, census);
            for (var step = 0; step <= disk.Steps.Count; step += stride)
                await campaign.CutAsync(step, survivals, skips ?? (_ => false));
            return campaign;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>The names of the kinds of step, with how often each was taken.</summary>
    public string Kinds() => string.Join(", ", Steps.GroupBy(step => step.GetType().Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));

    private async Task CutAsync(int step, int survivals, Func<DiskStep, bool> skips)
    {
        var past = Steps.Take(step).Where(each => !skips(each)).ToList();
        var model = Replayed(past);
        for (var survival = 0; survival < survivals; survival++)
        {
            var draw = new Philox(_seed, ((ulong)step << 16) + (ulong)survival);
            var root = Fresh();
            // Of a killed process all survives; the cut then comes in the recovery, which builds upon what was never synced.
            var isKilled = draw.NextBelow(4) == 0;
            model.Survive(root, isKilled ? null : draw);
            var recovery = await RecoverAsync(root, step, $"step {step}, survival {survival}");
            if (isKilled && recovery.Count > 0)
            {
                var again = Replayed([.. past, .. recovery.Take(draw.NextBelow(recovery.Count + 1)).Where(each => !skips(each)).Select(Later)]);
                var second = Fresh();
                again.Survive(second, draw);
                await RecoverAsync(second, step, $"step {step}, survival {survival}, cut again in the recovery");
                Directory.Delete(second, recursive: true);
            }
            Directory.Delete(root, recursive: true);
        }
    }

    private async Task<IReadOnlyList<DiskStep>> RecoverAsync(string root, int step, string name)
    {
        Cuts++;
        var (state, store) = (Path.Combine(root, "state"), Path.Combine(root, "store"));
        var check = new StateCheck(state, store, Census);
        var before = Census.Faults.Count;
        var disk = new RecordingDisk(root);
        try
        {
            check.AtRest();
            using var room = new IngestRoom(root, disk, new SteadyClock());
            await room.RecoverAsync();
            check.Settled();
            foreach (var said in _acknowledged.Where(said => said.Step <= step))
                said.Check(check.Uploads, room.Store, Census);
            foreach (var left in Directory.EnumerateFiles(room.Drop, ".taken-*"))
                Census.Leave(left);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or Panel.BrokenStoreException)
        {
            Census.Fail($"{fault.GetType().Name}: {fault.Message}");
        }
        if (Census.Faults.Count > before)
            Places.Add($"{name} (after {(step == 0 ? "nothing" : Steps[step - 1])}): {Census.Faults[before]}");
        return disk.Steps;
    }

    /// <summary>Where each fault was met.</summary>
    public List<string> Places { get; } = [];

    private static DiskModel Replayed(IEnumerable<DiskStep> steps)
    {
        var model = new DiskModel();
        foreach (var step in steps)
            model.Take(step);
        return model;
    }

    // Files of the recovery have numbers of their own.
    private static DiskStep Later(DiskStep step) => step switch
    {
        DiskStep.FileCreated made => made with { File = made.File + 1_000_000 },
        DiskStep.FileWritten write => write with { File = write.File + 1_000_000 },
        DiskStep.FileSynced sync => sync with { File = sync.File + 1_000_000 },
        _ => step,
    };

    private string Fresh() => Directory.CreateDirectory(Path.Combine(_scratch, $"state{_states++}")).FullName;
}
