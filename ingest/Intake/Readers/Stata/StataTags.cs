using System.Text;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>The tags around the parts of a file, and where each part begins; older versions have none, so that one walk reads both.</summary>
internal sealed class StataTags(ByteSource source, StataVersion version)
{
    private readonly List<long> _places = [];

    /// <summary>Where the parts entered so far begin.</summary>
    public IReadOnlyList<long> Places => _places;

    /// <summary>Enters a part: its opening tag must come next.</summary>
    /// <exception cref="BrokenFileException">Something else comes.</exception>
    public void Enter(string part)
    {
        source.Part = part;
        _places.Add(source.Position);
        if (version.Tagged)
            Literal($"<{part}>");
    }

    /// <summary>Leaves a part: its closing tag must come next.</summary>
    /// <exception cref="BrokenFileException">Something else comes.</exception>
    public void Leave(string part)
    {
        if (version.Tagged)
            Literal($"</{part}>");
    }

    /// <summary>Steps over a text that must come next.</summary>
    /// <exception cref="BrokenFileException">Something else comes.</exception>
    public void Literal(string text)
    {
        var at = source.Position;
        var found = Encoding.Latin1.GetString(source.Take(text.Length));
        if (found != text)
            throw BrokenFileException.Corrupt($"bytes at {at} that are not {text}", text);
    }

    /// <summary>Whether a text comes next; it is stepped over only then.</summary>
    public bool Follows(string text)
    {
        if (source.Remaining < text.Length)
            return false;
        var at = source.Position;
        if (Encoding.Latin1.GetString(source.Take(text.Length)) == text)
            return true;
        source.Seek(at);
        return false;
    }
}
