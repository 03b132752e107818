using IpdEngine.Report.Tables;
using IpdEngine.Stage1;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Figures;

/// <summary>A study's line in a forest plot.</summary>
/// <param name="Study">Its code.</param>
/// <param name="Participants">Participants of the fit, as text.</param>
/// <param name="Estimate">Estimate on the scale that is drawn; NaN where suppressed.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
/// <param name="Weight">Weight in percent.</param>
/// <param name="Boundary">True where the fit's random-intercept block is negative or singular.</param>
/// <param name="Unstable">True where the fit has fewer participants than parameters.</param>
internal sealed record ForestStudy(
    string Study, string Participants, double Estimate, double Low, double High, double Weight, bool Boundary, bool Unstable);

/// <summary>What a forest plot shows: a plain pool with its studies, on the scale that is drawn.</summary>
internal sealed class ForestData
{
    private readonly Func<double, double> scale;

    private ForestData(PooledEffect pool, RunResult result, Disclosure disclosure)
    {
        var fit = pool.Fit ?? throw new ArgumentException("A forest plot was asked of a pool without a fit.", nameof(pool));
        Pool = pool;
        Cluster = result.Plan.Cluster;
        IsCorrelation = Names.IsFisherZ(pool.Model);
        scale = IsCorrelation ? Math.Tanh : value => value;
        var rows = new List<ForestStudy>(fit.K);
        for (var i = 0; i < fit.K; i++)
            rows.Add(Row(i, result, disclosure));
        Rows = rows;
        var pooled = fit.Coefficients[0];
        (Estimate, Low, High) = (scale(pooled.Estimate), scale(pooled.ConfLow), scale(pooled.ConfHigh));
        (PredictionLow, PredictionHigh) = (scale(fit.Prediction?.Low ?? double.NaN), scale(fit.Prediction?.High ?? double.NaN));
    }

    /// <summary>The pool.</summary>
    public PooledEffect Pool { get; }

    /// <summary>What the plan clusters standard errors by.</summary>
    public string Cluster { get; }

    /// <summary>True where Fisher's z was turned back to a correlation.</summary>
    public bool IsCorrelation { get; }

    /// <summary>The studies in the pool.</summary>
    public IReadOnlyList<ForestStudy> Rows { get; }

    /// <summary>Pooled estimate.</summary>
    public double Estimate { get; }

    /// <summary>Its lower confidence limit.</summary>
    public double Low { get; }

    /// <summary>Its upper confidence limit.</summary>
    public double High { get; }

    /// <summary>Lower limit of the prediction interval; NaN where there is none.</summary>
    public double PredictionLow { get; }

    /// <summary>Upper limit of the prediction interval; NaN where there is none.</summary>
    public double PredictionHigh { get; }

    /// <summary>Decimals of every estimate: three where two would round a limit of the pooled interval onto zero.</summary>
    public int Decimals => Pool.Model == "crosslevel" || Math.Min(Math.Abs(Low), Math.Abs(High)) < 0.005 ? 3 : 2;

    /// <summary>The pools of a run that a forest plot can show: plain, with a fit.</summary>
    public static IEnumerable<ForestData> All(RunResult result, Disclosure disclosure) =>
        result.Pools.Where(pool => pool.Fit?.Coefficients.Count == 1).Select(pool => new ForestData(pool, result, disclosure));

    /// <summary>One pool as a forest plot shows it; null where there is no plain pool.</summary>
    public static ForestData? Of(RunResult result, Disclosure disclosure, string model, string effect)
    {
        var pool = result.Pools.FirstOrDefault(
            pool => pool.Model == model && pool.Effect == effect && pool.Pool == "primary" && pool.Fit?.Coefficients.Count == 1);
        return pool is null ? null : new ForestData(pool, result, disclosure);
    }

    private ForestStudy Row(int i, RunResult result, Disclosure disclosure)
    {
        var fit = Pool.Fit!;
        var study = fit.Effects.Ids[i];
        var estimate = result.Estimates.FirstOrDefault(e => e.Study == study && e.Model == Pool.Model && Concerns(e));
        if (disclosure.Hides(study) || estimate is not null && disclosure.Hides(estimate))
            return new ForestStudy(study, Disclosure.SmallCell, double.NaN, double.NaN, double.NaN, double.NaN, false, false);
        var yi = fit.Effects.Yi[i];
        var test = Reference.Of(yi, Math.Sqrt(fit.Effects.Vi[i]), double.PositiveInfinity, fit.Options.Level);
        return new ForestStudy(study, estimate is null ? "\u2013" : Disclosure.Text(estimate.Participants), scale(yi), scale(test.ConfLow),
            scale(test.ConfHigh), fit.Weights[i], estimate?.Status.Code == FitStatusCode.Boundary, estimate?.Status.StandardErrorsUnstable == true);
    }

    // A model that is fitted once a direction has the direction as its variant, and as the first word of the effect.
    private bool Concerns(StudyEstimate estimate) => estimate.Variant is "free" || Pool.Effect.Split(' ')[0] == estimate.Variant;
}
