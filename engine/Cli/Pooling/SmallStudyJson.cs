using System.Text.Json;
using IpdEngine.Cli.Output;
using IpdEngine.Stage2;
using IpdEngine.Stage2.SmallStudy;

namespace IpdEngine.Cli.Pooling;

/// <summary>The small-study methods as blocks of JSON, each with its warnings.</summary>
internal static class SmallStudyJson
{
    public static void Write(Utf8JsonWriter json, SmallStudyAnswer bias)
    {
        json.WriteStartObject("bias");
        Egger(json, "regtest", bias.Egger);
        Egger(json, "regtest.lm", bias.EggerClassic);
        if (bias.BySampleSize is { } bySize)
            Egger(json, "regtest.sqrtninv", bySize);
        json.Block("ranktest", bias.Rank, rank =>
        {
            json.Finite("tau", rank.Tau);
            json.Finite("pval", rank.PValue);
            json.WriteBoolean("exact", rank.Exact);
            json.Texts("warnings", rank.Warnings);
        });
        json.Block("trimfill", bias.TrimAndFill, fill =>
        {
            json.WriteNumber("k0", fill.Missing);
            json.Finite("se.k0", fill.MissingStandardError);
            json.WriteString("side", fill.Side.ToString().ToLowerInvariant());
            json.WriteString("estimator", fill.Estimator.ToString());
            json.Coefficients(fill.Pool.Coefficients);
            json.Finite("tau2", fill.Pool.Tau2);
            json.Texts("warnings", fill.Warnings);
        });
        json.Block("petpeese", bias.PetPeese, both =>
        {
            json.WriteBoolean("takes.peese", both.TakesPeese);
            json.Finite("pval.one.sided", both.OneSidedP);
            json.WriteString("rule", both.Rule);
            Named(json, "pet", both.Pet.Limit);
            Named(json, "peese", both.Peese.Limit);
            json.Texts("warnings", both.Warnings);
        });
        json.Block("selmodel", bias.Selection, selection =>
        {
            json.WriteString("alternative", selection.Options.Alternative.ToString().ToLowerInvariant());
            json.WriteBoolean("converged", selection.Converged);
            json.WriteString("reason", selection.Reason);
            json.Coefficients(selection.Coefficients);
            json.Finite("tau2", selection.Tau2);
            json.Finite("LRT", selection.SelectionTest.Statistic);
            json.Finite("LRTdf", selection.SelectionTest.Df1);
            json.Finite("LRTp", selection.SelectionTest.PValue);
            json.Objects("intervals", selection.Intervals, interval =>
            {
                json.Finite("from", interval.From);
                json.Finite("to", interval.To);
                json.WriteNumber("k", interval.Count);
                json.Finite("delta", interval.Delta);
                json.Finite("se", interval.StandardError);
                json.Finite("pval", interval.PValue);
            });
            json.Texts("warnings", selection.Warnings);
        });
        json.Block("tes", bias.Excess, tes =>
        {
            json.WriteNumber("O", tes.Observed);
            json.Finite("E", tes.Expected);
            json.Finite("pval", tes.ExactP);
            json.Finite("X2", tes.ChiSquared);
            json.Finite("X2p", tes.ChiSquaredP);
            json.Texts("warnings", tes.Warnings);
        });
        json.WriteEndObject();
    }

    private static void Egger(Utf8JsonWriter json, string name, PoolOutcome<EggerFit> outcome) => json.Block(name, outcome, fit =>
    {
        json.WriteString("predictor", EggerTest.Name(fit.Options.Predictor));
        json.WriteString("model", fit.Options.Model == EggerModel.Additive ? "rma" : "lm");
        json.Coefficient(fit.Slope);
        Named(json, "limit", fit.Limit);
        json.Texts("warnings", fit.Warnings);
    });

    private static void Named(Utf8JsonWriter json, string name, Coefficient? coefficient)
    {
        if (coefficient is null)
            return;
        json.WriteStartObject(name);
        json.Coefficient(coefficient);
        json.WriteEndObject();
    }
}
