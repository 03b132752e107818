using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage2;

namespace IpdEngine.TwoStage;

/// <summary>All that a run found: the noun from which every result file is written. Holds no clock and no participant.</summary>
/// <param name="Plan">The plan as it was run.</param>
/// <param name="Studies">Every study the plan named, in order of code.</param>
/// <param name="Estimates">Stage 1: one a study, model and variant, in order of study, then model as the plan lists them, then variant.</param>
/// <param name="Pools">Stage 2, univariate: one an effect, pool and moderator set.</param>
/// <param name="Multivariate">Stage 2, the lags together: one a panel model.</param>
/// <param name="Claims">The claims that can be checked, with verdicts.</param>
public sealed record RunResult(
    Plan Plan,
    IReadOnlyList<StudyRecord> Studies,
    IReadOnlyList<StudyEstimate> Estimates,
    IReadOnlyList<PooledEffect> Pools,
    IReadOnlyList<PooledVector> Multivariate,
    IReadOnlyList<Claim> Claims)
{
    /// <summary>The within-person lags by one model of all studies, beside the two-stage pools of the multilevel model.</summary>
    public IReadOnlyList<OneStageLag> OneStage { get; init; } = [];
}

/// <summary>A study in a run.</summary>
/// <param name="Facts">What is true of the study.</param>
/// <param name="ContentHash">SHA-256 over its two normalised tables: the same for the same data in any row order.</param>
/// <param name="Participants">Participants in the store.</param>
/// <param name="Sessions">Session rows in the store.</param>
/// <param name="WindowSessions">Session rows in the analysis window.</param>
/// <param name="Pairs">Adjacent pairs in the window with both scores at both sessions.</param>
/// <param name="Refusal">Why the study could not be analysed at all (refused at ingest, nothing in the window); null otherwise.</param>
public sealed record StudyRecord(
    StudyFacts Facts, string ContentHash, int Participants, int Sessions, int WindowSessions, int Pairs, string? Refusal = null);

/// <summary>One pooled effect with the studies that are in it and those that are not.</summary>
/// <param name="Model">Stage 1 model.</param>
/// <param name="Effect">Effect: <c>aa</c>, <c>sa</c>, <c>ss</c>, <c>as</c>, <c>as x.zA</c>, <c>r</c>, ...</param>
/// <param name="Pool"><c>primary</c> (ok and boundary), or a sensitivity column: <c>ok</c>, <c>psd</c>, <c>no_intercept</c>.</param>
/// <param name="Fit">The pool; null where too few studies were left, and <paramref name="Refusal"/> says so.</param>
/// <param name="Members">Every study: in or out, with the reason.</param>
/// <param name="Refusal">Why there is no pool, or null.</param>
/// <param name="LeaveOneOut">The pool without each member in turn, in member order; empty where not computed.</param>
public sealed record PooledEffect(
    string Model, string Effect, string Pool, UnivariateFit? Fit, IReadOnlyList<Membership> Members, string? Refusal, IReadOnlyList<LeftOut> LeaveOneOut);

/// <summary>The lags of a panel model pooled together.</summary>
/// <param name="Model">Stage 1 model.</param>
/// <param name="Fit">The pool; null where too few studies were left.</param>
/// <param name="Members">Every study: in or out, with the reason.</param>
/// <param name="Refusal">Why there is no pool, or null.</param>
public sealed record PooledVector(string Model, MultivariateFit? Fit, IReadOnlyList<Membership> Members, string? Refusal);

/// <summary>A study's place in a pool: a fact of the pool, not of the fit.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Included">True where it is in.</param>
/// <param name="Reason">Why it is out; empty where it is in.</param>
public sealed record Membership(string Study, bool Included, string Reason);

/// <summary>The pool without one study.</summary>
/// <param name="Study">The study left out.</param>
/// <param name="Estimate">Pooled estimate without it.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="ConfLow">Lower confidence limit.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
/// <param name="Tau2">Between-study variance without it.</param>
/// <param name="PValue">p without it.</param>
public sealed record LeftOut(
    string Study, double Estimate, double StandardError, double ConfLow, double ConfHigh, double Tau2, double PValue);

/// <summary>A claim with its verdict.</summary>
/// <param name="Id">Number and letter, such as <c>3a</c>.</param>
/// <param name="Text">The claim in one sentence.</param>
/// <param name="Found">What was found.</param>
/// <param name="Shown">True where the claim is shown by these data, false where it is not; null where it could not be examined.</param>
public sealed record Claim(string Id, string Text, string Found, bool? Shown);

/// <summary>A within-person lag by one mixed model of all participants of all studies.</summary>
/// <param name="Effect"><c>as</c> or <c>sa</c>, as in the two-stage pool of the multilevel model.</param>
/// <param name="Studies">Studies in it.</param>
/// <param name="Rows">Adjacent pairs in it.</param>
/// <param name="Estimate">The lag, tested against t with one degree of freedom fewer than there are studies.</param>
/// <param name="Tau2">Variance of the lag between studies.</param>
/// <param name="Sigma2">Residual variance, one for all studies.</param>
/// <param name="Deviance">Minus twice the restricted log likelihood, without its constant.</param>
public sealed record OneStageLag(string Effect, int Studies, int Rows, Coefficient Estimate, double Tau2, double Sigma2, double Deviance);
