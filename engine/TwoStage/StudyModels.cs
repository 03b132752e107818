using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Association;
using IpdEngine.Stage1.Multilevel;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.TwoStage;

/// <summary>One model of the plan on one study: the unit of work that runs anywhere.</summary>
public static class StudyModels
{
    /// <summary>Fits a model of the plan; every fit ends with a status, none throws for the data.</summary>
    /// <param name="study">The study.</param>
    /// <param name="model">One of <see cref="Plan.Models"/>.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Ends the fit early.</param>
    /// <returns>One estimate, or one a direction (and kind) for the dynamic panel and the multilevel models.</returns>
    public static IReadOnlyList<StudyEstimate> Fit(StudyPanel study, string model, Plan plan, CancellationToken cancellation) => model switch
    {
        "riclpm" or "clpm" or "lcmsr" => [Panel(study, model, plan, cancellation)],
        DynamicPanel.Name => DynamicPanel.Fit(study, PanelOptions(plan), cancellation),
        "multilevel" => MultilevelModel.Fit(study, new MultilevelOptions { Window = new(plan.Window.First, plan.Window.Last) }, cancellation),
        "association" => [AssociationModel.Fit(study, new AssociationOptions { EarlyAlliance = new(plan.EarlyAlliance.First, plan.EarlyAlliance.Last) }, cancellation)],
        _ => throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Plan.KnownModels)}", nameof(model)),
    };

    /// <summary>Why a model cannot do what a plan asks for; null where it can.</summary>
    public static string? Refusal(string model, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (model is not ("riclpm" or "clpm" or "lcmsr" or DynamicPanel.Name))
            return null;
        if (plan.Arms == "compare" && model != DynamicPanel.Name && (plan.Lags == "standardised" || plan.SmallSample != "none"))
            return $"found arms 'compare' with lags '{plan.Lags}' and small sample '{plan.SmallSample}', expected lags 'equal' or 'free' and 'none': arms are compared by unstandardised lags with plain robust errors";
        try
        {
            PanelOptions(plan).Require(model);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    // A study whose participants lack a variable of the plan has a fit like any other: one that ended with a status.
    private static StudyEstimate Panel(StudyPanel study, string model, Plan plan, CancellationToken cancellation)
    {
        if (plan.Covariates.Concat(plan.Auxiliary).FirstOrDefault(name => !ParticipantVariables.Of(study).Contains(name)) is { } absent)
        {
            return new StudyEstimate
            {
                Study = study.Facts.Study,
                Model = model,
                Variant = "free",
                Status = new FitStatus(FitStatusCode.TooSmall, $"The study has no variable {absent}, expected one of its participants' variables: {string.Join(", ", ParticipantVariables.Of(study))}.", absent),
                Participants = 0,
                Pairs = 0,
                Waves = 0,
                Lag = study.Facts.SessionLag,
                Terms = [],
                Estimates = [],
                Covariance = new double[0, 0],
                Rows = [],
            };
        }

        var estimate = PanelModel.Fit(study, model, PanelOptions(plan), cancellation);
        return plan.Arms == "compare" ? ArmRows.Beside(estimate, ArmComparison.Of(study, model, PanelOptions(plan), cancellation)) : estimate;
    }

    private static PanelOptions PanelOptions(Plan plan) => new()
    {
        FirstSession = plan.Window.First,
        LastSession = plan.Window.Last,
        Missing = plan.Missing,
        Estimator = plan.Estimator,
        Cluster = plan.Cluster,
        Lags = plan.Lags,
        SymptomToAlliance = plan.SymptomToAlliance,
        Residuals = plan.Residuals,
        Means = plan.Means,
        SmallSample = plan.SmallSample,
        Covariates = plan.Covariates,
        CovariatesOn = plan.CovariatesOn,
        Auxiliary = plan.Auxiliary,
    };
}
