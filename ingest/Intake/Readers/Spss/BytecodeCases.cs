using System.Buffers.Binary;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Bytecode-packed cases: eight command bytes, then the elements that could not be packed.</summary>
/// <remarks>Source: PSPP Developers Guide, "Data Record": 1 to 251 a number less the bias, 252 the end, 253 eight bytes as they are, 254 blanks, 255 system-missing.</remarks>
internal sealed class BytecodeCases : SpssCases
{
    private const byte Padding = 0;
    private const byte End = 252;
    private const byte Unpacked = 253;
    private const int CommandsPerBlock = 8;

    // Eight bytes of a case by command, in the order of the file.
    private readonly ulong[] _elements = new ulong[256];
    private ulong _commands;
    private int _left;

    /// <summary>Reads from the first command block on.</summary>
    public BytecodeCases(ByteSource source, double bias, double systemMissing, bool bigEndian) : base(source)
    {
        for (var command = 1; command < End; command++)
            _elements[command] = Bytes(command - bias, bigEndian);
        _elements[254] = 0x2020202020202020;
        _elements[255] = Bytes(systemMissing, bigEndian);
    }

    /// <inheritdoc/>
    public override bool Next(Span<byte> row)
    {
        if (EndMarked)
            return false;
        for (var at = 0; at < row.Length;)
        {
            if (_left == 0 && !TakeCommands())
                return at == 0 ? false : throw Inside(at, row.Length);
            var command = (byte)_commands;
            _commands >>= 8;
            _left--;
            switch (command)
            {
                case Padding:
                    break;
                case End:
                    EndMarked = true;
                    return at == 0 ? false : throw Inside(at, row.Length);
                case Unpacked:
                    Source.Take(8).CopyTo(row[at..]);
                    at += 8;
                    break;
                default:
                    BinaryPrimitives.WriteUInt64LittleEndian(row[at..], _elements[command]);
                    at += 8;
                    break;
            }
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool AtEnd()
    {
        while (!EndMarked && (_left > 0 || TakeCommands()))
        {
            var command = (byte)_commands;
            if (command is not (Padding or End))
                return false;
            EndMarked = command == End;
            _commands >>= 8;
            _left--;
        }
        return _commands == 0 && Source.Remaining == 0;
    }

    private bool TakeCommands()
    {
        if (Source.Remaining == 0)
            return false;
        _commands = BinaryPrimitives.ReadUInt64LittleEndian(Source.Take(CommandsPerBlock));
        _left = CommandsPerBlock;
        return true;
    }

    private static ulong Bytes(double value, bool bigEndian)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return bigEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits;
    }
}
