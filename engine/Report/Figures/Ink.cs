namespace IpdEngine.Report.Figures;

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
}
