using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Fuzz;

/// <summary>Small files made to unfold to large ones: refused before they do, or as soon as they are seen to.</summary>
public sealed class BinaryBombTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void A_zsav_bomb_is_refused_by_what_its_trailer_tells()
    {
        var reading = BinaryReading.Of(Zsav((Fold(64 * Megabyte), 64 * Megabyte)), "bomb.zsav");
        Assert.Equal("limit-exceeded", Assert.Single(reading.Findings).Code);
        Assert.True(reading.Allocated < Megabyte, $"{reading.Allocated} bytes");
    }

    [Theory]
    [InlineData(1000, "goes on past its end")]
    [InlineData(Megabyte / 2 + 8, "ends 8 bytes early")]
    public void A_zsav_block_that_lies_about_its_size_is_refused(int told, string found)
    {
        var reading = BinaryReading.Of(Zsav((Fold(Megabyte / 2), told)), "liar.zsav");
        var fault = Assert.Single(reading.Findings);
        Assert.Equal("file-corrupt", fault.Code);
        Assert.Contains(found, fault.Found, StringComparison.Ordinal);
        Assert.True(reading.Allocated < 4 * Megabyte, $"{reading.Allocated} bytes");
    }

    [Fact]
    public void One_long_text_that_many_rows_name_is_refused_past_the_limit()
    {
        var reading = BinaryReading.Of(Stata(rows: 20_000, textBytes: Megabyte), "bomb.dta");
        var fault = Assert.Single(reading.Findings);
        Assert.Equal("limit-exceeded", fault.Code);
        Assert.InRange(fault.Row!.Value, 2, 1000);
        Assert.True(reading.Allocated < 64 * Megabyte, $"{reading.Allocated} bytes");
    }

    [Fact]
    public void A_long_text_within_the_limit_is_read_whole()
    {
        var reading = BinaryReading.Of(Stata(rows: 10, textBytes: Megabyte), "long.dta");
        Assert.Empty(reading.Findings);
        Assert.Equal(10, reading.Rows);
    }

    [Theory]
    [InlineData(0x7fff, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(1, long.MinValue)]
    [InlineData(0x7fff, int.MaxValue)]
    public void Counts_of_a_Stata_header_are_not_believed(int columns, long rows)
    {
        var bytes = Stata(rows: 2, textBytes: 10);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Find(bytes, "<K>") + 3), (ushort)columns);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Find(bytes, "<N>") + 3), rows);
        var reading = BinaryReading.Of(bytes, "counts.dta");
        Assert.True(reading.Refused);
        Assert.True(reading.Allocated < Megabyte, $"{reading.Allocated} bytes");
    }

    [Fact]
    public void A_wrong_checksum_at_the_end_of_the_last_block_is_seen()
    {
        var bytes = ReferenceFiles.Bytes("spss", "pspp_zlib.zsav");
        var trailer = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(DataHeader(bytes) + 8));
        bytes[trailer - 1] ^= 1;
        Assert.Contains("checksum", Assert.Single(BinaryReading.Of(bytes, "checksum.zsav").Findings).Found, StringComparison.Ordinal);
    }

    private static byte[] Fold(int bytes)
    {
        using var folded = new MemoryStream();
        using (var deflate = new ZLibStream(folded, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Enumerable.Repeat((byte)255, bytes).ToArray());
        return folded.ToArray();
    }

    private static int DataHeader(byte[] zsav) => Enumerable.Range(176, zsav.Length - 184).First(i => BinaryPrimitives.ReadInt64LittleEndian(zsav.AsSpan(i)) == i);

    // The dictionary of a file that PSPP wrote, of an unknown number of cases, with other blocks of them.
    private static byte[] Zsav(params (byte[] Folded, int Told)[] blocks)
    {
        var original = ReferenceFiles.Bytes("spss", "pspp_zlib.zsav");
        BinaryPrimitives.WriteInt32LittleEndian(original.AsSpan(80), -1);
        var start = DataHeader(original);
        using var file = new MemoryStream();
        using var write = new BinaryWriter(file);
        write.Write(original.AsSpan(0, start));
        var trailer = start + 24 + blocks.Sum(b => (long)b.Folded.Length);
        write.Write((long)start);
        write.Write(trailer);
        write.Write(24L * (1 + blocks.Length));
        foreach (var (folded, _) in blocks)
            write.Write(folded);
        write.Write(-100L);
        write.Write(0L);
        write.Write(0x3ff000);
        write.Write(blocks.Length);
        var (at, unfolded) = (start + 24L, (long)start);
        foreach (var (folded, told) in blocks)
        {
            write.Write(unfolded);
            write.Write(at);
            write.Write(told);
            write.Write(folded.Length);
            (at, unfolded) = (at + folded.Length, unfolded + told);
        }
        return file.ToArray();
    }

    // A file of version 118 with one strL column, all of whose rows name the same text.
    private static byte[] Stata(int rows, int textBytes)
    {
        using var file = new MemoryStream();
        using var write = new BinaryWriter(file);
        void Put(string text) => write.Write(Encoding.ASCII.GetBytes(text));
        void Field(string text, int size) => write.Write(Encoding.ASCII.GetBytes(text.PadRight(size, '\0')));
        Put("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>");
        write.Write((ushort)1);
        Put("</K><N>");
        write.Write((long)rows);
        Put("</N><label>\0\0</label><timestamp>\0</timestamp></header>");
        List<long> places = [0];
        places.Add(file.Position);
        Put("<map>");
        var map = file.Position;
        write.Write(new byte[14 * 8]);
        Put("</map>");
        void Part(string name, Action body)
        {
            places.Add(file.Position);
            Put($"<{name}>");
            body();
            Put($"</{name}>");
        }
        Part("variable_types", () => write.Write((ushort)32768));
        Part("varnames", () => Field("story", 129));
        Part("sortlist", () => write.Write(0));
        Part("formats", () => Field("%9s", 57));
        Part("value_label_names", () => Field("", 129));
        Part("variable_labels", () => Field("", 321));
        Part("characteristics", () => { });
        Part("data", () =>
        {
            for (var row = 0; row < rows; row++)
                write.Write(1L | 1L << 16);
        });
        Part("strls", () =>
        {
            Put("GSO");
            write.Write(1);
            write.Write(1L);
            write.Write((byte)130);
            write.Write(textBytes + 1);
            Put(new string('x', textBytes) + '\0');
        });
        Part("value_labels", () => { });
        places.Add(file.Position);
        Put("</stata_dta>");
        places.Add(file.Position);
        file.Position = map;
        foreach (var place in places)
            write.Write(place);
        return file.ToArray();
    }

    private static int Find(byte[] bytes, string tag) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(tag));
}
