namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Print formats that say what a number is.</summary>
/// <remarks>Source: PSPP Developers Guide, "Variable Record", format types. Times and durations (TIME, DTIME, MTIME) stay numbers of seconds; weekdays and months stay numbers.</remarks>
internal static class SpssFormat
{
    private const double SecondsPerDay = 86_400;

    // From 1582-10-14, where SPSS counts from, to 1970-01-01 in the Gregorian calendar: 141,428 days.
    private const double SecondsBefore1970 = 141_428 * SecondsPerDay;

    /// <summary>Whether numbers of a format are dates: DATE, DATETIME, ADATE, JDATE, MOYR, QYR, WKYR, EDATE, SDATE or YMDHMS.</summary>
    public static bool IsDate(byte format) => format is 20 or 22 or 23 or 24 or 28 or 29 or 30 or 38 or 39 or 41;

    /// <summary>Days since 1970-01-01, the time of day as fraction, of seconds since 1582-10-14.</summary>
    public static double Days(double seconds) => (seconds - SecondsBefore1970) / SecondsPerDay;
}
