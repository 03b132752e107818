using System.Text.Json;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Quality;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.DataPath;
using Xunit;

namespace IpdEngine.Tests.Quality;

/// <summary>Moments of items stand beside the tables of a version, are verified as they are, and go with the first withdrawal.</summary>
public sealed class StoredItemsTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly PanelStore _store;

    public StoredItemsTests()
    {
        ExampleCorpus.WriteTo(_scratch["trials"]);
        _store = new PanelStore(_scratch["store"]);
    }

    [Fact]
    public void A_version_keeps_them_and_the_quality_tells_of_them()
    {
        var (study, outcome) = Ingest();
        var stored = _store.Items(study);
        Assert.NotEmpty(stored);
        Assert.Equal(Text(outcome.Items), Text(stored));
        var quality = StudyQuality.Of(_store, study);
        Assert.Equal(3 * stored.Count, quality.Reliability.Count);
        Assert.All(quality.Reliability, each => Assert.True(each.Alpha is > 0 and < 1 && each.Omega is > 0 and < 1, each.ToString()));
    }

    [Fact]
    public void They_are_no_part_of_the_identity()
    {
        var (study, outcome) = Ingest();
        var manifest = _store.Manifest(study);
        Assert.Equal(manifest.Source.Identity(), manifest.Identity);
        Assert.False(Ingest().Outcome.IsNew);
        var bare = new PanelStore(_scratch["other"]).Add(outcome.Panel!, manifest.Source).Manifest;
        Assert.Equal((manifest.Identity, manifest.ContentHash), (bare.Identity, bare.ContentHash));
        Assert.Null(bare.ItemsHash);
        // A manifest from before there were any has no such key, and its seal still holds.
        Assert.DoesNotContain("itemsHash", File.ReadAllText(Directory.GetFiles(_scratch["other"], "manifest.json", SearchOption.AllDirectories).Single()), StringComparison.Ordinal);
        Assert.Empty(new PanelStore(_scratch["other"]).Items(study));
    }

    [Fact]
    public void A_withdrawal_erases_them()
    {
        var (study, _) = Ingest();
        _store.Withdraw(study, _store.Load(study).Participants.Id(3));
        Assert.Empty(_store.Items(study));
        Assert.Empty(Directory.GetFiles(_scratch["store"], "items.json", SearchOption.AllDirectories));
        Assert.Empty(StudyQuality.Of(_store, study).Reliability);
    }

    [Fact]
    public void A_changed_byte_is_found()
    {
        var (study, _) = Ingest();
        var path = Directory.GetFiles(_scratch["store"], "items.json", SearchOption.AllDirectories).Single();
        File.WriteAllText(path, File.ReadAllText(path).Replace('1', '2'));
        Assert.Equal(path, Assert.Throws<BrokenStoreException>(() => _store.Items(study)).Path);
    }

    public void Dispose() => _scratch.Dispose();

    // The one example trial whose symptom is read item by item.
    private (string Study, IngestOutcome Outcome) Ingest()
    {
        var file = StudyFile.Load(_scratch["trials/trial15.yaml"]);
        var outcome = Ingestion.Ingest(file, file.DataPath!, ExampleCorpus.Key, _store);
        Assert.NotNull(outcome.Stored);
        return (outcome.Study, outcome);
    }

    private static string Text(IReadOnlyList<ScaleItems> items) => JsonSerializer.Serialize(items);
}
