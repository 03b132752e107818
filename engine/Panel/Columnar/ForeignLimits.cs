namespace IpdEngine.Panel.Columnar;

/// <summary>Bounds that keep a hostile Parquet file from taking the machine.</summary>
/// <param name="Columns">Most columns.</param>
/// <param name="UncompressedBytes">Most bytes that all pages may unfold to.</param>
/// <param name="CompressionRatio">Most cells that one byte of the file may stand for, past the first 64 million.</param>
/// <param name="LiveBytes">Most bytes of pages in memory at once.</param>
public sealed record ForeignLimits(
    int Columns = 32_000, long UncompressedBytes = 4L * 1024 * 1024 * 1024, int CompressionRatio = 200, long LiveBytes = 256L * 1024 * 1024);

/// <summary>What is left of the limits while a file is read.</summary>
internal sealed class Allowance(ForeignLimits limits)
{
    private long _unfolded;
    private long _live;

    /// <exception cref="MalformedTableException">More than the limits allow.</exception>
    internal void Take(long live, long unfolded)
    {
        _live += live;
        _unfolded += unfolded;
        if (_live > limits.LiveBytes)
            throw new MalformedTableException($"pages of more than {limits.LiveBytes} bytes at once", "smaller pages", "write the file with row groups of 100,000 rows or fewer");
        if (_unfolded > limits.UncompressedBytes)
            throw new MalformedTableException($"a file that unfolds to more than {limits.UncompressedBytes} bytes", "a smaller one", "split the file");
    }

    internal void Release(long live) => _live -= live;
}
