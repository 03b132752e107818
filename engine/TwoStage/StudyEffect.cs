using IpdEngine.Stage1;

namespace IpdEngine.TwoStage;

/// <summary>One study's contribution to one pool: its estimate and variance, or the reason why it is out.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Estimates">The pool's terms in order; empty where the study is out.</param>
/// <param name="Covariance">Their covariance; empty where the study is out.</param>
/// <param name="Reason">Why the study is out; empty where it is in.</param>
internal sealed record StudyEffect(string Study, double[] Estimates, double[,] Covariance, string Reason)
{
    public bool Included => Reason.Length == 0;

    public Membership Membership => new(Study, Included, Reason);

    /// <summary>Takes the named terms of a fit into a pool, by the rules of the pool.</summary>
    /// <param name="study">The study's record.</param>
    /// <param name="fit">Its fit; null where there is none.</param>
    /// <param name="terms">Terms that the pool needs.</param>
    /// <param name="lag">The lag that the pool is about; null where any lag may enter.</param>
    /// <param name="okOnly">True for the sensitivity column that keeps <c>ok</c> alone.</param>
    public static StudyEffect Of(StudyRecord study, StudyEstimate? fit, IReadOnlyList<string> terms, int? lag, bool okOnly)
    {
        var name = study.Facts.Study;
        if (study.Refusal is { } refusal)
            return Out(refusal);
        if (fit is null)
            return Out("the model was not fitted to this study");
        if (lag is { } common && fit.Lag != common)
            return Out($"its sessions lie {fit.Lag} apart: a lag-{fit.Lag} effect does not enter a lag-{common} pool");
        if (!fit.Status.Poolable || (okOnly && fit.Status.Code != FitStatusCode.Ok))
            return Out($"{fit.Status.Name}: {fit.Status.Reason}");

        var estimates = terms.Select(fit.Estimate).ToArray();
        var covariance = Block(fit, terms);
        for (var i = 0; i < terms.Count; i++)
            if (!double.IsFinite(estimates[i]) || !(covariance[i, i] > 0) || !double.IsFinite(covariance[i, i]))
                return Out($"{terms[i]} has no finite estimate with a positive variance");
        return new(name, estimates, covariance, "");

        StudyEffect Out(string reason) => new(name, [], new double[0, 0], reason);
    }

    private static double[,] Block(StudyEstimate fit, IReadOnlyList<string> terms)
    {
        var places = terms.Select(term => fit.Terms.ToList().IndexOf(term)).ToArray();
        var block = new double[terms.Count, terms.Count];
        for (var i = 0; i < terms.Count; i++)
            for (var j = 0; j < terms.Count; j++)
                block[i, j] = places[i] < 0 || places[j] < 0 ? double.NaN : fit.Covariance[places[i], places[j]];
        return block;
    }
}
