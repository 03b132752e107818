namespace IpdEngine.Intake.Privacy;

/// <summary>What tells who a person is, and has no place in a dataset for analysis.</summary>
internal enum PersonalKind
{
    /// <summary>Names or initials of persons.</summary>
    Name,

    /// <summary>Birth dates.</summary>
    BirthDate,

    /// <summary>E-mail addresses.</summary>
    Email,

    /// <summary>Telephone numbers.</summary>
    Phone,

    /// <summary>Numbers that an insurance or a state gives to a person.</summary>
    PersonalNumber,

    /// <summary>Postal addresses.</summary>
    Address,
}
