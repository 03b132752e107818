using CsCheck;
using IpdEngine.Panel;
using Xunit;

namespace IpdEngine.Tests.Panel;

public sealed class TextCodesTests
{
    private static readonly string[] s_stems = ["a", "b", "P01", "P1", "Ä", "z", "\uFFFD", "\uE000", "\U0001F600", "été"];
    private static readonly Gen<string> s_text = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 40]).Select((stem, number) => $"{s_stems[stem]}{number}");

    [Fact]
    public void A_text_has_one_code_whatever_order_texts_arrive_in() => s_text.Array[0, 200].Sample(texts =>
    {
        var (codes, known) = (new TextCodes(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var text in texts)
        {
            var expected = known.TryGetValue(text, out var code) ? code : known[text] = known.Count;
            Assert.Equal(expected, codes.Code(text));
        }
        Assert.Equal(known.Count, codes.Count);
        Assert.All(known, pair => Assert.Equal(pair.Key, codes.Text(pair.Value)));
    });

    [Fact]
    public void Codes_are_ordered_as_ordinal_comparison_orders_their_texts() => s_text.Array[0, 200].Sample(texts =>
    {
        var codes = new TextCodes();
        foreach (var text in texts)
            codes.Code(text);
        var order = codes.Order();
        string[] ordered = [.. Enumerable.Range(0, codes.Count).Select(i => codes.Text(order is null ? i : order[i]))];
        Assert.Equal(texts.Distinct().Order(StringComparer.Ordinal), ordered);
        var arrow = codes.ToArrow(order);
        Assert.Equal(ordered, Enumerable.Range(0, codes.Count).Select(i => arrow.GetString(i)));
    });

    [Fact]
    public void Rising_texts_need_no_order()
    {
        var codes = new TextCodes(3, 10);
        for (var i = 0; i < 1000; i++)
            Assert.Equal(i, codes.Code($"P{i:0000}"));
        Assert.Equal(17, codes.Code("P0017"));
        Assert.Null(codes.Order());
    }
}
