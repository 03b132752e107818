using System.Text.Json;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Files;

/// <summary>A plan by the names that its file has.</summary>
internal static class PlanJson
{
    /// <summary>Writes every key, the defaults included.</summary>
    public static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject("plan");
        if (plan.Studies.Count == 0)
            json.WriteString("studies", "all");
        else
            json.WriteStrings("studies", plan.Studies);
        WriteRange(json, "window", plan.Window);
        WriteRange(json, "early_alliance", plan.EarlyAlliance);
        json.WriteStrings("models", plan.Models);
        json.WriteString("primary", plan.Primary);
        json.WriteString("missing", plan.Missing);
        json.WriteString("estimator", plan.Estimator);
        json.WriteString("cluster", plan.Cluster);
        json.WriteString("lags", plan.Lags);
        json.WriteString("symptom_to_alliance", plan.SymptomToAlliance);
        json.WriteString("residuals", plan.Residuals);
        json.WriteString("means", plan.Means);
        json.WriteString("small_sample", plan.SmallSample);
        json.WriteStrings("covariates", plan.Covariates);
        json.WriteString("covariates_on", plan.CovariatesOn);
        json.WriteStrings("auxiliary", plan.Auxiliary);
        json.WriteString("arms", plan.Arms);
        json.WriteStartObject("pool");
        json.WriteString("method", plan.Pool.Estimator.ToString());
        json.WriteString("test", PoolWords.Test(plan.Pool.Test));
        json.WriteString("multivariate", plan.Pool.Structure.ToString());
        json.WriteNumber("level", plan.Pool.Level);
        json.WriteEndObject();
        json.WriteStrings("moderators", plan.Moderators);
        json.WriteBoolean("convert_lags", plan.ConvertLags);
        json.WriteStrings("exclude", plan.Exclude);
        json.WriteNumber("seed", plan.Seed);
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, string name, (int First, int Last) range)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(range.First);
        json.WriteNumberValue(range.Last);
        json.WriteEndArray();
    }
}
