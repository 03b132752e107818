namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Requests that are no whole HTTP, too long, or never end.</summary>
internal static class WireAttempts
{
    private const int Slow = 40;

    public static IEnumerable<Attempt> All =>
    [
        new("request", "a request line of 16 KB", "414", site => site.RawAsync($"GET /{new string('a', 16384)} HTTP/1.1\r\nHost: x\r\n\r\n")),
        new("request", "headers of 64 KB", "431", site => site.RawAsync($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 65536)}\r\n\r\n")),
        new("request", "a thousand headers", "431", site => site.RawAsync("GET / HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"X{i}: 1\r\n")) + "\r\n")),
        new("request", "a null byte in the path", "400", site => site.RawAsync("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n")),
        new("request", "an encoded null byte in the path", "400", site => site.RawAsync("GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n")),
        new("request", "a null byte in a header", "400", site => site.RawAsync("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n")),
        new("request", "a line feed in a header", "400", site => site.RawAsync("GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n")),
        new("request", "two lengths of the body", "400", site => site.RawAsync("POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde")),
        new("request", "a length and chunks (smuggling)", "400", site => site.RawAsync($"{Begun(site)}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nGARBAGE\r\n")),
        new("request", "a negative length", "400", site => site.RawAsync("POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")),
        new("request", "chunks of garbage", "400", site => site.RawAsync($"{Begun(site)}Transfer-Encoding: chunked\r\n\r\nZZZZ\r\nnonsense\r\n0\r\n\r\n")),
        new("request", "a chunk of 2^63 bytes", "400", site => site.RawAsync($"{Begun(site)}Transfer-Encoding: chunked\r\n\r\n7fffffffffffffffff\r\nabc\r\n")),
        new("slowness", "a body shorter than its length, then nothing", "408", site => site.RawAsync($"{Begun(site)}Content-Length: 100000\r\n\r\nabc")),
        new("request", "no Host", "400", site => site.RawAsync("GET / HTTP/1.1\r\n\r\n")),
        new("request", "two Hosts", "400", site => site.RawAsync("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")),
        new("request", "not HTTP at all", "400", site => site.RawAsync("\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003\r\n\r\n")),
        new("slowness", $"{Slow} clients whose headers never end (slowloris)", "others are answered; cut off: 408", site => ManyAsync(site, "GET / HTTP/1.1\r\nHost: x\r\n", "X: a\r\n")),
        new("slowness", $"{Slow} uploads of 40 bytes a second", "others are answered; cut off: 408", site => ManyAsync(site, $"{Begun(site)}Content-Length: 1000000\r\n\r\n", "0123456789")),
        new("slowness", $"{Slow} uploads in chunks of a byte, never ending", "others are answered; cut off: 408", site => ManyAsync(site, $"{Begun(site)}Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n")),
        new("slowness", "an upload fast enough, and longer than an upload may take", "408", site => site.RawAsync($"{Begun(site)}Content-Length: 4000000\r\n\r\n", new string('a', 1000))),
        new("Host header", "Host: elsewhere.example, for a page that redirects", "a path of this site", site => RedirectAsync(site, "/")),
        new("Host header", "X-Forwarded-Host without a trusted proxy", "a path of this site", site => RedirectAsync(site, "/", "X-Forwarded-Host")),
        new("open redirect", "/sign-in?from=//elsewhere.example", "not in the page", site => FromAsync(site, "//elsewhere.example")),
        new("open redirect", "/sign-in?from=https://elsewhere.example", "not in the page", site => FromAsync(site, "https://elsewhere.example")),
        new("open redirect", "/sign-in?from=/\\elsewhere.example", "not in the page", site => FromAsync(site, "/\\elsewhere.example")),
        new("open redirect", "/sign-in?from=/%0d%0aSet-Cookie:a=b (header splitting)", "not in the page", site => FromAsync(site, "/\r\nSet-Cookie: elsewhere.example=1")),
        new("script", "/sign-in?from=\"><script>elsewhere.example", "not in the page", site => FromAsync(site, "\"><script>elsewhere.example</script>")),
    ];

    private static string Begun(AttackSite site) => $"POST /api/uploads?name=a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: {site.Client.DefaultRequestHeaders.Authorization}\r\n";

    private static async Task<string> ManyAsync(AttackSite site, string atOnce, string slowly)
    {
        var clients = Enumerable.Range(0, Slow).Select(_ => site.RawAsync(atOnce, slowly)).ToList();
        await Task.Delay(1000);
        using var answer = await site.Client.GetAsync("/api/studies");
        var ends = await Task.WhenAll(clients);
        return $"{(answer.IsSuccessStatusCode ? "others are answered" : "others are refused")}; cut off: {string.Join(", ", ends.Distinct())}";
    }

    private static async Task<string> RedirectAsync(AttackSite site, string path, string? header = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (header is null)
            request.Headers.Host = "elsewhere.example";
        else
            request.Headers.Add(header, "elsewhere.example");
        using var answer = await client.SendAsync(request);
        var target = answer.Headers.Location;
        return target is null ? $"no redirect ({(int)answer.StatusCode})" : !target.IsAbsoluteUri && target.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) ? "a path of this site" : target.OriginalString;
    }

    private static async Task<string> FromAsync(AttackSite site, string from)
    {
        using var client = new HttpClient { BaseAddress = site.Client.BaseAddress };
        using var answer = await client.GetAsync($"/sign-in?from={Uri.EscapeDataString(from)}");
        var page = await answer.Content.ReadAsStringAsync();
        return page.Contains("elsewhere.example", StringComparison.Ordinal) || answer.Headers.ToString().Contains("elsewhere", StringComparison.Ordinal) ? "in the page" : "not in the page";
    }
}
