using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Example;
using IpdEngine.Worker;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>
/// Every route that the program has with every caller there can be: nobody, tokens that are guessed, expired, revoked or of a disabled account, each role, and a cookie
/// without the proof against forgery. The routes come from the running program, so that a new one cannot escape.
/// </summary>
internal sealed partial class RoleTable : IAsyncDisposable
{
    private const string Password = "correct horse battery staple";
    private readonly string _root = Directory.CreateTempSubdirectory("ipd-roles-").FullName;
    private readonly List<(string Name, Roles Roles, HttpClient Client)> _callers = [];
    private readonly AdvancedClock _clock = new();
    private WebApplication _application = null!;

    /// <summary>One row: the route, its policy, what each caller was answered, and what was wrong.</summary>
    internal sealed record Row(string Route, string Policy, IReadOnlyList<(string Caller, int Status)> Answers, IReadOnlyList<string> Faults);

    public static async Task<IReadOnlyList<Row>> MakeAsync()
    {
        await using var table = new RoleTable();
        await table.StartAsync();
        var rows = new List<Row>();
        foreach (var route in table._application.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().OrderBy(route => route.RoutePattern.RawText, StringComparer.Ordinal))
            foreach (var method in route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                rows.Add(await table.AskAsync(route, method));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, _, client) in _callers)
            client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "key"), ExampleCorpus.KeyText);
        var (settings, faults) = SettingsReader.Read(["--store", Path.Combine(_root, "store"), "--key", Path.Combine(_root, "key"), "--urls", "http://127.0.0.1:0", "--minimum-free-mb", "1", "--requests-per-minute", "1000000", "--sign-ins-per-minute", "10000"], _ => null);
        _application = WorkerApplication.Build(settings ?? throw new InvalidOperationException(string.Join("; ", faults)), _clock, log: log => log.ClearProviders());
        await WorkerApplication.PrepareAsync(_application, CancellationToken.None);
        await _application.StartAsync();
        await HireAsync();
    }

    // Everybody who may come to the door.
    private async Task HireAsync()
    {
        var (accounts, tokens) = (_application.Services.GetRequiredService<AccountBook>(), _application.Services.GetRequiredService<TokenBook>());
        var all = await accounts.CreateAsync("all", Password, Roles.All, "attack");
        var gone = await accounts.CreateAsync("gone", Password, Roles.All, "attack");
        Add("nobody", Roles.None, null);
        Add("guessed token", Roles.None, "ipd_guessed");
        var (expired, _) = await tokens.CreateAsync(all, "expired", Roles.All, TimeSpan.FromMinutes(1), "attack");
        _clock.Ahead = TimeSpan.FromMinutes(2);
        Add("expired token", Roles.None, expired);
        var (revoked, row) = await tokens.CreateAsync(all, "revoked", Roles.All, TimeSpan.FromDays(1), "attack");
        await tokens.RevokeAsync(row.Prefix, null, "attack", CancellationToken.None);
        Add("revoked token", Roles.None, revoked);
        var (left, _) = await tokens.CreateAsync(gone, "left", Roles.All, TimeSpan.FromDays(1), "attack");
        var cookie = await SignedInAsync("gone");
        await accounts.ChangeAsync("gone", null, true, null, "attack");
        Add("token of a disabled account", Roles.None, left);
        _callers.Add(("cookie of a disabled account", Roles.None, cookie));
        foreach (var role in new[] { Roles.Reader, Roles.Statistician, Roles.DataManager, Roles.Administrator })
            Add(role.ToString(), role, (await tokens.CreateAsync(all, role.ToString(), role, TimeSpan.FromDays(1), "attack")).Token);
        _callers.Add((Unproven, Roles.All, await SignedInAsync("all")));
    }

    private const string Unproven = "cookie without proof";

    private void Add(string name, Roles roles, string? token)
    {
        var client = Client();
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _callers.Add((name, roles, client));
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(_application.Urls.Single()) };

    private async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Client();
        var proof = WebUtility.HtmlDecode(ProofField().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["csrf"] = proof, ["name"] = name, ["password"] = Password, ["from"] = "/" });
        using var answer = await client.PostAsync("/sign-in", form);
        return answer.StatusCode == HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"found {(int)answer.StatusCode} where {name} signs in");
    }

    private async Task<Row> AskAsync(RouteEndpoint route, string method)
    {
        var policy = route.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "open" : route.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? "none";
        var answers = new List<(string, int)>();
        var faults = new List<string>();
        var name = $"{method} {route.RoutePattern.RawText}";
        if (policy != "open" && !Policies.Every.ContainsKey(policy))
            faults.Add($"{name} names no policy");
        var changes = method is not ("GET" or "HEAD");
        foreach (var (caller, roles, client) in _callers)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Filled(route));
            if (changes)
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await client.SendAsync(request);
            var status = (int)answer.StatusCode;
            answers.Add((caller, status));
            var turnedAway = status is 401 or 403 || (status == 302 && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal) && roles == Roles.None);
            if (status >= 500)
                faults.Add($"{name} for {caller}: {status}");
            if (policy == "open")
                continue;
            var mayPass = Policies.Every.TryGetValue(policy, out var lets) && (lets & roles) != Roles.None;
            if (caller == Unproven && changes ? status != 400 : mayPass == turnedAway)
                faults.Add($"{name} for {caller}: {status}");
        }
        return new Row(name, policy, answers, faults);
    }

    private static string Filled(RouteEndpoint route) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "absent"))));

    private sealed class AdvancedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }

    [GeneratedRegex("name=\"csrf\" value=\"([^\"]+)\"")]
    private static partial Regex ProofField();
}
