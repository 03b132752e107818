namespace IpdEngine.Intake.Readers;

/// <summary>What a cell holds.</summary>
public enum RawKind : byte
{
    /// <summary>Nothing: an empty field, system-missing.</summary>
    Empty,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A date or date-time: the number of the cell holds days since 1970-01-01 with the time as fraction.</summary>
    Date,

    /// <summary>Declared user-missing or extended missing: the number of the cell holds the code where it is a number, its characters the
    /// letter or text otherwise.</summary>
    Missing,
}
