namespace IpdEngine.Intake.Readers.Stata;

/// <summary>How a variable is stored.</summary>
internal enum StataType : byte
{
    /// <summary>One byte, signed.</summary>
    Byte,

    /// <summary>Two bytes.</summary>
    Int,

    /// <summary>Four bytes.</summary>
    Long,

    /// <summary>IEEE single.</summary>
    Float,

    /// <summary>IEEE double.</summary>
    Double,

    /// <summary>Text of fixed width.</summary>
    Text,

    /// <summary>strL: the row holds a key, the text stands after the data.</summary>
    LongText,
}
