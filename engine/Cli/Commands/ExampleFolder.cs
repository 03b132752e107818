using IpdEngine.Intake.Example;

namespace IpdEngine.Cli.Commands;

/// <summary>The example as a folder that a user can change: trials, descriptions, the published key, a plan.</summary>
internal static class ExampleFolder
{
    private const string Plan =
        """
        # A plan: every key has this default, so that an empty file is a plan too.
        studies: all
        window: [1, 7]
        early_alliance: [3, 5]
        models: [riclpm, clpm, multilevel, association]
        primary: riclpm
        missing: fiml
        estimator: mlr
        cluster: none
        lags: equal
        symptom_to_alliance: lag1
        residuals: free
        means: free
        small_sample: none
        covariates: []       # where there are some: covariates_on: intercepts (or within)
        auxiliary: []
        arms: together
        pool: {method: REML, test: adhoc, multivariate: UN, level: 0.95}
        moderators: [design]
        convert_lags: false
        exclude: []
        seed: 1

        """;

    public static void Write(string folder)
    {
        ExampleCorpus.WriteTo(folder);
        File.WriteAllText(Path.Combine(folder, "example.key"), ExampleCorpus.KeyText);
        File.WriteAllText(Path.Combine(folder, "plan.yaml"), Plan);
    }
}
