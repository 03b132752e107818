using System.Runtime.CompilerServices;

namespace IpdEngine.Numerics;

/// <summary>The left matrix: its first element, and how far the next row and the next place along the inner dimension are.</summary>
internal readonly ref struct LeftMatrix(ref double first, int row, int inner)
{
    public readonly ref double First = ref first;
    public readonly int Row = row;
    public readonly int Inner = inner;

    public LeftMatrix From(int row) => new(ref Unsafe.Add(ref First, row * Row), Row, Inner);
}
