namespace IpdEngine.Intake.Readers.Stata;

/// <summary>What the numbers of a display format count.</summary>
internal enum StataClock : byte
{
    /// <summary>Nothing of time, or weeks, months, quarters, half-years or years, which stay numbers as in Stata.</summary>
    None,

    /// <summary>Days since 1960-01-01 (%td, %d).</summary>
    Days,

    /// <summary>Milliseconds since 1960-01-01 (%tc).</summary>
    Milliseconds,

    /// <summary>Milliseconds since 1960-01-01 with leap seconds (%tC).</summary>
    LeapMilliseconds,
}
