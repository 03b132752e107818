using System.Text;

namespace IpdEngine.Worker.Inbox;

/// <summary>File names of senders, made harmless: no folder, no control or special character, nothing hidden, of bounded length.</summary>
internal static class SafeName
{
    private const int MaximumLength = 100;

    /// <summary>A name that is safe in a folder; <c>data</c> where nothing of it is left.</summary>
    public static string Of(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1].Normalize(NormalizationForm.FormC);
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            kept.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_' ? rune.ToString() : "_");
        var safe = kept.ToString().TrimStart('.', '_').TrimEnd('.');
        if (safe.Length > MaximumLength)
        {
            // The extension stays: findings name the format by it. Never cut inside a surrogate pair.
            var extension = Path.GetExtension(safe) is { Length: <= 10 } short_ ? short_ : "";
            var stem = safe[..(MaximumLength - extension.Length)];
            safe = (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + extension;
        }
        return safe.Length == 0 ? "data" : safe;
    }
}
