using System.Net;

namespace IpdEngine.Worker.Pages;

/// <summary>The frame of every page: plain HTML, no script needed.</summary>
internal static class Html
{
    /// <summary>A text, harmless in an element or a quoted attribute.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static IResult Page(string title, int status, string body) => Results.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        </head>
        <body>
        <main>
        <h1>{Text(title)}</h1>
        {body}
        </main>
        </body>
        </html>
        """,
        "text/html; charset=utf-8", System.Text.Encoding.UTF8, status);
}
