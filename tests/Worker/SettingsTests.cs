using IpdEngine.Intake.Example;
using IpdEngine.Tests.DataPath;
using IpdEngine.Worker.Settings;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>What a worker is told at start.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public SettingsTests() => File.WriteAllText(_scratch["key"], ExampleCorpus.KeyText);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Store_and_key_are_enough_and_what_is_left_out_is_what_the_help_says()
    {
        var settings = Read("--store", _scratch["store"], "--key", _scratch["key"]);
        Assert.Equal(_scratch["store"] + ".worker", settings.State);
        Assert.Equal(8080, settings.Urls.Single().Port);
        Assert.True(settings.IsLoopback && settings.OneTimeLink);
        Assert.Equal(TimeSpan.FromDays(30), settings.RawRetention);
        Assert.Equal(4096L * 1024 * 1024, settings.MaximumUpload);
        Assert.Equal(Environment.ProcessorCount, settings.Workers);
        Assert.Null(settings.Database);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment()
    {
        var environment = new Dictionary<string, string> { ["IPD_WORKERS"] = "3", ["IPD_KEY"] = ExampleCorpus.KeyText, ["IPD_STORE"] = _scratch["elsewhere"] };
        var (settings, faults) = SettingsReader.Read(["--store=" + _scratch["store"]], environment.GetValueOrDefault);
        Assert.Empty(faults);
        Assert.Equal((3, _scratch["store"]), (settings!.Workers, settings.Store));
    }

    [Theory]
    [InlineData("--stroe", "x", "stroe")]
    [InlineData("--workers", "many", "number from 1 to 256")]
    [InlineData("--workers", "2.5", "whole number")]
    [InlineData("--raw-retention-days", "-1", "from 0")]
    [InlineData("--urls", "localhost", "http://127.0.0.1:8080")]
    [InlineData("--one-time-link", "yes", "true, false or auto")]
    [InlineData("--database", "Data Source=x", "Host=")]
    [InlineData("--administrator", "ada", "IPD_ADMINISTRATOR_PASSWORD")]
    [InlineData("--trusted-proxy", "somewhere", "10.0.0.0/24")]
    public void A_setting_that_cannot_hold_is_told_with_what_was_expected(string name, string value, string expected)
    {
        var (settings, faults) = SettingsReader.Read(["--store", _scratch["store"], "--key", _scratch["key"], name, value], _ => null);
        Assert.Null(settings);
        Assert.Contains(faults, fault => fault.Contains("found", StringComparison.Ordinal) && fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_and_what_would_open_the_worker_to_others_is_refused()
    {
        var (_, faults) = SettingsReader.Read(["--urls", "http://0.0.0.0:8080", "--token-file", "t", "--one-time-link", "true"], _ => null);
        Assert.Contains(faults, fault => fault.Contains("--store", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("no key", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("--token-file", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("--one-time-link", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_inside_the_store_is_refused()
    {
        Directory.CreateDirectory(_scratch["store"]);
        File.WriteAllText(_scratch["store/key"], ExampleCorpus.KeyText);
        var (_, faults) = SettingsReader.Read(["--store", _scratch["store"], "--key", _scratch["store/key"]], _ => null);
        Assert.Contains("must not get the key with it", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_worker_on_the_same_folder_is_turned_away()
    {
        var settings = Read("--store", _scratch["store"], "--key", _scratch["key"]);
        Directory.CreateDirectory(settings.State);
        using var first = IpdEngine.Worker.StateLock.Take(settings.State);
        var refusal = Assert.Throws<IOException>(() => IpdEngine.Worker.StateLock.Take(settings.State));
        Assert.Contains("in use by another worker", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\x\\study.sav", "study.sav")]
    [InlineData("..", "data")]
    [InlineData(".hidden", "hidden")]
    [InlineData("", "data")]
    [InlineData(null, "data")]
    [InlineData("a\0b\nc.csv", "a_b_c.csv")]
    [InlineData("Größe 1.csv", "Größe_1.csv")]
    public void A_sent_file_name_is_made_harmless(string? sent, string kept) => Assert.Equal(kept, IpdEngine.Worker.Inbox.SafeName.Of(sent));

    [Fact]
    public void A_very_long_file_name_keeps_its_extension() =>
        Assert.EndsWith(".sav", IpdEngine.Worker.Inbox.SafeName.Of(new string('x', 5000) + ".sav"), StringComparison.Ordinal);

    private static WorkerSettings Read(params string[] arguments)
    {
        var (settings, faults) = SettingsReader.Read(arguments, _ => null);
        Assert.Empty(faults);
        return settings!;
    }
}
