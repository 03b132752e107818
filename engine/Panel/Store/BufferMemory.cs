using System.Buffers;
using System.Runtime.InteropServices;

namespace IpdEngine.Panel.Store;

/// <summary>Bytes seen as values, as memory rather than span: Arrow's buffers reach the writer without a copy.</summary>
internal sealed class BufferMemory<T>(ReadOnlyMemory<byte> bytes) : MemoryManager<T> where T : unmanaged
{
    public override Span<T> GetSpan() => MemoryMarshal.Cast<byte, T>(MemoryMarshal.AsMemory(bytes).Span);

    public override MemoryHandle Pin(int elementIndex = 0) =>
        throw new NotSupportedException("found a request to pin, expected reads through the span only");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
