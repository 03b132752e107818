using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>A panel model fitted to a table.</summary>
/// <param name="Estimate">Lags, status, sensitivity fits.</param>
/// <param name="Fit">Every parameter; null where the table was refused before fitting.</param>
/// <param name="Bootstrap">The draws; null where not asked for or not fitted.</param>
public sealed record PanelTableFit(StudyEstimate Estimate, SemFit? Fit, BootstrapResult? Bootstrap);
