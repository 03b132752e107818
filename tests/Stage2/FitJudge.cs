using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Tests.Stage2;

/// <summary>How close a fit must come to metafor's, and whether it solves its own equation better where it does not.</summary>
internal sealed class FitJudge
{
    private readonly Lazy<bool> _better;

    public FitJudge(UnivariateFit fit, JsonElement expected)
    {
        Tolerance = fit.Options.Estimator is TauEstimator.REML or TauEstimator.ML or TauEstimator.EB or TauEstimator.PM ? 1e-5 : 1e-6;
        _better = new(() => Judge(fit, expected.GetProperty("tau2").GetDouble()));
    }

    /// <summary>1e-6 relative for closed forms, 1e-5 for iterated estimates.</summary>
    public double Tolerance { get; }

    /// <summary>True where the likelihood is higher (ML, REML) or the residual of the estimating equation smaller (EB, PM) than at metafor's tau-squared.</summary>
    public bool Better => _better.Value;

    private static bool Judge(UnivariateFit fit, double theirs)
    {
        var columns = new List<double[]> { Enumerable.Repeat(1.0, fit.K).ToArray() };
        columns.AddRange(fit.Effects.Moderators.Select(m => m.Value));
        var model = new WeightedRegression(fit.Effects.Yi, fit.Effects.Vi, OrthonormalDesign.From(columns, fit.K, out _)!);
        return fit.Options.Estimator switch
        {
            TauEstimator.REML => fit.LogLikelihood > LikelihoodTau.LogLikelihood(model, theirs, true),
            TauEstimator.ML => fit.LogLikelihood > LikelihoodTau.LogLikelihood(model, theirs, false),
            TauEstimator.EB or TauEstimator.PM => Residual(fit.Tau2) < Residual(theirs),
            _ => false,
        };

        // At zero the equation may have no root: what is left below the target is then no residual.
        double Residual(double tau2)
        {
            model.Solve(tau2);
            var rest = model.ResidualSum - (fit.K - model.P);
            return tau2 > 0 ? Math.Abs(rest) : Math.Max(0, rest);
        }
    }
}
