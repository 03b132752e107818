using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.TwoStage;

/// <summary>Puts the comparison of a study's arms beside the fit of all its participants: it enters no pool.</summary>
internal static class ArmRows
{
    /// <summary>
    /// The estimate with rows <c>arm.std</c> (standardised lags, <c>LABEL.aa</c>, ...), <c>arm.n</c> (participants of each arm) and <c>test</c>
    /// (<c>arms.chisq</c>, <c>arms.df</c>, <c>arms.pvalue</c> of lags equal across arms); a remark says why there are none, or which arm was left out.
    /// </summary>
    public static StudyEstimate Beside(StudyEstimate estimate, ArmComparison comparison)
    {
        List<TermRow> rows = [.. estimate.Rows];
        foreach (var (label, arm) in comparison.Arms.Zip(comparison.Free))
        {
            rows.Add(new TermRow("arm.n", label, arm.Participants, double.NaN, double.NaN));
            foreach (var lag in arm.Terms)
                rows.Add(new TermRow("arm.std", $"{label}.{lag}", arm.Estimate(lag), arm.StandardError(lag)));
        }

        var status = estimate.Status;
        if (comparison.Difference is { } test)
        {
            rows.Add(new TermRow("test", "arms.chisq", test.Statistic, double.NaN, double.NaN));
            rows.Add(new TermRow("test", "arms.df", test.DegreesOfFreedom, double.NaN, double.NaN));
            rows.Add(new TermRow("test", "arms.pvalue", test.PValue, double.NaN, double.NaN));
            if (test.Note is not null)
                status = status.Remark($"test of arms: {test.Note}");
        }

        if (comparison.Note is not null)
            status = status.Remark(comparison.Note);
        else if (comparison.Difference is null && comparison.Free.FirstOrDefault(arm => arm.Terms.Count == 0) is { } failed)
            status = status.Remark($"arms are not compared, {failed.Variant}: {failed.Status.Reason}");
        return estimate with { Rows = rows, Status = status };
    }
}
