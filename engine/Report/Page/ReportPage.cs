using System.Text;
using IpdEngine.Report.Markup;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>
/// <c>report.html</c>: one file that needs no network and no script. Sections stand in the order in which a reader asks: the answer, what it rests on, whether
/// it holds, how it was done, how to do it again.
/// </summary>
internal static class ReportPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the page.</summary>
    public static string Of(RunResult result, RunContext context, Disclosure disclosure)
    {
        var source = new ReportSource(result, context, disclosure);
        var page = new Tag("html", Head(source), Body(source)).With("lang", "en");
        var markup = new StringBuilder("<!DOCTYPE html>\n");
        page.WriteTo(markup);
        return markup.Append('\n').ToString();
    }

    private static Tag Head(ReportSource source) => new("head",
        new Tag("meta").With("charset", "utf-8"),
        new Tag("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
        new Tag("meta").With("http-equiv", "Content-Security-Policy").With("content", Policy),
        new Tag("meta").With("name", "color-scheme").With("content", "light dark"),
        new Tag("title", Answer.Title(source)),
        new StyleSheet("report.css"));

    private static Tag Body(ReportSource source)
    {
        var moderators = ModeratorSection.Of(source);
        var main = new Tag("main", Answer.Of(source), Contents(moderators is not null), ClaimsSection.Of(source), LagsSection.Of(source), PooledSection.Of(source),
            SensitivitySection.Of(source), CrossLevelSection.Of(source), AssociationSection.Of(source)).With("id", "content");
        if (moderators is not null)
            main.Add(moderators);
        main.Add(StudiesSection.Of(source), StageOneSection.Of(source), MethodsSection.Of(source), RepeatSection.Of(source));
        return new Tag("body", new Tag("a", "Skip to the answer").With("class", "skip").With("href", "#answer"), new Tag("div", main).With("class", "page"));
    }

    private static Tag Contents(bool hasModerators)
    {
        var list = new Tag("ol");
        foreach (var (id, name) in new[]
        {
            ("claims", "Claims"), ("lags", "Reciprocal effects"), ("pooled", "Pooled effects"), ("sensitivity", "Sensitivity"),
            ("crosslevel", "Cross-level interactions"), ("association", "Early alliance and outcome"), ("moderators", "Moderators"), ("studies", "Studies"),
            ("stage1", "Stage 1"), ("methods", "Methods"), ("repeat", "Repeat"),
        })
            if (hasModerators || id != "moderators")
                list.Add(new Tag("li", new Tag("a", name).With("href", "#" + id)));
        return new Tag("nav", list).With("aria-label", "Contents");
    }
}
