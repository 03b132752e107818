using System.Globalization;
using System.Text;
using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Cli.Pooling;

/// <summary>The plots of a pool, a file each: those that need nothing always, the others where their analysis was asked for.</summary>
internal sealed class PoolFigures
{
    private const int LinePoints = 60;

    private readonly PoolAnswer _answer;
    private readonly UnivariateFit _fit;
    private readonly EffectTable _effects;
    private readonly Transformation _scale;
    private readonly string _label;
    private readonly double _critical;

    private PoolFigures(PoolAnswer answer)
    {
        (_answer, _fit, _effects) = (answer, answer.Fit, answer.Fit.Effects);
        _scale = answer.Rows.Shown;
        _label = EffectWords.Of(answer.Rows.Measure);
        _critical = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + answer.Fit.Options.Level / 2);
    }

    /// <summary>File names with their drawings.</summary>
    public static IEnumerable<(string Name, Drawing Drawing)> Of(PoolAnswer answer) => new PoolFigures(answer).All();

    /// <summary>Writes the plots into a folder, which is made where it lacks.</summary>
    public static void Write(PoolAnswer answer, DirectoryInfo folder) => Write(Of(answer), folder);

    /// <summary>Writes drawings into a folder, a file each.</summary>
    public static void Write(IEnumerable<(string Name, Drawing Drawing)> figures, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var (name, drawing) in figures)
            File.WriteAllText(Path.Combine(folder.FullName, name + ".svg"), drawing.ToFile(), new UTF8Encoding(false));
    }

    private IEnumerable<(string, Drawing)> All()
    {
        yield return ("forest", Forest());
        if (_effects.Moderators.Count == 0)
        {
            yield return ("funnel", Funnel());
            yield return ("radial", RadialPlot.Draw(new RadialData(Title("Radial plot"), _label, Points(), _fit.Coefficients[0].Estimate, _fit.Tau2) { Scale = _scale, Level = _fit.Options.Level }));
        }
        if (_effects is { Intercept: true, Moderators.Count: 1 } && _effects.Moderators[0].Value.Distinct().Count() > 2)
            yield return ("bubble", Bubble());
        if (_answer.Baujat is { } baujat)
            yield return ("baujat", BaujatPlot.Draw(new BaujatData(Title("Baujat plot"),
                [.. baujat.Where(p => double.IsFinite(p.Influence)).Select(p => new BaujatStudy(p.Id, p.Heterogeneity, p.Influence))])));
        if (_answer.Influence?.Fit is { } rows)
            yield return ("influence", InfluencePlot.Draw(new InfluenceData(Title("Influence"), [.. rows.Where(r => r.Measures is not null).Select(r => new InfluencePoint(r.Id, r.Measures!.StudentisedResidual,
                r.Measures.Dffits, r.Measures.CookDistance, r.Measures.CovarianceRatio, r.Measures.Tau2Deleted, r.Measures.QDeleted, r.Measures.Hat, r.Measures.Weight, r.Measures.Influential))],
                _fit.Tau2, _fit.Q)
            { Coefficients = _fit.Coefficients.Count }));
        if (Steps(_answer.Cumulative?.Fit?.Select(r => (r.Id, r.Outcome.Fit))) is { Count: > 0 } cumulative)
            yield return ("cumulative", CumulativeForest.Draw(Title("Cumulative pool"), _label, cumulative, _scale));
        if (_effects.Moderators.Count == 0 && Steps(_answer.LeaveOneOut?.Select(r => (r.Id, r.Outcome.Fit))) is { Count: > 0 } without)
            yield return ("leave-one-out", CumulativeForest.DrawLeaveOneOut(Title("Leave-one-out"), _label, without, Summary("All studies", _fit.Coefficients[0], _fit.Prediction), _scale));
        if (_answer.Gosh?.Fit is { } gosh)
        {
            var finite = gosh.Subsets.Where(s => double.IsFinite(s.Estimates[0]) && s.I2 is >= 0 and <= 100).ToList();
            if (finite.Count > 0)
                yield return ("gosh", GoshPlot.Draw(new GoshData(Title("Subsets of the effects (GOSH)"), _label, [.. finite.Select(s => s.Estimates[0])], [.. finite.Select(s => s.I2)])
                {
                    Scale = _scale,
                    Overall = _fit.Coefficients[0].Estimate,
                    Notes = [gosh.Exhaustive ? "every subset" : $"{gosh.Subsets.Count} subsets drawn"],
                }));
        }
    }

    private string Title(string what) => $"{what}: {_fit.K} effects";

    private Drawing Forest()
    {
        var groups = _answer.Subgroups?.Fit is { } analysis && _effects.Moderators.Count == 0
            ? analysis.Groups.Select(g => new ForestGroup(g.Level, [.. g.Rows.Select(Row)], g.Mean is { } mean ? Summary($"{analysis.Name} {g.Level}", mean, g.Prediction) : null)).ToList()
            : [new ForestGroup(null, [.. Enumerable.Range(0, _fit.K).Select(Row)])];
        var plain = _effects.Moderators.Count == 0;
        return ForestPlot.Draw(new ForestTable(Title("Forest plot"), _label, groups, plain ? Summary($"{_fit.Options.Estimator}, {_fit.Options.Test.ToString().ToLowerInvariant()}", _fit.Coefficients[0], _fit.Prediction) with
        {
            Remark = string.Create(CultureInfo.InvariantCulture, $"Q({_fit.QDegreesOfFreedom}) = {_fit.Q:F2}, \u03C4\u00B2 = {_fit.Tau2:F4}, I\u00B2 = {_fit.I2:F1} %"),
        } : null)
        {
            Scale = _scale,
            EstimateHeading = string.Create(CultureInfo.InvariantCulture, $"Estimate [{100 * _fit.Options.Level:0.##} % CI]"),
            Notes = _fit.Prediction is { } prediction && plain ? [$"Prediction interval: {prediction.Definition}"] : [],
        });
    }

    private ForestRow Row(int i)
    {
        var (y, half) = (_effects.Yi[i], _critical * Math.Sqrt(_effects.Vi[i]));
        return new ForestRow(_effects.Ids[i], y, y - half, y + half, _fit.Weights[i]);
    }

    private static ForestSummary Summary(string label, Coefficient c, PredictionInterval? prediction) =>
        new(label, c.Estimate, c.ConfLow, c.ConfHigh) { PredictionLow = prediction?.Low ?? double.NaN, PredictionHigh = prediction?.High ?? double.NaN };

    private List<FunnelPoint> Points() => [.. Enumerable.Range(0, _fit.K).Select(i => new FunnelPoint(_effects.Ids[i], _effects.Yi[i], Math.Sqrt(_effects.Vi[i])))];

    private Drawing Funnel()
    {
        var bias = _answer.SmallStudy;
        var filled = bias?.TrimAndFill.Fit?.Filled.Select(f => new FunnelPoint(f.Id, f.Yi, Math.Sqrt(f.Vi), true)) ?? [];
        var lines = bias?.Egger.Fit is { Limit: { } limit } egger ? [new FunnelLine(limit.Estimate, egger.Slope.Estimate)] : Array.Empty<FunnelLine>();
        return FunnelPlot.Draw(new FunnelData(Title("Contour-enhanced funnel"), _label, [.. Points(), .. filled])
        {
            Scale = _scale,
            Mean = _fit.Coefficients[0].Estimate,
            Level = _fit.Options.Level,
            Lines = lines,
            Notes = bias?.Egger.Fit is { } test ? [string.Create(CultureInfo.InvariantCulture, $"Egger\u2019s test: slope {test.Slope.Estimate:F3}, p = {test.Slope.PValue:F3}"), .. test.Warnings] : [],
        });
    }

    private Drawing Bubble()
    {
        var (name, values) = (_effects.Moderators[0].Key, _effects.Moderators[0].Value);
        var (low, high) = (values.Min(), values.Max());
        double[] at = [.. Enumerable.Range(0, LinePoints).Select(i => low + (high - low) * i / (LinePoints - 1))];
        var means = Predictions.At(_fit, [.. at.Select(x => (IReadOnlyList<double>)[x])]);
        var slope = _fit.Coefficients[1];
        return BubblePlot.Draw(new BubbleData(Title("Meta-regression"), name, _label,
            [.. Enumerable.Range(0, _fit.K).Select(i => new BubblePoint(_effects.Ids[i], values[i], _effects.Yi[i], _fit.Weights[i]))],
            [.. at.Select((x, i) => new BubbleLine(x, means[i].Estimate, means[i].ConfLow, means[i].ConfHigh, means[i].Prediction?.Low ?? double.NaN, means[i].Prediction?.High ?? double.NaN))])
        {
            Scale = _scale,
            Level = _fit.Options.Level,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"slope {slope.Estimate:F4} [{slope.ConfLow:F4}, {slope.ConfHigh:F4}], p = {slope.PValue:F3}")],
        });
    }

    private static List<CumulativeStep>? Steps(IEnumerable<(string Id, UnivariateFit? Fit)>? pools) =>
        pools?.Where(p => p.Fit is not null).Select(p => new CumulativeStep(p.Id, p.Fit!.Coefficients[0].Estimate, p.Fit.Coefficients[0].ConfLow, p.Fit.Coefficients[0].ConfHigh, p.Fit.K)).ToList();
}

/// <summary>What effects are, on the axis of a plot.</summary>
internal static class EffectWords
{
    public static string Of(EffectMeasure measure) => measure switch
    {
        EffectMeasure.COR or EffectMeasure.ZCOR => "Correlation",
        EffectMeasure.PCOR or EffectMeasure.ZPCOR => "Partial correlation",
        EffectMeasure.MD => "Difference of means",
        EffectMeasure.SMD or EffectMeasure.SMDH => "Standardised mean difference",
        EffectMeasure.ROM => "Ratio of means",
        EffectMeasure.OR => "Odds ratio",
        EffectMeasure.RR => "Risk ratio",
        EffectMeasure.RD => "Risk difference",
        EffectMeasure.PR => "Proportion",
        EffectMeasure.PLO => "Log odds",
        _ => "Effect",
    };
}
