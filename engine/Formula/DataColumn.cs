namespace IpdEngine.Formula;

/// <summary>A named column of a <see cref="DataFrame"/>: numbers (NaN = missing) or texts (null = missing).</summary>
public sealed class DataColumn
{
    private readonly double[]? _numbers;
    private readonly string?[]? _texts;

    /// <summary>A column of numbers; NaN is missing. The array is taken, not copied.</summary>
    public DataColumn(string name, double[] numbers)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(numbers);
        (Name, _numbers) = (name, numbers);
    }

    /// <summary>A column of texts; null is missing. The array is taken, not copied.</summary>
    public DataColumn(string name, string?[] texts)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(texts);
        (Name, _texts) = (name, texts);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumeric => _numbers is not null;

    /// <summary>Number of rows.</summary>
    public int Rows => _numbers?.Length ?? _texts!.Length;

    /// <summary>The numbers, a row each; NaN is missing.</summary>
    /// <exception cref="ArgumentException">The column holds texts.</exception>
    public ReadOnlySpan<double> Numbers => _numbers ?? throw new ArgumentException($"found texts in column '{Name}', expected numbers");

    /// <summary>The texts, a row each; null is missing.</summary>
    /// <exception cref="ArgumentException">The column holds numbers.</exception>
    public ReadOnlySpan<string?> Texts => _texts ?? throw new ArgumentException($"found numbers in column '{Name}', expected texts");

    /// <summary>Whether a row has no value.</summary>
    public bool IsMissing(int row) => _numbers is null ? _texts![row] is null : double.IsNaN(_numbers[row]);
}
