using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>The covariance of each study's poolable effects: what a multivariate pool needs beside the estimates.</summary>
internal static class CovarianceTable
{
    /// <summary>One row a pair of terms of the lower triangle, the diagonal included.</summary>
    public static Table Of(RunResult result, Disclosure disclosure)
    {
        var table = new Table("stage1_vcov",
            Table.Text("study"), Table.Text("model"), Table.Text("variant"), Table.Text("term1"), Table.Text("term2"), Table.Number("covariance"));
        foreach (var fit in result.Estimates.SelectMany(Ladder.Of))
        {
            if (disclosure.Hides(fit))
                continue;
            for (var i = 0; i < fit.Terms.Count; i++)
                for (var j = 0; j <= i; j++)
                    table.Add(fit.Study, fit.Model, fit.Variant, fit.Terms[i], fit.Terms[j], fit.Covariance[i, j]);
        }
        return table;
    }
}
