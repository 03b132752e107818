namespace IpdEngine.Worker.Markup;

/// <summary>A whole HTML document: head, skip link, banner, main and footer. It needs no script.</summary>
internal static class Document
{
    /// <summary>Writes it.</summary>
    /// <param name="title">Title, and the one heading of the first level.</param>
    /// <param name="banner">What stands above main: name and navigation.</param>
    /// <param name="body">What stands below the heading.</param>
    /// <param name="refresh">Seconds after which the browser loads it again; null: never.</param>
    public static Html Of(string title, Html banner, Html body, int? refresh = null) => Html.Of(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        {(refresh is { } seconds ? Html.Of($"<meta http-equiv=\"refresh\" content=\"{seconds}\">") : Html.None)}
        <title>{title} - IpdEngine ingest</title>
        <link rel="stylesheet" href="{Stylesheet.Address}">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        {banner}
        <main id="main" tabindex="-1">
        <h1>{title}</h1>
        {body}
        </main>
        <footer><p>IpdEngine ingest. Nothing on these pages is kept by the browser.</p></footer>
        </body>
        </html>
        """);

    /// <summary>It as an answer.</summary>
    public static IResult Answer(Html document, int status) =>
        Results.Content(document.ToString(), "text/html; charset=utf-8", System.Text.Encoding.UTF8, status);
}
