using System.Net.Http.Headers;
using System.Text;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Names and forms that an upload should not have.</summary>
internal static class UploadAttempts
{
    public static IEnumerable<Attempt> All =>
    [
        .. new[] { "../../../../etc/cron.d/own", "..\\..\\own.csv", "/etc/passwd", "C:\\Windows\\own.csv", "a\0b.csv", ".hidden", "con.csv", "\u202Evsc.csv", new string('x', 4000) + ".csv", "..%2f..%2fown.csv" }
            .Select(name => new Attempt("file name", Shown(name), "stays in its folder under a harmless name", site => NamedAsync(site, name))),
        .. new[] { "../../own", "a/b", "..", "trial17\\..\\x", "-rf", new string('s', 300), "stüdie" }
            .Select(code => new Attempt("study code", Shown(code), "refused", async site => State(await site.UploadAsync("a.csv", "a,b\n1,2\n"u8.ToArray(), AttackSite.Description.Replace("study: trial17", $"study: '{code}'", StringComparison.Ordinal))))),
        new("data name in the description", "data: ../../etc/passwd", "the uploaded bytes are read, whatever is named", site => PointedAsync(site)),
        new("form", "a field twice", "400 bad-form", site => FormAsync(site, [("data", "a"), ("data", "b")])),
        new("form", "nine parts", "400 bad-form", site => FormAsync(site, [("data", "a"), .. Enumerable.Range(0, 8).Select(i => ($"x{i}", "1"))])),
        new("form", "ten thousand fields (multipart)", "400 bad-form", site => FormAsync(site, [.. Enumerable.Range(0, 10_000).Select(i => ($"x{i}", "1"))])),
        new("form", "ten thousand fields (sign-in)", "400 form-not-proven", site => site.PostAsync("/sign-in", new StringContent(string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"x{i}=1")), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded")))),
        new("form", "a part with 100 headers", "400 bad-form", site => BodyAsync(site, "--b\r\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: 1\r\n")) + "Content-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n")),
        new("form", "a part header of 64 KB", "400 bad-form", site => BodyAsync(site, "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + new string('a', 65536) + "\"\r\n\r\nx\r\n--b--\r\n")),
        new("form", "no end of the last part", "400 bad-form", site => BodyAsync(site, "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\nxxxx")),
        new("form", "a boundary of 200 characters", "400 bad-form", site => BodyAsync(site, "--b\r\n", new string('b', 200))),
        new("form", "no boundary", "400 bad-form", site => BodyAsync(site, "--b\r\n", "")),
        new("size", "a file above the limit, its length told", "413 too-large", site => site.PostAsync("/api/uploads?name=a.csv", new ByteArrayContent(new byte[AttackSite.MaximumUpload + (3 << 20)]))),
        new("size", "a file above the limit, in chunks", "413 too-large", site => ChunkedAsync(site, AttackSite.MaximumUpload + 1)),
        new("size", "a description of 2 MB", "413 too-large", site => FormAsync(site, [("description", new string('#', 2 << 20)), ("data", "a")])),
        new("size", "a file of no bytes", "400 no-data", site => site.PostAsync("/api/uploads?name=a.csv", new ByteArrayContent([]))),
        new("size", "JSON of 3 MB to a route of the API", "413 too-large", site => site.PostAsync("/api/tokens", new StringContent($"{{\"label\": \"{new string('a', 3 << 20)}\"}}", Encoding.UTF8, "application/json"))),
        new("JSON", "nested 100,000 deep", "400 bad-request", site => site.PostAsync("/api/tokens", new StringContent(new string('[', 100_000), Encoding.UTF8, "application/json"))),
        new("JSON", "a name of 10,000 characters in a path", "404 not-found", async site => await AttackSite.ToldAsync(await site.Client.GetAsync($"/api/uploads/{new string('a', 7000)}"))),
    ];

    private static string State(string outcome) => outcome.Split(' ')[0];

    private static string Shown(string name) => name.Length > 60 ? $"{name[..8]}... ({name.Length} characters)" : name.Replace("\0", "\\0", StringComparison.Ordinal).Replace("\u202E", "U+202E ", StringComparison.Ordinal);

    private static async Task<string> NamedAsync(AttackSite site, string name)
    {
        var before = Outside(site);
        using var answer = await site.Client.PostAsync($"/api/uploads?name={Uri.EscapeDataString(name)}", new StringContent("a,b\n1,2\n"));
        if (!answer.IsSuccessStatusCode)
            return await AttackSite.ToldAsync(answer);
        var kept = Directory.EnumerateFiles(Path.Combine(site.Root, "store.worker", "inbox"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "data").Select(file => Path.GetFileName(file)).ToList();
        var harmless = kept.All(file => file.Length <= 120 && !file.StartsWith('.') && file.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'));
        return harmless && Outside(site).SetEquals(before) ? "stays in its folder under a harmless name" : $"kept as {string.Join(", ", kept)}";
    }

    // Everything but the uploads and the databases' own files.
    private static HashSet<string> Outside(AttackSite site) => Directory.EnumerateFiles(site.Root, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/inbox/", StringComparison.Ordinal) && !file.Contains("catalogue.db", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

    private static async Task<string> PointedAsync(AttackSite site)
    {
        var (name, data, text) = AttackSite.Trial("trial16");
        var outcome = await site.UploadAsync(name, data, text.Replace($"data: {name}", "data: ../../../../etc/passwd", StringComparison.Ordinal));
        return outcome is "stored" or "refused bad-value" || outcome.StartsWith("refused", StringComparison.Ordinal) && !outcome.Contains("internal-fault", StringComparison.Ordinal) ? "the uploaded bytes are read, whatever is named" : outcome;
    }

    private static async Task<string> FormAsync(AttackSite site, IReadOnlyList<(string Name, string Value)> fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name, name);
        return await site.PostAsync("/api/uploads", form);
    }

    private static async Task<string> BodyAsync(AttackSite site, string body, string boundary = "b")
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return await site.PostAsync("/api/uploads", content);
    }

    private static async Task<string> ChunkedAsync(AttackSite site, int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/uploads?name=a.csv") { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await site.Client.SendAsync(request);
        return await AttackSite.ToldAsync(answer);
    }
}
