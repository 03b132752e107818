using System.Text;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Scripts;

/// <summary><c>check.R</c>: the run again in R, from the files of its own folder, with the syntax that the run used.</summary>
internal static class CheckScript
{
    private static readonly string[] PanelModels = ["riclpm", "clpm", "lcmsr", DynamicPanel.Name];

    /// <summary>The plan and the syntax as R values, then the fixed part of the script.</summary>
    public static string Of(RunResult result, Disclosure disclosure)
    {
        var script = new StringBuilder();
        script.Append("""
            # This run again in R: second stage in metafor from the files beside this script, and, given the path of a store (or of exported
            # studies), first stage in lavaan and lme4. Prints the differences.
            #   Rscript check.R [STORE]


            """);
        WritePlan(script, result.Plan);
        WriteModerators(script, result, disclosure);
        WriteSyntax(script, result, disclosure);
        return script.Append(Body()).ToString();
    }

    private static void WritePlan(StringBuilder script, Plan plan) => script.Append(
        $"""
        plan <- list(method = {Quoted(plan.Pool.Estimator.ToString())}, test = {Quoted(PoolWords.Test(plan.Pool.Test))}, level = {Numbers.Exact(plan.Pool.Level)}, structure = {Quoted(plan.Pool.Structure.ToString())},
          window = c({plan.Window.First}, {plan.Window.Last}), early = c({plan.EarlyAlliance.First}, {plan.EarlyAlliance.Last}),
          missing = {Quoted(plan.Missing)}, estimator = {Quoted(plan.Estimator)}, cluster = {Quoted(plan.Cluster)}, small_sample = {Quoted(plan.SmallSample)},
          persons = c({string.Join(", ", plan.Covariates.Concat(plan.Auxiliary).Select(Quoted))}))


        """);

    private static void WriteModerators(StringBuilder script, RunResult result, Disclosure disclosure)
    {
        script.Append("moderated <- list(");
        var separator = "\n";
        foreach (var pool in result.Pools)
        {
            if (pool.Fit is not { Coefficients.Count: > 1 } fit)
                continue;
            var shown = Enumerable.Range(0, fit.K).Where(i => !disclosure.Hides(fit.Effects.Ids[i])).ToList();
            var columns = fit.Effects.Moderators;
            script.Append(separator).Append($"  list(model = {Quoted(pool.Model)}, effect = {Quoted(pool.Effect)}, pool = {Quoted(pool.Pool)},\n    study = c(")
                .AppendJoin(", ", shown.Select(i => Quoted(fit.Effects.Ids[i]))).Append("),\n    x = cbind(")
                .AppendJoin(", ", columns.Select(column => $"{Quoted(column.Key)} = c({string.Join(", ", shown.Select(i => Numbers.Exact(column.Value[i])))})"))
                .Append("))");
            separator = ",\n";
        }
        script.Append(")\n\n");
    }

    // Studies with the same sessions share one text: each stands once.
    private static void WriteSyntax(StringBuilder script, RunResult result, Disclosure disclosure)
    {
        var fits = result.Estimates.Where(fit => PanelModels.Contains(fit.Model) && (fit.Variant == "free" || fit.Model == DynamicPanel.Name) && fit.Syntax.Length > 0 && !disclosure.Hides(fit)).ToList();
        var texts = fits.Select(fit => fit.Syntax).Distinct(StringComparer.Ordinal).ToList();
        script.Append("panel_models <- list(");
        for (var i = 0; i < texts.Count; i++)
            script.Append(i == 0 ? "\n" : ",\n").Append($"m{i + 1} = {Quoted(texts[i])}");
        script.Append(")\npanel_of <- list(");
        var models = fits.Select(fit => fit.Model).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < models.Count; i++)
            script.Append(i == 0 ? "\n" : ",\n").Append($"  {models[i]} = list(").AppendJoin(", ", Variants(models[i])).Append(')');
        script.Append(")\n\n");

        IEnumerable<string> Variants(string model) => fits.Where(fit => fit.Model == model).GroupBy(fit => fit.Variant, StringComparer.Ordinal)
            .Select(variant => $"{Quoted(variant.Key)} = c({string.Join(", ", variant.Select(Entry))})");

        string Entry(StudyEstimate fit) => $"{Quoted(fit.Study)} = \"m{texts.IndexOf(fit.Syntax) + 1}\"";
    }

    private static string Body()
    {
        using var stream = typeof(CheckScript).Assembly.GetManifestResourceStream("check.R")
            ?? throw new InvalidOperationException("The assembly holds no check.R.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // R reads \u escapes in strings; line breaks may stand as they are.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\n",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }
}
