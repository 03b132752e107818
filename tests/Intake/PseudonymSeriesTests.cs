using System.Globalization;
using System.Text;
using CsCheck;
using IpdEngine.Intake.Mapping;
using Xunit;

namespace IpdEngine.Tests.Intake;

public sealed class PseudonymSeriesTests
{
    [Fact]
    public void A_series_gives_the_pseudonyms_that_the_key_gives_one_by_one() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.String[0, 60].Array[1, 20], Gen.Byte.Array[16, 200]).Sample((study, ids, bytes) =>
        {
            var key = new PseudonymKey(bytes);
            using var series = key.Series(study);
            foreach (var id in ids)
                Assert.Equal(key.Participant(study, id), series.Of(Encoding.UTF8.GetBytes(id)).ToString("x32", CultureInfo.InvariantCulture));
        }, iter: 200);
}
