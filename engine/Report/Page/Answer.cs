using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Page;

/// <summary>The head of the report: what it is, whether the data are real, and the answer in one paragraph.</summary>
internal static class Answer
{
    /// <summary>Title, label and answer.</summary>
    public static Node Of(ReportSource source)
    {
        var studies = source.Result.Studies;
        var header = new Tag("header", new Tag("h1", Title(source)));
        if (SyntheticLabel(source) is { } label)
            header.Add(new Tag("p", new Tag("strong", "Synthetic data. "), label).With("class", "label").With("role", "note"));
        header.Add(new Tag("p", $"{source.Context.Command} \u00B7 IpdEngine {source.Context.EngineVersion} \u00B7 seed {source.Result.Plan.Seed} \u00B7 ",
            $"{studies.Count} studies \u00B7 sessions {source.Result.Plan.Window.First}\u2013{source.Result.Plan.Window.Last}").With("class", "meta"));
        header.Add(new Tag("p", Sentences(source)).With("class", "lead").With("id", "answer"));
        return header;
    }

    /// <summary>The title of the report.</summary>
    public static string Title(ReportSource source) =>
        $"Alliance and symptoms from session to session: a two-stage meta-analysis of individual participant data from {source.Result.Studies.Count} studies";

    private static string? SyntheticLabel(ReportSource source)
    {
        var studies = source.Result.Studies;
        var synthetic = studies.Count(study => study.Facts.Synthetic);
        return synthetic == 0 ? null
            : synthetic == studies.Count
                ? $"Every value of all {studies.Count} studies is simulated. No person is behind any row, and nothing here is evidence about patients."
                : $"The values of {synthetic} of {studies.Count} studies are simulated; no person is behind their rows. Every pool that holds one of them is no evidence about patients.";
    }

    private static string Sentences(ReportSource source)
    {
        var model = source.Result.Plan.Primary;
        var (forth, back) = (source.Pool(model, "as"), source.Pool(model, "sa"));
        if (forth?.Fit is not { } a || back?.Fit is not { } s)
            return $"The question has no answer from these studies: {forth?.Refusal ?? back?.Refusal ?? "the plan pooled no lag of the " + Names.Model(model)}.";
        var who = model is "riclpm" or "multilevel" ? "their own average" : "the average";
        return $"In {a.K} studies with {Numbers.Count(source.Participants(forth))} patients, a session in which alliance was one standard deviation above {who} was "
            + $"followed by symptoms {Change(a.Coefficients[0], "higher", "lower")} at the next session; symptoms one standard deviation above {who} "
            + $"were followed by an alliance {Change(s.Coefficients[0], "better", "worse")}. {Verdict(a.Coefficients[0], s.Coefficients[0])} "
            + Spread(a, s);
    }

    private static string Change(Coefficient b, string up, string down) =>
        $"{Numbers.Fixed(Math.Abs(b.Estimate), 2)} standard deviations {(b.Estimate < 0 ? down : up)} "
        + $"(b\u00A0=\u00A0{Numbers.Fixed(b.Estimate, 2)} {Numbers.Interval(b.ConfLow, b.ConfHigh, 2)}, {Numbers.PEquals(b.PValue)})";

    private static string Verdict(Coefficient forth, Coefficient back) => (forth.ConfHigh < 0, back.ConfHigh < 0) switch
    {
        (true, true) => "Both intervals lie below zero: alliance and symptoms lead each other.",
        (true, false) => "Only the interval from alliance to symptoms lies below zero: a reciprocal effect is not shown.",
        (false, true) => "Only the interval from symptoms to alliance lies below zero: a reciprocal effect is not shown.",
        _ => "Neither interval lies below zero: a reciprocal effect is not shown.",
    };

    private static string Spread(UnivariateFit forth, UnivariateFit back)
    {
        if (forth.Prediction is not { } a || back.Prediction is not { } s || double.IsNaN(a.Low + s.Low))
            return "";
        return $"The effect to expect in a further study lies between {Numbers.Fixed(a.Low, 2)} and {Numbers.Fixed(a.High, 2)} for alliance to symptoms and "
            + $"between {Numbers.Fixed(s.Low, 2)} and {Numbers.Fixed(s.High, 2)} for symptoms to alliance"
            + (a.High >= 0 || s.High >= 0 ? ", so that not every study is expected to show it." : ".");
    }
}
