using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Tests.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Panel.Store;

public sealed class PanelStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly PanelStore _store;

    public PanelStoreTests() => _store = new PanelStore(_scratch["store"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_study_comes_back_as_it_went_in()
    {
        var panel = StoreSamples.Rich();
        var (manifest, isNew) = _store.Add(panel, StoreSamples.Source());
        var back = _store.Load("trial");

        Assert.True(isNew);
        Assert.Equal(panel.ContentHash, back.ContentHash);
        Assert.Equal(panel.ContentHash, manifest.ContentHash);
        Assert.Equal((6, 18, 1), (manifest.Participants, manifest.Sessions, manifest.Version));
        Assert.Equal(panel.Facts.Alliance, back.Facts.Alliance);
        Assert.Equal(panel.Sessions.Measure("wai_t").ToArray(), back.Sessions.Measure("wai_t").ToArray());
        Assert.Equal(panel.Sessions.Day.ToArray(), back.Sessions.Day.ToArray());
        Assert.Equal(panel.Participants.Therapists, back.Participants.Therapists);
    }

    [Fact]
    public void A_study_without_rows_comes_back_too()
    {
        var panel = new StudyPanelBuilder(Samples.Facts()).Build();
        _store.Add(panel, StoreSamples.Source());
        Assert.Equal(panel.ContentHash, _store.Load("trial").ContentHash);
    }

    [Fact]
    public void The_same_upload_twice_changes_nothing_and_another_makes_the_next_version()
    {
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        var before = Bytes();
        Assert.False(_store.Add(StoreSamples.Rich(), StoreSamples.Source()).IsNew);
        Assert.Equal(before, Bytes());

        Assert.Equal(2, _store.Add(StoreSamples.Rich(shift: 0.5), StoreSamples.Source("cc")).Manifest.Version);
        Assert.Equal([1, 2], _store.History("trial").Select(m => m.Version));
        Assert.Equal(StoreSamples.Rich().ContentHash, _store.Load("trial", 1).ContentHash);
        Assert.Equal(StoreSamples.Rich(shift: 0.5).ContentHash, _store.Load("trial").ContentHash);
    }

    [Fact]
    public void Two_stores_of_the_same_studies_hold_the_same_bytes()
    {
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        new PanelStore(_scratch["other"]).Add(StoreSamples.Rich(), StoreSamples.Source());
        Assert.Equal(Bytes("store").Values, Bytes("other").Values);
    }

    [Fact]
    public void Studies_are_listed_by_code_with_their_newest_version()
    {
        _store.Add(StoreSamples.Rich("b"), StoreSamples.Source());
        _store.Add(StoreSamples.Rich("a"), StoreSamples.Source());
        _store.Add(StoreSamples.Rich("b", shift: 1), StoreSamples.Source("cc"));
        Assert.Equal([("a", 1), ("b", 2)], _store.List().Select(m => (m.Facts.Study, m.Version)));
        Assert.Empty(new PanelStore(_scratch["none"]).List());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("tríal")]
    public void A_code_that_could_leave_the_store_is_refused(string code)
    {
        Assert.Throws<ArgumentException>(() => _store.Add(StoreSamples.Rich(code), StoreSamples.Source()));
        Assert.Throws<ArgumentException>(() => _store.Load(code));
        Assert.Throws<ArgumentException>(() => _store.RecordRun(new RunRecord(code, [])));
    }

    [Fact]
    public void A_study_or_version_that_is_not_there_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => _store.Load("trial"));
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        Assert.Contains("version 1 to 1", Assert.Throws<ArgumentException>(() => _store.Load("trial", 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDB_reads_the_store_without_us()
    {
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        var folder = Path.Combine(_scratch["store"], "studies", "trial", "0001.0");
        Assert.Equal([["18", "12", "6", "6"]], DuckDb.Query(
            $"select count(*), count(alliance), count(day), count(distinct participant) from '{folder}/sessions.parquet'"));
        Assert.Equal([["p0001", "t1", "ipt", "21", "10"]], DuckDb.Query(
            $"select participant, therapist, arm, intake, outcome from '{folder}/participants.parquet' where participant = 'p0001'"));
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_a_stored_file_is_found()
    {
        _store.Add(StoreSamples.Rich(), StoreSamples.Source());
        var folder = Path.Combine(_scratch["store"], "studies", "trial", "0001.0");
        foreach (var name in (string[])["sessions.parquet", "participants.parquet", "manifest.json"])
        {
            var path = Path.Combine(folder, name);
            var bytes = File.ReadAllBytes(path);
            for (var at = 0; at < bytes.Length; at += 101)
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)(1 << (at % 8));
                File.WriteAllBytes(path, damaged);
                Assert.Throws<BrokenStoreException>(() => _store.Load("trial"));
            }
            File.WriteAllBytes(path, bytes);
        }
        Assert.Equal(StoreSamples.Rich().ContentHash, _store.Load("trial").ContentHash);
    }

    private SortedDictionary<string, string> Bytes(string store = "store") => new(
        Directory.EnumerateFiles(_scratch[store], "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => Convert.ToBase64String(File.ReadAllBytes(file))), StringComparer.Ordinal);
}
