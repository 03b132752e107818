using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Multilevel;

/// <summary>What the multilevel models ask of a study.</summary>
public sealed record MultilevelOptions
{
    /// <summary>The sessions that are looked at: rows, person means and standard deviations alike.</summary>
    public SessionWindow Window { get; init; } = new(1, 7);
}
