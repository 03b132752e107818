using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>A panel model fitted to a table.</summary>
/// <param name="Estimate">Lags, status, sensitivity fits.</param>
/// <param name="Fit">Every parameter; null where the table was refused before fitting.</param>
/// <param name="Bootstrap">The draws; null where not asked for or not fitted.</param>
public sealed record PanelTableFit(StudyEstimate Estimate, SemFit? Fit, BootstrapResult? Bootstrap)
{
    /// <summary>The fit as any model's is shown, with the panel model's own status.</summary>
    public SemResult Result
    {
        get
        {
            List<string> messages = [];
            if (Estimate.Status.Note is { } note)
                messages.Add(note);
            if (Estimate.Status.StandardErrorsUnstable)
                messages.Add("fewer rows or clusters than free parameters: standard errors are unstable");
            if (Estimate.Rows.Any(row => double.IsFinite(row.DegreesOfFreedom)))
                messages.Add("standard errors of the lags are corrected for leverage and have degrees of freedom; those of the single parameters are plain robust ones");
            var shown = Fit is not null && double.IsFinite(Fit.Deviance);
            return new SemResult
            {
                Status = Estimate.Status,
                Fit = Fit,
                Groups = [""],
                Estimates = Fit is null ? [] : EstimateRow.Of(Fit),
                Standardised = shown ? StandardisedRow.Of(Fit!) : [],
                Explained = shown ? ExplainedVariance.Of(Fit!) : [],
                Bootstrap = Bootstrap,
                Messages = messages,
            };
        }
    }
}
