using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Tests.Walls;
using IpdEngine.Worker.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>Who may what.</summary>
public sealed class AccessTests
{
    private const string Password = "correct horse battery staple";

    [Fact]
    public async Task Every_route_is_closed_to_nobody_and_to_every_role_that_its_policy_does_not_name()
    {
        await using var worker = await RunningWorker.StartAsync();
        var clients = new List<(Roles Role, HttpClient Client)> { (Roles.None, worker.ClientWith(null)), (Roles.None, worker.ClientWith("ipd_guessed")) };
        foreach (var role in new[] { Roles.Reader, Roles.Statistician, Roles.DataManager, Roles.Administrator })
            clients.Add((role, worker.ClientWith(await TokenAsync(worker, role))));

        var faults = new List<string>();
        var attempts = 0;
        foreach (var route in worker.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>())
            if (route.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy)
                foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                    foreach (var (role, client) in clients)
                    {
                        using var request = new HttpRequestMessage(new HttpMethod(method), Filled(route));
                        if (method is "POST" or "PUT" or "PATCH")
                            request.Content = JsonContent.Create(new { });
                        using var answer = await client.SendAsync(request);
                        var lets = (Policies.Every[policy] & role) != Roles.None;
                        var open = answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Redirect) || (role != Roles.None && answer.StatusCode == HttpStatusCode.Redirect);
                        attempts++;
                        if (lets != open)
                            faults.Add($"{method} {route.RoutePattern.RawText} for {role}: {(int)answer.StatusCode}");
                        if (answer.StatusCode == HttpStatusCode.InternalServerError)
                            faults.Add($"{method} {route.RoutePattern.RawText} for {role}: {await answer.Content.ReadAsStringAsync()}");
                    }
        Faults.None(faults);
        Assert.True(attempts >= 60, $"found {attempts} attempts, expected every route with every role");
    }

    [Fact]
    public async Task A_link_signs_in_once_and_what_a_cookie_changes_needs_the_proof_of_our_own_form()
    {
        await using var worker = await RunningWorker.StartAsync();
        var secret = worker.Application.Services.GetRequiredService<StartLink>().Renew();
        var nobody = worker.ClientWith(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/start?token=wrong")).StatusCode);
        using var browser = new Browser(worker.Address);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Client.GetAsync($"/start?token={secret}")).StatusCode);
        var cookie = browser.SetCookies.Single(each => each.StartsWith("ipd-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/start?token={secret}")).StatusCode);

        Assert.Equal("local", (await browser.Client.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("name").GetString());
        var unproven = await browser.Client.PostAsJsonAsync("/api/tokens", new { label = "forged" });
        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        Assert.Contains("form-not-proven", await unproven.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var forged = RunningWorker.Form("a.csv", "a,b\n1,2\n", null);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Client.PostAsync("/api/uploads", forged)).StatusCode);
        Assert.Empty(Directory.GetDirectories(Path.Combine(worker.Folder["store.worker"], "inbox"), "0*"));

        var proof = await browser.ProofAsync("/");
        using var form = new MultipartFormDataContent { { new StringContent(proof), FormProof.Field }, { new StringContent("a,b\n1,2\n"), "data", "a.csv" } };
        Assert.Equal(HttpStatusCode.Accepted, (await browser.Client.PostAsync("/api/uploads", form)).StatusCode);
        browser.Client.DefaultRequestHeaders.Add(FormProof.Header, proof);
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.PostAsJsonAsync("/api/tokens", new { label = "mine" })).StatusCode);
    }

    [Fact]
    public async Task A_password_signs_in_until_the_account_changes_and_guessing_is_slowed()
    {
        await using var worker = await RunningWorker.StartAsync(settings: ["--sign-ins-per-minute", "3"]);
        var accounts = worker.Application.Services.GetRequiredService<AccountBook>();
        await accounts.CreateAsync("ada", Password, Roles.Reader, "test");
        using var browser = new Browser(worker.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("ada", "wrong")).StatusCode);
        var signedIn = await browser.SignInAsync("ada", Password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal("/", signedIn.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.GetAsync("/api/me")).StatusCode);

        await accounts.ChangeAsync("ada", null, null, Password + "!", "test");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Client.GetAsync("/api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("ada", Password)).StatusCode);
        var slowed = await browser.SignInAsync("ada", Password + "!");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.True(slowed.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_sign_in_never_leads_to_another_site()
    {
        await using var worker = await RunningWorker.StartAsync();
        await worker.Application.Services.GetRequiredService<AccountBook>().CreateAsync("ada", Password, Roles.Reader, "test");
        foreach (var from in new[] { "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)" })
        {
            using var browser = new Browser(worker.Address);
            Assert.Equal("/", (await browser.SignInAsync("ada", Password, from)).Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_a_fault_says_what_to_do()
    {
        await using var worker = await RunningWorker.StartAsync();
        foreach (var path in new[] { "/health/live", "/sign-in", "/api/studies", "/nowhere", "/api/uploads/../../etc/passwd", "/api/uploads/ffff" })
        {
            using var answer = await worker.Client.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
            if ((int)answer.StatusCode >= 400)
            {
                var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
                Assert.All(new[] { "found", "expected", "remedy" }, name => Assert.NotEqual("", problem.GetProperty(name).GetString()));
            }
        }
    }

    [Fact]
    public async Task Raw_values_of_findings_and_file_names_are_shown_to_data_managers_alone()
    {
        await using var worker = await RunningWorker.StartAsync();
        // Every alliance score of the first session is impossible.
        var id = await worker.UploadAsync("trial17", data: text => string.Join('\n', text.Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : line + "PLANTED77")));
        await worker.OutcomeAsync(id);
        var own = await worker.Client.GetStringAsync($"/api/uploads/{id}");
        Assert.Contains("trial17_pilot.csv", own, StringComparison.Ordinal);
        using var statistician = worker.ClientWith(await TokenAsync(worker, Roles.Statistician));
        var other = await statistician.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}");
        Assert.NotEmpty(other.GetProperty("findings").EnumerateArray());
        Assert.All(other.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("(hidden)", finding.GetProperty("found").GetString()));
        Assert.DoesNotContain("PLANTED77", other.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("trial17_pilot", other.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_makes_none_that_may_do_more_and_ends_when_revoked()
    {
        await using var worker = await RunningWorker.StartAsync();
        using var reader = worker.ClientWith(await TokenAsync(worker, Roles.Reader));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/tokens", new { label = "more", roles = new[] { "administrator" } })).StatusCode);
        var made = await (await reader.PostAsJsonAsync("/api/tokens", new { label = "same" })).Content.ReadFromJsonAsync<JsonElement>();
        using var second = worker.ClientWith(made.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/studies")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync($"/api/tokens/{made.GetProperty("prefix").GetString()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/studies")).StatusCode);
    }

    private static async Task<string> TokenAsync(RunningWorker worker, Roles role)
    {
        var services = worker.Application.Services;
        var account = await services.GetRequiredService<AccountBook>().CreateAsync(role.ToString(), null, role, "test");
        return (await services.GetRequiredService<TokenBook>().CreateAsync(account, "test", role, TimeSpan.FromDays(1), "test")).Token;
    }

    private static string Filled(RouteEndpoint route) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "absent"))));
}
