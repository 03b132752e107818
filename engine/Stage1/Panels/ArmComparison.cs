using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Tests;

namespace IpdEngine.Stage1.Panels;

/// <summary>A panel model fitted to the arms of a study as groups: lags of each arm, lags equal across arms, and the test of the difference.</summary>
/// <param name="Arms">Labels of the arms compared, in ordinal order.</param>
/// <param name="Free">Lags of their own: one estimate an arm, variant <c>arm:LABEL</c>.</param>
/// <param name="Equal">Lags equal across arms (standardised they may still differ, with the SDs): one estimate an arm, variant <c>equal:LABEL</c>.</param>
/// <param name="Difference">The likelihood-ratio test of equal lags; scaled (Satorra and Bentler 2010) where the estimator is robust. Null where a fit failed.</param>
/// <param name="Note">Arms left out with their reason, or why there is no comparison; null where there is nothing to say.</param>
/// <remarks>Multiple-group extension of Mulder and Hamaker (2021), doi 10.1080/10705511.2020.1784738.</remarks>
public sealed record ArmComparison(
    IReadOnlyList<string> Arms, IReadOnlyList<StudyEstimate> Free, IReadOnlyList<StudyEstimate> Equal, TestResult? Difference, string? Note)
{
    /// <summary>Compares the arms of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="model">A name of <see cref="PanelModel.Names"/>.</param>
    /// <param name="options">How; sensitivity fits are not made.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The model or an option is not known, or lags are to be standardised.</exception>
    public static ArmComparison Of(StudyPanel study, string model, PanelOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(options);
        PanelModel.Require(model);
        options.Require(model);
        var whole = PanelSample.Of(study, model, options);
        var scores = WideScores.Of(study, new SessionWindow(options.FirstSession, options.LastSession));
        var arms = study.Participants.Arms.Select(
            (label, arm) => (label, Enumerable.Range(0, scores.Rows).Where(row => study.Participants.Arm[scores.Participant[row]] == arm).ToArray()));
        return Of(whole, "arm", [.. arms], options, cancellation);
    }

    /// <summary>Compares groups of rows; <paramref name="noun"/> is what notes and variants call a group.</summary>
    /// <exception cref="ArgumentException">Lags are to be standardised, or errors corrected for leverage.</exception>
    internal static ArmComparison Of(PanelSample whole, string noun, (string Label, int[] Rows)[] groups, PanelOptions options, CancellationToken cancellation)
    {
        if (options.Lags == "standardised")
            throw new ArgumentException("found lags 'standardised', expected 'equal' or 'free': groups compare unstandardised lags", nameof(options));
        if (options.Leverage)
            throw new ArgumentException("found small sample 'leverage', expected 'none': its errors stand for one group alone", nameof(options));
        if (whole.Refusal is not null)
            return new ArmComparison([], [], [], null, whole.Refusal.Reason);
        var one = new PanelLayout(PanelForm.Of(whole.Model, whole.Data, options));
        if (PanelModel.Overparametrised(one.Model, whole.Data.Sessions.Length) is { } many)
            return new ArmComparison([], [], [], null, many.Reason);
        List<(string Arm, PanelSample Sample)> fitted = [];
        List<string> left = [];
        foreach (var (label, rows) in groups)
        {
            var sample = rows.Length == 0 ? null : PanelSample.Of(whole.Model, whole.Data.Of(rows), options) with { Study = whole.Study, Lag = whole.Lag };
            if (sample is { Refusal: null })
                fitted.Add((label, sample));
            else
                left.Add($"{noun} '{label}' left out: {sample?.Refusal?.Reason ?? "nobody of it is in the window"}");
        }

        if (fitted.Count >= 2)
            return Compare(noun, [.. fitted], options, left.Count == 0 ? null : string.Join(' ', left), cancellation);
        left.Add($"{fitted.Count} of {groups.Length} {noun}s can be fitted, expected at least two");
        return new ArmComparison([], [], [], null, string.Join(' ', left));
    }

    private static ArmComparison Compare(string noun, (string Arm, PanelSample Sample)[] arms, PanelOptions options, string? note, CancellationToken cancellation)
    {
        var form = PanelForm.Of(arms[0].Sample.Model, arms[0].Sample.Data, options) with { Groups = arms.Length };
        var (free, equal) = (new PanelLayout(form), new PanelLayout(form with { EqualAcrossGroups = true }));
        var estimator = new SemEstimator([.. arms.Select(arm => arm.Sample.Table!)]);
        SemFit Fit(PanelLayout layout) => estimator.Fit(layout.Model, Options(layout, arms, options), cancellation);
        var (freeFit, equalFit) = (Fit(free), Fit(equal));
        IReadOnlyList<StudyEstimate> Estimates(PanelLayout layout, SemFit fit, string variant) =>
            [.. arms.Select((arm, group) => PanelEstimate.Of(arm.Sample, $"{variant}:{arm.Arm}", layout.GroupLags[group], layout.Parts, layout.Syntax, fit, form.Lags, group: group))];
        var tested = freeFit.Search.Converged && equalFit.Search.Converged && freeFit.InverseInformation is not null && equalFit.InverseInformation is not null;
        var difference = !tested ? null : options.Robust
            ? NestedTest.SatorraBentler2010(freeFit, equalFit, [.. arms.Select(arm => arm.Sample.Table!)])
            : NestedTest.Plain(freeFit, equalFit);
        return new ArmComparison([.. arms.Select(arm => arm.Arm)], Estimates(free, freeFit, noun), Estimates(equal, equalFit, "equal"), difference, note);
    }

    private static SemOptions Options(PanelLayout layout, (string Arm, PanelSample Sample)[] arms, PanelOptions options)
    {
        // Every arm starts where one study would: parameters of later groups carry the suffix .g2, labels of each _2.
        var one = new PanelLayout(layout.Form with { Groups = 1 });
        Dictionary<string, double> starts = new(StringComparer.Ordinal);
        for (var group = 1; group <= arms.Length; group++)
            foreach (var (name, value) in PanelStarts.Of(one, arms[group - 1].Sample.Data))
                starts[name] = starts[$"{name}_{group}"] = starts[$"{name}.g{group}"] = value;
        foreach (var (name, value) in PanelStarts.Of(one, arms[0].Sample.Data))
            starts[name] = value;
        return new SemOptions { Robust = options.Robust, Incomplete = options.Incomplete, Starts = starts };
    }
}
