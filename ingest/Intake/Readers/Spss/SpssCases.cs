using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>The cases of a system file, unpacked one after the other.</summary>
internal abstract class SpssCases(ByteSource source) : IDisposable
{
    /// <summary>Where the packed cases come from.</summary>
    protected ByteSource Source => source;

    /// <summary>Whether the packing itself said that no case follows.</summary>
    public bool EndMarked { get; protected set; }

    /// <summary>Fills <paramref name="row"/> with the next case; false where none follows.</summary>
    /// <exception cref="BrokenFileException">The file ends inside a case or is not packed as it says.</exception>
    public abstract bool Next(Span<byte> row);

    /// <summary>Whether nothing but padding follows the case read last.</summary>
    public abstract bool AtEnd();

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    /// <summary>A file that ends inside a case.</summary>
    protected BrokenFileException Inside(int read, int of) =>
        BrokenFileException.Truncated($"the cases end at byte {source.Position}, {read} bytes into a case", $"all {of} bytes of it");
}
