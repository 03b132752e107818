using System.Security.Cryptography;

namespace IpdEngine.Worker.Markup;

/// <summary>The one stylesheet: a file of this site, so that the content policy needs no exception.</summary>
internal static class Stylesheet
{
    private const string Path = "/page.css";
    private static readonly byte[] s_bytes = Read();

    /// <summary>Its address; with other bytes it has another address, so that a browser may keep it.</summary>
    public static string Address { get; } = $"{Path}?{Convert.ToHexStringLower(SHA256.HashData(s_bytes))[..16]}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Send).AllowAnonymous();

    private static IResult Send(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(s_bytes, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("found no embedded page.css, expected it in the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
