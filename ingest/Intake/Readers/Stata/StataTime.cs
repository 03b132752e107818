namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Stata's dates as days since 1970-01-01.</summary>
/// <remarks>Source: Stata, <c>help datetime</c>; leap seconds: IERS Bulletin C.</remarks>
internal static class StataTime
{
    private const double DaysFrom1960To1970 = 3653;
    private const double MillisecondsPerDay = 86_400_000;

    // Days since 1970-01-01 that a leap second came before.
    private static readonly int[] s_leapDays =
    [
        912, 1096, 1461, 1826, 2191, 2557, 2922, 3287, 3652, 4199, 4564, 4929, 5660, 6574,
        7305, 7670, 8217, 8582, 8947, 9496, 10043, 10592, 13149, 14245, 15522, 16617, 17167,
    ];

    /// <summary>What the numbers of a display format such as <c>%tdD_m_Y</c> or <c>%-tc</c> count.</summary>
    public static StataClock Clock(string format) => format.TrimStart('%').TrimStart('-') switch
    {
        ['t', 'c', ..] => StataClock.Milliseconds,
        ['t', 'C', ..] => StataClock.LeapMilliseconds,
        ['t', 'd', ..] or ['d', ..] => StataClock.Days,
        _ => StataClock.None,
    };

    /// <summary>Days since 1970-01-01, the time of day as fraction.</summary>
    public static double Days(double value, StataClock clock) => clock switch
    {
        StataClock.Days => value - DaysFrom1960To1970,
        StataClock.LeapMilliseconds => (value - 1000 * LeapSeconds(value) - DaysFrom1960To1970 * MillisecondsPerDay) / MillisecondsPerDay,
        _ => (value - DaysFrom1960To1970 * MillisecondsPerDay) / MillisecondsPerDay,
    };

    private static int LeapSeconds(double milliseconds)
    {
        var seconds = 0;
        while (seconds < s_leapDays.Length && milliseconds >= (s_leapDays[seconds] + DaysFrom1960To1970) * MillisecondsPerDay + 1000 * (seconds + 1))
            seconds++;
        return seconds;
    }
}
