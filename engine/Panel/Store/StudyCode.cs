namespace IpdEngine.Panel.Store;

/// <summary>A study's code as a folder name: nothing that could leave the store or mean something to a file system.</summary>
internal static class StudyCode
{
    internal const int MaximumLength = 64;

    internal static bool IsValid(string? code) =>
        code is { Length: > 0 and <= MaximumLength } && char.IsAsciiLetterOrDigit(code[0])
        && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <exception cref="ArgumentException">The code is not valid.</exception>
    internal static string Checked(string? code) => IsValid(code)
        ? code!
        : throw new ArgumentException(
            $"found study code '{code}', expected 1 to {MaximumLength} letters, digits, hyphens and underscores, beginning with a letter or digit", nameof(code));
}
