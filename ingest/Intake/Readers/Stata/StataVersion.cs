namespace IpdEngine.Intake.Readers.Stata;

/// <summary>What differs from one version of the format to the next.</summary>
/// <remarks>Source: Stata, <c>help dta_113</c> to <c>help dta_119</c>.</remarks>
/// <param name="Number">113 to 115 or 117 to 119.</param>
internal readonly record struct StataVersion(int Number)
{
    /// <summary>The versions that are read.</summary>
    public bool IsKnown => Number is 113 or 114 or 115 or 117 or 118 or 119;

    /// <summary>Whether tags stand around the parts.</summary>
    public bool Tagged => Number >= 117;

    /// <summary>Whether text is UTF-8; a code page that the file does not name otherwise.</summary>
    public bool Utf8 => Number >= 118;

    /// <summary>Bytes of a variable's or value label's name, its zero among them.</summary>
    public int NameBytes => Utf8 ? 129 : 33;

    /// <summary>Bytes of a display format.</summary>
    public int FormatBytes => Number == 113 ? 12 : Utf8 ? 57 : 49;

    /// <summary>Bytes of a variable label.</summary>
    public int LabelBytes => Utf8 ? 321 : 81;

    /// <summary>Bytes of a place in the sort order.</summary>
    public int SortBytes => Number == 119 ? 4 : 2;
}
