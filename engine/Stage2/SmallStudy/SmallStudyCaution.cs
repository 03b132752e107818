namespace IpdEngine.Stage2.SmallStudy;

/// <summary>What a reader must know before a small-study method is believed.</summary>
internal static class SmallStudyCaution
{
    /// <summary>Below this many studies the methods have too little power to tell chance from asymmetry (Sterne et al. 2011, BMJ 343:d4002).</summary>
    public const int FewStudies = 10;

    /// <summary>Warnings that a method gives by the number of its studies alone.</summary>
    /// <param name="k">Studies.</param>
    /// <param name="method">The method, as a sentence's subject: <c>Egger's test</c>.</param>
    /// <param name="more">Further warnings; null ones are left out.</param>
    public static IReadOnlyList<string> For(int k, string method, params ReadOnlySpan<string?> more)
    {
        var warnings = new List<string>();
        if (k < FewStudies)
            warnings.Add($"{method} rests on {k} studies, expected at least {FewStudies}: with fewer its power is too low to tell chance from asymmetry, so a large p says nothing");
        foreach (var warning in more)
            if (warning is not null)
                warnings.Add(warning);
        return warnings;
    }
}
