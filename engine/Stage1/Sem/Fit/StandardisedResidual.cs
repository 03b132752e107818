namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>Standardised root mean square residual.</summary>
internal static class StandardisedResidual
{
    /// <summary>
    /// sqrt of the mean, over p(p+1)/2 covariances and p means, of ((s_ij - sigma_ij)/sqrt(s_ii s_jj))^2 and ((m_i - mu_i)/sqrt(s_ii))^2; without means
    /// where they do not count; of several groups, the mean weighted by their rows.
    /// </summary>
    /// <remarks>Bentler (1995), EQS manual, with means as lavaan's <c>srmr</c>; s and m are the saturated moments.</remarks>
    public static double Of(FitInput input) => input.Groups.Sum(group => (double)group.Rows / input.Rows * Of(group, input.Layout.HasMeans));

    private static double Of(GroupMoments group, bool means)
    {
        var (p, sample, covariance) = (group.Mean.Length, group.Saturated, group.Covariance);
        var sum = 0.0;
        for (var i = 0; i < p; i++)
        {
            var shift = (group.SaturatedMean[i] - group.Mean[i]) / Math.Sqrt(sample[i * p + i]);
            sum += means ? shift * shift : 0;
            for (var j = 0; j <= i; j++)
            {
                var residual = (sample[i * p + j] - covariance[i * p + j]) / Math.Sqrt(sample[i * p + i] * sample[j * p + j]);
                sum += residual * residual;
            }
        }

        return Math.Sqrt(sum / (p * (p + 1) / 2 + (means ? p : 0)));
    }
}
