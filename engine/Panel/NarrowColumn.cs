using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IpdEngine.Panel;

/// <summary>
/// A growing column of numbers (NaN = missing) in chunks, each as narrow as its values allow and exact in every width: a byte for small whole numbers as answers to
/// items are, two for hundredths as mean scores are, four for whole numbers as days are, else eight. Zero has one sign, missing one NaN.
/// </summary>
public sealed class NarrowColumn
{
    private const int ChunkBits = 13;
    private const int ChunkRows = 1 << ChunkBits;
    private const int FewestRows = 256;

    private Chunk[] _chunks = [];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a row.</summary>
    public double this[int row]
    {
        get => _chunks[row >> ChunkBits].Get(row & (ChunkRows - 1));
        set => _chunks[row >> ChunkBits].Set(row & (ChunkRows - 1), value);
    }

    /// <summary>Adds a row.</summary>
    public void Add(double value)
    {
        var (index, at) = (Count >> ChunkBits, Count & (ChunkRows - 1));
        if (at == 0)
        {
            if (index == _chunks.Length)
                Array.Resize(ref _chunks, Math.Max(4, 2 * index));
            // A short column stays short; of a long one every chunk but the last is full.
            _chunks[index] = new Chunk(index == 0 ? FewestRows : ChunkRows);
        }
        Count++;
        _chunks[index].Add(at, value);
    }

    /// <summary>Reads the rows from <paramref name="first"/> on, as many as <paramref name="values"/> takes.</summary>
    public void CopyTo(int first, Span<double> values)
    {
        while (values.Length > 0)
        {
            var at = first & (ChunkRows - 1);
            var count = Math.Min(values.Length, ChunkRows - at);
            _chunks[first >> ChunkBits].CopyTo(at, values[..count]);
            first += count;
            values = values[count..];
        }
    }

    /// <summary>Reads rows of whole numbers, <paramref name="missing"/> where there is none.</summary>
    public void CopyTo(int first, Span<int> values, int missing)
    {
        Span<double> numbers = stackalloc double[FewestRows];
        for (var done = 0; done < values.Length; done += numbers.Length)
        {
            var some = numbers[..Math.Min(numbers.Length, values.Length - done)];
            CopyTo(first + done, some);
            for (var i = 0; i < some.Length; i++)
                values[done + i] = double.IsNaN(some[i]) ? missing : (int)some[i];
        }
    }

    private enum Width
    {
        Small = 1,
        Hundredths = 2,
        Whole = 4,
        Any = 8,
    }

    private sealed class Chunk(int rows)
    {
        private byte[] _bytes = new byte[rows];
        private Width _width = Width.Small;

        public double Get(int at) => _width switch
        {
            Width.Small => Number((sbyte)_bytes[at]),
            // k / 100.0 is the double nearest to the decimal, as reading it from text gives.
            Width.Hundredths => Number(Value<short>(at)) / 100.0,
            Width.Whole => Number(Value<int>(at)),
            _ => Value<double>(at),
        };

        public void Add(int at, double value)
        {
            if ((at + 1) * (int)_width > _bytes.Length)
                Array.Resize(ref _bytes, 2 * _bytes.Length);
            if (!TrySet(at, value))
                Widen(at, at, value);
        }

        public void Set(int at, double value)
        {
            if (!TrySet(at, value))
                Widen(_bytes.Length / (int)_width, at, value);
        }

        public void CopyTo(int at, Span<double> values)
        {
            switch (_width)
            {
                case Width.Small:
                    Copy<sbyte>(at, values);
                    break;
                case Width.Hundredths:
                    Copy<short>(at, values);
                    foreach (ref var value in values)
                        value /= 100.0;
                    break;
                case Width.Whole:
                    Copy<int>(at, values);
                    break;
                default:
                    MemoryMarshal.Cast<byte, double>(_bytes).Slice(at, values.Length).CopyTo(values);
                    break;
            }
        }

        private bool TrySet(int at, double value)
        {
            switch (_width)
            {
                case Width.Small:
                    return TrySet<sbyte>(at, value, value);
                case Width.Hundredths:
                    var scaled = Math.Round(value * 100);
                    return (double.IsNaN(value) || scaled / 100.0 == value) && TrySet<short>(at, scaled, scaled);
                case Width.Whole:
                    return TrySet<int>(at, value, value);
                default:
                    Unsafe.WriteUnaligned(ref _bytes[at * sizeof(double)], double.IsNaN(value) ? double.NaN : value + 0.0);
                    return true;
            }
        }

        // The smallest number of a width stands for missing.
        private bool TrySet<T>(int at, double value, double whole) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            var stored = double.IsNaN(value) ? T.MinValue : T.CreateSaturating(whole);
            if (!double.IsNaN(value) && (stored == T.MinValue || double.CreateTruncating(stored) != whole))
                return false;
            Unsafe.WriteUnaligned(ref _bytes[at * Unsafe.SizeOf<T>()], stored);
            return true;
        }

        /// <summary>Takes the next width that holds the rows that are filled and the new value.</summary>
        private void Widen(int filled, int at, double value)
        {
            var rows = _bytes.Length / (int)_width;
            foreach (var width in (ReadOnlySpan<Width>)[Width.Hundredths, Width.Whole, Width.Any])
            {
                if (width <= _width)
                    continue;
                var wider = new Chunk(0) { _bytes = new byte[rows * (int)width], _width = width };
                var fits = wider.TrySet(at, value);
                for (var row = 0; row < filled && fits; row++)
                    fits = row == at || wider.TrySet(row, Get(row));
                if (!fits)
                    continue;
                (_bytes, _width) = (wider._bytes, width);
                return;
            }
            throw new InvalidOperationException("found values that do not fit a double, expected that all do");
        }

        private void Copy<T>(int at, Span<double> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            var stored = MemoryMarshal.Cast<byte, T>(_bytes).Slice(at, values.Length);
            for (var i = 0; i < stored.Length; i++)
                values[i] = Number(stored[i]);
        }

        private T Value<T>(int at) where T : unmanaged => Unsafe.ReadUnaligned<T>(ref _bytes[at * Unsafe.SizeOf<T>()]);

        private static double Number<T>(T stored) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            stored == T.MinValue ? double.NaN : double.CreateTruncating(stored);
    }
}
