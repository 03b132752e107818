using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Page;

/// <summary>Whom the effect is stronger for: interactions of the within-patient effect with the patient's own means.</summary>
internal static class CrossLevelSection
{
    /// <summary>The two forest plots of the direction that is claimed, and a table of both directions.</summary>
    public static Node Of(ReportSource source)
    {
        var section = Piece.Section("crosslevel", "Cross-level interactions",
            Piece.Paragraph("How the within-patient effect changes with a patient\u2019s mean alliance (zA) and mean symptoms (zS), each per standard deviation between the "
                + "patients of a study. Only interactions within studies are pooled, never differences between studies. Person means of few sessions weaken them "
                + "(Gottfredson 2019), and the model centres on person means: context to the primary model."));
        var grid = new Grid($"Pooled interactions with {source.Level} % intervals.", "~Interaction", "#k", "#Estimate", "#p", "#\u03C4\u00B2", "#I\u00B2 %");
        foreach (var pool in source.Result.Pools.Where(pool => pool.Model == "crosslevel" && pool.Pool == "primary" && pool.Fit?.Coefficients.Count == 1))
            grid.Row(Names.Effect(pool.Effect), Numbers.Count(pool.Fit!.K), Piece.Estimate(pool.Fit.Coefficients[0], 3), Numbers.P(pool.Fit.Coefficients[0].PValue),
                Numbers.Variance(pool.Fit.Tau2), Numbers.Fixed(pool.Fit.I2, 1));
        if (grid.IsEmpty)
            return section.Add(Piece.Paragraph("This run pooled no cross-level interaction."));
        return section.Add(grid.ToNode(),
            Piece.Heading("Alliance \u2192 symptom by mean alliance"),
            Piece.Forest(source, "crosslevel", "as x.zA", "Below zero: the effect is stronger in patients whose alliance is better on average."),
            Piece.Heading("Alliance \u2192 symptom by mean symptoms"),
            Piece.Forest(source, "crosslevel", "as x.zS", "Above zero: the effect is stronger in patients whose symptoms are lower on average."));
    }
}
