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
        "riclpm" or "clpm" or "lcmsr" => [PanelModel.Fit(study, model, PanelOptions(plan), cancellation)],
        DynamicPanel.Name => DynamicPanel.Fit(study, PanelOptions(plan), cancellation),
        "multilevel" => MultilevelModel.Fit(study, new MultilevelOptions { Window = new(plan.Window.First, plan.Window.Last) }, cancellation),
        "association" => [AssociationModel.Fit(study, new AssociationOptions { EarlyAlliance = new(plan.EarlyAlliance.First, plan.EarlyAlliance.Last) }, cancellation)],
        _ => throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Plan.KnownModels)}", nameof(model)),
    };

    private static PanelOptions PanelOptions(Plan plan) => new()
    {
        FirstSession = plan.Window.First,
        LastSession = plan.Window.Last,
        Missing = plan.Missing,
        Estimator = plan.Estimator,
        Cluster = plan.Cluster,
        Lags = plan.Lags,
        SymptomToAlliance = plan.SymptomToAlliance,
    };
}
