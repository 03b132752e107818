namespace IpdEngine.Formula;

/// <summary>A formula that cannot be read, or that does not fit its table: where, what was found and what was expected.</summary>
public sealed class FormulaException : ArgumentException
{
    /// <summary>A fault at a place of a formula.</summary>
    /// <param name="formula">The formula as the user wrote it.</param>
    /// <param name="place">Index of the character at fault, counted from 0.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What could stand there, or what to do.</param>
    public FormulaException(string formula, int place, string found, string expected)
        : base($"in '{formula}' at character {place + 1}: found {found}, expected {expected}")
    {
        (Formula, Place, Found, Expected) = (formula, place, found, expected);
    }

    /// <summary>The formula as the user wrote it.</summary>
    public string Formula { get; }

    /// <summary>Index of the character at fault, counted from 0.</summary>
    public int Place { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What could stand there.</summary>
    public string Expected { get; }
}
