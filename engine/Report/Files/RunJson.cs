using System.Text.Json;
using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Files;

/// <summary><c>run.json</c>: what was asked, of which data, and how each fit and pool ended. Holds no time and no number of a participant.</summary>
internal static class RunJson
{
    /// <summary>Name and version of the format.</summary>
    public const string Format = "ipd-run/1";

    /// <summary>Writes the run.</summary>
    public static byte[] Of(RunResult result, RunContext context, Disclosure disclosure) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("engine", context.EngineVersion);
        json.WriteString("command", context.Command);
        json.WriteNumber("seed", result.Plan.Seed);
        PlanJson.Write(json, result.Plan);
        json.WriteObjects("studies", result.Studies, study => WriteStudy(json, study, result, context, disclosure));
        json.WriteObjects("pools", result.Pools, pool => WritePool(json, pool));
        json.WriteObjects("multivariate", result.Multivariate, pool => WriteVector(json, pool));
        json.WriteObjects("one_stage", result.OneStage, lag =>
        {
            json.WriteString("effect", lag.Effect);
            json.WriteNumber("studies", lag.Studies);
            json.WriteFinite("estimate", lag.Estimate.Estimate);
            json.WriteFinite("std.error", lag.Estimate.StandardError);
            json.WriteFinite("conf.low", lag.Estimate.ConfLow);
            json.WriteFinite("conf.high", lag.Estimate.ConfHigh);
            json.WriteFinite("tau2", lag.Tau2);
            json.WriteFinite("sigma2", lag.Sigma2);
        });
        json.WriteObjects("claims", result.Claims, claim =>
        {
            json.WriteString("id", claim.Id);
            json.WriteString("claim", claim.Text);
            json.WriteString("found", claim.Found);
            if (claim.Shown is { } shown)
                json.WriteBoolean("shown", shown);
            else
                json.WriteNull("shown");
        });
        json.WriteEndObject();
    });

    private static void WriteStudy(Utf8JsonWriter json, StudyRecord study, RunResult result, RunContext context, Disclosure disclosure)
    {
        var facts = study.Facts;
        json.WriteString("study", facts.Study);
        json.WriteString("content_sha256", study.ContentHash);
        json.WriteBoolean("synthetic", facts.Synthetic);
        json.WriteString("country", facts.Country);
        json.WriteString("design", facts.Design);
        WriteMeasure(json, "alliance", facts.Alliance);
        WriteMeasure(json, "symptom", facts.Symptom);
        json.WriteNumber("session_lag", facts.SessionLag);
        json.WriteStartObject("variables");
        foreach (var (name, value) in facts.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
        if (disclosure.Hides(facts.Study))
        {
            json.WriteString("suppressed", Disclosure.Reason);
            return;
        }
        json.WriteCell("participants", study.Participants);
        json.WriteCell("sessions", study.Sessions);
        json.WriteCell("window_sessions", study.WindowSessions);
        json.WriteCell("pairs", study.Pairs);
        json.WriteString("refusal", study.Refusal);
        if (context.Findings is not null)
            json.WriteObjects("findings", FindingsOf(context.Findings, facts.Study), finding =>
            {
                json.WriteString("code", finding.Code);
                json.WriteString("severity", finding.Severity);
                json.WriteCell("count", finding.Count);
            });
        var fits = result.Estimates.Where(estimate => estimate.Study == facts.Study)
            .SelectMany(Ladder.Of).Where(estimate => !disclosure.Hides(estimate));
        json.WriteObjects("fits", fits, fit => WriteFit(json, fit));
    }

    private static IEnumerable<FindingCount> FindingsOf(IReadOnlyList<FindingCount> findings, string study) =>
        findings.Where(finding => finding.Study == study)
            .OrderBy(finding => finding.Severity, StringComparer.Ordinal).ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .ThenBy(finding => finding.Count);

    private static void WriteMeasure(Utf8JsonWriter json, string name, MeasureFacts measure)
    {
        json.WriteStartObject(name);
        json.WriteString("instrument", measure.Instrument);
        json.WriteString("rater", measure.Rater);
        json.WriteFinite("minimum", measure.Minimum);
        json.WriteFinite("maximum", measure.Maximum);
        json.WriteBoolean("reflected", measure.Reflected);
        json.WriteString("timing", measure.Timing);
        json.WriteEndObject();
    }

    private static void WriteFit(Utf8JsonWriter json, StudyEstimate fit)
    {
        json.WriteString("model", fit.Model);
        json.WriteString("variant", fit.Variant);
        json.WriteString("status", fit.Status.Name);
        json.WriteString("reason", fit.Status.Reason);
        json.WriteString("parameter", fit.Status.Parameter);
        json.WriteBoolean("se_unstable", fit.Status.StandardErrorsUnstable);
        json.WriteString("note", fit.Status.Note);
        json.WriteCell("participants", fit.Participants);
        json.WriteCell("pairs", fit.Pairs);
        json.WriteNumber("waves", fit.Waves);
        json.WriteNumber("lag", fit.Lag);
        if (fit.Trail is not { } trail)
            return;
        json.WriteStartObject("optimiser");
        json.WriteBoolean("converged", trail.Converged);
        json.WriteString("reason", trail.Reason);
        json.WriteNumber("iterations", trail.Iterations);
        json.WriteNumber("evaluations", trail.Evaluations);
        json.WriteFinite("objective", trail.Objective);
        json.WriteFinite("gradient", trail.GradientNorm);
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, PooledEffect pool)
    {
        json.WriteString("model", pool.Model);
        json.WriteString("effect", pool.Effect);
        json.WriteString("variant", pool.Pool);
        WriteOutcome(json, pool.Fit?.K, pool.Fit?.Converged, pool.Fit?.Reason ?? pool.Refusal);
        if (pool.Fit?.Coefficients.Count > 1)
            json.WriteStrings("moderators", pool.Fit.Coefficients.Skip(1).Select(coefficient => coefficient.Term));
        json.WriteString("prediction", pool.Fit?.Prediction?.Definition);
        WriteMembers(json, pool.Members);
    }

    private static void WriteVector(Utf8JsonWriter json, PooledVector pool)
    {
        json.WriteString("model", pool.Model);
        WriteOutcome(json, pool.Fit?.Effects.Ids.Count, pool.Fit?.Converged, pool.Fit?.Reason ?? pool.Refusal);
        json.WriteFinite("scale_factor", pool.Fit?.ScaleFactor ?? double.NaN);
        WriteMembers(json, pool.Members);
    }

    private static void WriteOutcome(Utf8JsonWriter json, int? k, bool? converged, string? reason)
    {
        json.WriteNumber("k", k ?? 0);
        json.WriteBoolean("converged", converged ?? false);
        json.WriteString("reason", reason);
    }

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<Membership> members) =>
        json.WriteObjects("members", members, member =>
        {
            json.WriteString("study", member.Study);
            json.WriteBoolean("included", member.Included);
            json.WriteString("reason", member.Reason);
        });
}
