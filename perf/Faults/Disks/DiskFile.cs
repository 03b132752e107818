using IpdEngine.Numerics.Random;

namespace IpdEngine.Perf.Faults.Disks;

/// <summary>The bytes of a file: those that are on the disk, and those that a program sees.</summary>
internal sealed class DiskFile
{
    private readonly List<byte> _seen = [];
    private byte[] _synced = [];
    private bool _isSynced;

    public void Empty()
    {
        _seen.Clear();
        _isSynced = false;
    }

    public void Append(byte[] bytes)
    {
        _seen.AddRange(bytes);
        _isSynced = false;
    }

    public void Sync()
    {
        _synced = [.. _seen];
        _isSynced = true;
    }

    /// <summary>What a power cut leaves; null as <paramref name="draw"/>: what a program sees.</summary>
    public byte[] Survive(Philox? draw, bool losesAll)
    {
        if (_isSynced || draw is null)
            return [.. _seen];
        var kind = losesAll ? 0 : draw.NextBelow(5);
        var kept = _seen.Count == 0 ? 0 : draw.NextBelow(_seen.Count);
        return kind switch
        {
            0 => _synced,
            1 => [.. _seen],
            2 => [.. _seen.Take(kept)],
            3 => [.. _seen.Take(kept), .. new byte[_seen.Count - kept]],
            _ => [.. _seen.Take(kept), .. Enumerable.Range(kept, _seen.Count - kept).Select(_ => (byte)draw.NextBits())],
        };
    }
}
