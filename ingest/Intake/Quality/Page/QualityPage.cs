using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>The quality report of a study version as HTML, for a page of a site or as a file that stands alone.</summary>
public static class QualityPage
{
    /// <summary>What stands below the heading of a page: plain HTML without script or style, whose classes are those of the worker's stylesheet.</summary>
    public static string Body(StudyQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return HtmlTag.Write(
        [
            .. SummarySection.Of(quality), .. CompletenessSection.Of(quality), .. DistributionSection.Of(quality), .. ReliabilitySection.Of(quality), .. ChecksSection.Of(quality), .. CodebookSection.Of(quality),
        ]);
    }

    /// <summary>The report as one file: no network, no script, light and dark, prints.</summary>
    public static string Document(StudyQuality quality) => Document(quality, "Data quality", Body(quality));

    /// <summary>The codebook as one file.</summary>
    public static string Codebook(StudyQuality quality) => Document(quality, "Codebook", HtmlTag.Write([CodebookSection.Table(quality)]));

    private static string Document(StudyQuality quality, string title, string body)
    {
        ArgumentNullException.ThrowIfNull(quality);
        var heading = HtmlTag.Write([new XText($"{title}: {quality.Study}, version {quality.Version}")]);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{heading}</title>
            <style>{Style()}</style>
            </head>
            <body>
            <main>
            <h1>{heading}</h1>
            {body}
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Style()
    {
        using var stream = typeof(QualityPage).Assembly.GetManifestResourceStream("Quality/quality.css")
            ?? throw new InvalidOperationException("found no embedded quality.css, expected it in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
