using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>Predicted mean effects at given values of the moderators, with confidence and prediction intervals.</summary>
public static class Predictions
{
    /// <summary>Predicts one mean a row.</summary>
    /// <param name="fit">A pool or meta-regression.</param>
    /// <param name="rows">Values of the moderators in the order of the fit's table, without the intercept; one empty row for a plain pool.</param>
    /// <returns>One prediction a row. The prediction interval follows the fit's definition; it is null where effects are equal by assumption.</returns>
    /// <exception cref="ArgumentException">A row has not one finite value a moderator.</exception>
    public static IReadOnlyList<PredictedMean> At(UnivariateFit fit, IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(rows);
        var (first, p) = (fit.Effects.Intercept ? 1 : 0, fit.Coefficients.Count);
        var df = fit.Coefficients[0].DegreesOfFreedom;
        var critical = ReferenceDistribution.Critical(fit.Options.Level, df);
        var results = new PredictedMean[rows.Count];
        var x = new double[p];
        for (var r = 0; r < results.Length; r++)
        {
            if (rows[r].Count != p - first || rows[r].Any(value => !double.IsFinite(value)))
                throw new ArgumentException($"Found row {r + 1} with {rows[r].Count} values ({string.Join(", ", rows[r])}), expected {p - first} finite ones, one a moderator.", nameof(rows));
            x[0] = 1;
            for (var j = first; j < p; j++)
                x[j] = rows[r][j - first];
            double mean = 0, variance = 0;
            for (var a = 0; a < p; a++)
            {
                mean += x[a] * fit.Coefficients[a].Estimate;
                for (var b = 0; b < p; b++)
                    variance += x[a] * fit.Covariance[a, b] * x[b];
            }
            var error = Math.Sqrt(variance);
            var coefficient = PoolTests.Test("mean", mean, error, df, critical);
            var prediction = fit.Options.Estimator == TauEstimator.EE ? null : PredictionIntervals.At(coefficient, fit.Tau2, fit.K, fit.Options, p);
            results[r] = new PredictedMean(mean, error, coefficient.ConfLow, coefficient.ConfHigh, prediction);
        }
        return results;
    }
}

/// <summary>A predicted mean effect.</summary>
/// <param name="Estimate">The mean.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="ConfLow">Lower confidence limit.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
/// <param name="Prediction">Where the true effect of a further study with these moderators would lie, or null.</param>
public sealed record PredictedMean(double Estimate, double StandardError, double ConfLow, double ConfHigh, PredictionInterval? Prediction);
