using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Door;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>The worker's own parts over a disk, from either door to the store, without server and catalogue.</summary>
internal sealed class IngestRoom : IDisposable
{
    private readonly UploadIngest _ingest;

    /// <param name="root">Folder of state, store and drop folder.</param>
    /// <param name="disk">The disk under them.</param>
    /// <param name="clock">Gives the times.</param>
    public IngestRoom(string root, IDisk disk, TimeProvider clock)
    {
        var files = new DurableFiles(disk);
        var settings = new WorkerSettings
        {
            Store = Path.Combine(root, "store"),
            Key = ExampleCorpus.Key,
            State = Path.Combine(root, "state"),
            Urls = [],
            DropFolder = Path.Combine(root, "drop"),
            DropQuiet = TimeSpan.Zero,
            Workers = 1,
            MaximumUpload = 1 << 20,
            MinimumFree = 0,
            RawRetention = TimeSpan.FromDays(30),
            UploadTimeout = TimeSpan.FromMinutes(1),
            MinimumUploadRate = 0,
            RequestsPerMinute = 1,
            SignInsPerMinute = 1,
            OneTimeLink = false,
        };
        Clock = clock;
        Folders = new WorkerFolders(settings.State, files);
        Folders.MakePrivate(Drop = settings.DropFolder);
        Store = new PanelStore(settings.Store, files);
        Ids = new UploadId(clock);
        _ingest = new UploadIngest(settings, Store, clock, NullLogger<UploadIngest>.Instance);
        Erasing = new Erasing(Folders, Store, clock);
        Settling = new Settling(Folders, Store, Ids, _ingest, Erasing);
        Lanes = new Lanes();
        Pairs = new PairTaking(settings, Folders, Ids, new Arrivals(Ids, Lanes), clock);
        Describing = new Describing(Folders, Ids, Lanes);
    }

    public TimeProvider Clock { get; }

    public WorkerFolders Folders { get; }

    public PanelStore Store { get; }

    public UploadId Ids { get; }

    public Settling Settling { get; }

    public Erasing Erasing { get; }

    public PairTaking Pairs { get; }

    public Lanes Lanes { get; }

    public Describing Describing { get; }

    public string Drop { get; }

    /// <summary>What a start does, and the work that it finds; then the pairs of the drop folder.</summary>
    public async Task RecoverAsync()
    {
        Settling.RecoverStore();
        foreach (var upload in Settling.Recover().Where(upload => upload.Receipt.Description is not null).OrderBy(upload => upload.Receipt.Order, StringComparer.Ordinal))
            Settling.Finish(upload);
        Pairs.Recover(Drop);
        foreach (var description in Directory.EnumerateFiles(Drop, "*.yaml").Order(StringComparer.Ordinal).ToList())
            if (DropPair.Of(description) is { } pair)
                Settling.Finish(await Pairs.TakeAsync(pair, CancellationToken.None));
    }

    public void Dispose() => Lanes.Dispose();
}
