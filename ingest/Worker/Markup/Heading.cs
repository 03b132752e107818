namespace IpdEngine.Worker.Markup;

/// <summary>The heading of a table's column.</summary>
/// <param name="Words">What stands below it.</param>
/// <param name="IsNumber">True for numbers, which stand to the right.</param>
internal readonly record struct Heading(string Words, bool IsNumber = false)
{
    public static implicit operator Heading(string words) => new(words);

    /// <summary>The heading of numbers.</summary>
    public static Heading Number(string words) => new(words, true);
}
