using System.Buffers;
using CsCheck;
using IpdEngine.Panel.Columnar;
using IpdEngine.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Panel.Tables;

/// <summary>What is written as runs and packed groups is read back by the reader of uploads, which others' files hold to the format.</summary>
public sealed class HybridRunTests
{
    [Fact]
    public void Values_of_any_width_and_repetition_come_back() =>
        Gen.Select(Gen.Int[1, 31], Gen.Select(Gen.Int[0, int.MaxValue], Gen.Frequency((3, Gen.Int[1, 3]), (1, Gen.Int[6, 40]))).Array[0, 60]).Sample((width, runs) =>
        {
            int[] values = [.. runs.SelectMany(run => Enumerable.Repeat(run.Item1 & (int)((1L << width) - 1), run.Item2))];
            var written = new ArrayBufferWriter<byte>();
            HybridRunWriter.Write(values, width, written);
            var read = new int[values.Length];
            HybridRuns.Read(written.WrittenSpan, width, read);
            Assert.Equal(values, read);
        }, iter: 2000);
}
