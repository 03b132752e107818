using IpdEngine.Intake.Quality;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;

namespace IpdEngine.Worker.Quality;

/// <summary>Quality reports of study versions, of which those asked for last are kept: a version never changes, but for withdrawals, which make another revision of it.</summary>
internal sealed class QualityReports(PanelStore store)
{
    private const int MostKept = 16;

    private readonly Lock _turn = new();
    private readonly LinkedList<(string Key, Lazy<StudyQuality> Report)> _kept = new();

    /// <summary>The report that a caller may see: data managers every count, everybody else masked ones; null where the store has no such version.</summary>
    /// <exception cref="Panel.BrokenStoreException">A file of the store is not what its manifest says.</exception>
    public StudyQuality? Of(string study, int version, Caller caller)
    {
        if (Manifest(study, version) is not { } manifest)
            return null;
        var report = Kept($"{study}/{version}.{manifest.Revision}/{manifest.ContentHash}", () => StudyQuality.Of(store, study, version)).Value;
        return caller.SeesRawValues ? report : report.Masked();
    }

    private Lazy<StudyQuality> Kept(string key, Func<StudyQuality> make)
    {
        lock (_turn)
        {
            for (var at = _kept.First; at is not null; at = at.Next)
                if (at.Value.Key == key)
                {
                    _kept.Remove(at);
                    _kept.AddFirst(at);
                    return at.Value.Report;
                }
            // Made once however many ask at once; a fault is not remembered.
            var report = new Lazy<StudyQuality>(make, LazyThreadSafetyMode.PublicationOnly);
            _kept.AddFirst((key, report));
            if (_kept.Count > MostKept)
                _kept.RemoveLast();
            return report;
        }
    }

    private StudyManifest? Manifest(string study, int version)
    {
        try
        {
            return store.Manifest(study, version);
        }
        catch (ArgumentException)
        {
            // Not a code that a study can have, or not there.
            return null;
        }
    }
}
