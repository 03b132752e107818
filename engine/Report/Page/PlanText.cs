using System.Text;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>A plan as the file that would ask for it.</summary>
internal static class PlanText
{
    /// <summary>YAML with every key that has a meaning, the defaults included.</summary>
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        void Line(string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');
        Line("studies", plan.Studies.Count == 0 ? "all" : List(plan.Studies));
        Line("window", $"[{plan.Window.First}, {plan.Window.Last}]");
        Line("early_alliance", $"[{plan.EarlyAlliance.First}, {plan.EarlyAlliance.Last}]");
        Line("models", List(plan.Models));
        Line("primary", plan.Primary);
        Line("missing", plan.Missing);
        Line("estimator", plan.Estimator);
        Line("cluster", plan.Cluster);
        Line("lags", plan.Lags);
        Line("symptom_to_alliance", plan.SymptomToAlliance);
        Line("residuals", plan.Residuals);
        Line("means", plan.Means);
        Line("small_sample", plan.SmallSample);
        Line("covariates", List(plan.Covariates));
        if (plan.Covariates.Count > 0)
            Line("covariates_on", plan.CovariatesOn);
        Line("auxiliary", List(plan.Auxiliary));
        Line("arms", plan.Arms);
        Line("pool", $"{{method: {plan.Pool.Estimator}, test: {PoolWords.Test(plan.Pool.Test)}, multivariate: {plan.Pool.Structure}, level: {Numbers.Exact(plan.Pool.Level)}}}");
        Line("moderators", List(plan.Moderators));
        Line("convert_lags", plan.ConvertLags ? "true" : "false");
        Line("exclude", List(plan.Exclude));
        Line("seed", plan.Seed.ToString());
        return text.ToString();
    }

    private static string List(IReadOnlyList<string> items) => "[" + string.Join(", ", items) + "]";
}
