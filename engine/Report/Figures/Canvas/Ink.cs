namespace IpdEngine.Report.Figures.Canvas;

/// <summary>The few inks of a drawing; each keeps its place when printed in grey.</summary>
internal enum Ink
{
    /// <summary>Text and axes.</summary>
    Text,

    /// <summary>Secondary text.</summary>
    Quiet,

    /// <summary>Rules and reference lines.</summary>
    Faint,

    /// <summary>A study's effect.</summary>
    Effect,

    /// <summary>A pooled effect.</summary>
    Pooled,

    /// <summary>The paper behind.</summary>
    Paper,

    /// <summary>Marks of secondary weight.</summary>
    Ghost,

    /// <summary>A darker area behind marks.</summary>
    Shade,

    /// <summary>A lighter area behind marks.</summary>
    Tint,
}
