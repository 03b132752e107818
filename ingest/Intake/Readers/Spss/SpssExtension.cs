namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Extension records (type 7) that change how cases and columns are read; all others are stepped over.</summary>
internal enum SpssExtension
{
    /// <summary>Machine integers: number form and character code.</summary>
    Integers = 3,

    /// <summary>Machine floats: system-missing, highest, lowest.</summary>
    Floats = 4,

    /// <summary>Long variable names by short name.</summary>
    LongNames = 13,

    /// <summary>True widths of strings longer than 255 bytes by short name.</summary>
    VeryLongStrings = 14,

    /// <summary>Number of cases in 64 bits.</summary>
    ManyCases = 16,

    /// <summary>Name of the encoding.</summary>
    Encoding = 20,

    /// <summary>Value labels of strings longer than 8 bytes.</summary>
    LongLabels = 21,

    /// <summary>Missing values of strings longer than 8 bytes.</summary>
    LongMissing = 22,
}
