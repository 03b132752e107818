using System.Globalization;
using IpdEngine.Intake.Privacy;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Numbers of persons are known by their check digits; the examples are those that the schemes' own documentation prints, or were made by their published rule.</summary>
public sealed class PersonalNumberTests
{
    [Theory]
    [InlineData("01010110285")] // fødselsnummer, made by the rule of the two check digits
    [InlineData("811218-9876")] // personnummer, as Skatteverket prints it
    [InlineData("19811218-9876")]
    [InlineData("070761-4285")] // CPR, as the CPR office prints it
    [InlineData("756.9217.0769.85")] // AHV, as the Swiss central compensation office prints it
    [InlineData("401 023 2137")] // NHS, of the data dictionary
    [InlineData("078-05-1120")] // SSN, of a wallet's advertising leaflet
    [InlineData("111222333")] // BSN, as used in the Dutch documentation
    [InlineData("A123456780")] // KVNR, as the GKV's trust centre prints it
    [InlineData("65170839J003")] // RVNR
    [InlineData("12345678Z")] // DNI
    [InlineData("X1234567L")] // NIE
    [InlineData("QQ123456C")] // NI, as HMRC prints it
    [InlineData("RSSMRA85T10A562S")] // codice fiscale
    public void A_number_of_a_person_is_known(string text) => Assert.True(PersonalNumbers.SchemeOf(text) >= 0);

    [Theory]
    [InlineData("01010110286")]
    [InlineData("12345678A")]
    [InlineData("A123456781")]
    [InlineData("756.9217.0769.86")]
    [InlineData("12345")]
    [InlineData("P00001")]
    [InlineData("")]
    [InlineData("2019-03-04")]
    [InlineData("3.14159265358979")]
    public void Another_is_not(string text) => Assert.True(PersonalNumbers.SchemeOf(text) < 0);

    [Fact]
    public void Numbers_that_count_up_are_not_taken_for_a_scheme()
    {
        foreach (var start in new[] { 100_000_000L, 1_000_000_000, 4_000_000_000, 7_000_000_000, 10_101_010_100, 123_456_789_012, 1_900_000_000_000 })
        {
            var known = Enumerable.Range(0, 1000).Count(i => PersonalNumbers.SchemeOf((start + i).ToString(CultureInfo.InvariantCulture)) >= 0);
            Assert.True(known < 200, $"{known} of 1,000 numbers from {start}");
        }
    }
}
