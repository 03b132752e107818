using System.Net;
using System.Text.RegularExpressions;

namespace IpdEngine.Tests.Worker;

/// <summary>A client that keeps cookies, as a browser does, and shows how they were set.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly Recorder _recorder;

    public Browser(Uri address)
    {
        _recorder = new Recorder(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });
        Client = new HttpClient(_recorder) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public IReadOnlyList<string> SetCookies => _recorder.SetCookies;

    /// <summary>The token against forgery that a page's form carries.</summary>
    public async Task<string> ProofAsync(string page) => WebUtility.HtmlDecode(ProofField().Match(await Client.GetStringAsync(page)).Groups[1].Value);

    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string from = "/")
    {
        var proof = await ProofAsync("/sign-in");
        return await Client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["csrf"] = proof, ["name"] = name, ["password"] = password, ["from"] = from }));
    }

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("name=\"csrf\" value=\"([^\"]+)\"")]
    private static partial Regex ProofField();

    private sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public List<string> SetCookies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                SetCookies.AddRange(cookies);
            return answer;
        }
    }
}
