using System.Text.RegularExpressions;
using IpdEngine.Tests.Walls;
using IpdEngine.Worker.Settings;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace IpdEngine.Tests.Worker;

/// <summary>The compose file says what the programs know.</summary>
public sealed partial class ComposeTests
{
    // Read by the worker besides its settings: secrets have no place on a command line.
    private static readonly string[] s_secrets = ["IPD_KEY", "IPD_ADMINISTRATOR_PASSWORD"];

    private static readonly YamlMappingNode s_services = Services();

    [Fact]
    public void The_set_is_the_database_the_worker_and_the_engine_on_demand()
    {
        Assert.Equal(["engine", "ingest", "postgres"], s_services.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("engine", ((YamlSequenceNode)At("engine", "profiles")).Single().ToString());
    }

    [Fact]
    public void Every_variable_of_the_worker_is_one_that_it_knows_and_together_they_start_it()
    {
        var environment = ((YamlMappingNode)At("ingest", "environment")).Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString());
        Assert.All(environment.Keys, name => Assert.True(s_secrets.Contains(name) || Setting.Every.Any(setting => setting.Variable == name), name));

        var key = Path.GetTempFileName();
        File.WriteAllText(key, "a key that is long enough");
        environment["IPD_KEY_FILE"] = key;
        var (settings, faults) = SettingsReader.Read([], environment.GetValueOrDefault);
        File.Delete(key);
        Faults.None(faults);
        Assert.Contains("Host=postgres;", settings!.Database, StringComparison.Ordinal);
        Assert.False(settings.OneTimeLink);
    }

    [Fact]
    public void The_port_is_published_to_this_machine_alone_and_is_the_one_it_listens_on_and_is_asked_on()
    {
        var url = new Uri(((YamlMappingNode)At("ingest", "environment")).Children["IPD_URLS"].ToString());
        Assert.Equal($"127.0.0.1:{url.Port}:{url.Port}", ((YamlSequenceNode)At("ingest", "ports")).Single().ToString());
        Assert.Contains($"\nEXPOSE {url.Port}\n", Repository.Read("Dockerfile"), StringComparison.Ordinal);
        var probe = At("ingest", "healthcheck")["test"].ToString();
        Assert.Contains($"/dev/tcp/127.0.0.1/{url.Port}", probe, StringComparison.Ordinal);
        Assert.Contains("GET /health/ready ", probe, StringComparison.Ordinal);
    }

    [Fact]
    public void The_images_are_made_from_projects_and_programs_that_are_there()
    {
        var dockerfile = Repository.Read("Dockerfile");
        foreach (var service in new[] { "ingest", "engine" })
            Assert.Contains($" AS {At(service, "build")["target"]}\n", dockerfile, StringComparison.Ordinal);
        var projects = ProjectPath().Matches(dockerfile).Select(match => match.Value).ToList();
        Assert.Equal(2, projects.Count);
        Assert.All(projects, path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.All(ProgramName().Matches(dockerfile).Select(match => match.Groups[1].Value), name => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, name)), name));
    }

    [Fact]
    public void README_tells_how_to_start_the_set_with_and_without_Docker()
    {
        var readme = Repository.Read("README.md");
        Assert.Contains("docker compose up", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project ingest/Worker -c Release -- ", readme, StringComparison.Ordinal);
    }

    private static YamlNode At(string service, string key) => s_services[service][key];

    private static YamlMappingNode Services()
    {
        using var reader = new StringReader(Repository.Read("docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode["services"];
    }

    [GeneratedRegex(@"\b(?:engine|ingest)/\w+/\w+\.csproj")]
    private static partial Regex ProjectPath();

    [GeneratedRegex(@"/app/([\w.]+\.dll)")]
    private static partial Regex ProgramName();
}
