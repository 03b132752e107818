namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>
/// Reads what stands before a variable: <c>1*</c>, <c>NA*</c>, <c>start(0.5)*</c>, <c>0.5?</c>, <c>b*</c>, <c>label("b")*</c>, <c>equal("f=~x")*</c>,
/// <c>lower(0)*</c>, <c>upper(1)*</c>, and for groups <c>c(a, b)*</c>, <c>c(1, NA)*</c>, <c>start(c(0.5, 0.8))*</c>.
/// </summary>
internal static class ModifierReader
{
    // One item of a list, such as NA, 0.5 or "b".
    private readonly record struct Item(string? Label, double Value, bool IsMissing);

    /// <summary>Reads one modifier and the <c>*</c> (or <c>?</c>) behind it.</summary>
    public static TermModifiers Read(TokenReader reader)
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.Name && reader.Peek(1).Is("(") && !FunctionCall.Known.Contains(token.Text))
        {
            var call = ReadCall(reader);
            reader.Require("*");
            return call;
        }

        var item = ReadItem(reader);
        if (item is { Label: null, IsMissing: false } && reader.TrySkip("?"))
        {
            reader.TrySkip("*");
            return new TermModifiers(Starts: [item.Value]);
        }

        if (!reader.TrySkip("*"))
            throw reader.Fault(item.Label is null ? "'*' after a number" : "'+' between two terms, or '*' after a label");
        return item.Label is not null ? new TermModifiers(Labels: [item.Label]) : new TermModifiers(Fixed: [item.Value]);
    }

    private static TermModifiers ReadCall(TokenReader reader)
    {
        var name = reader.Take();
        reader.Require("(");
        var items = ReadItems(reader);
        reader.Require(")");
        switch (name.Text)
        {
            case "start":
                return new TermModifiers(Starts: Numbers(items, name));
            case "lower":
                return new TermModifiers(Lower: Numbers(items, name));
            case "upper":
                return new TermModifiers(Upper: Numbers(items, name));
            case "label" or "equal":
                return new TermModifiers(Labels: Labels(items, name));
            case "c":
                return items.All(i => i.Label is null) ? new TermModifiers(Fixed: [.. items.Select(i => i.Value)]) : new TermModifiers(Labels: Labels(items, name));
            case "rv" or "efa" or "prior":
                throw new ModelSyntaxException(name.Line, name.Column, $"{name.Text}(...)", "a modifier that is offered: start(), label(), equal(), lower(), upper() or c()");
            default:
                throw new ModelSyntaxException(name.Line, name.Column, $"{name.Shown}(...)", "one of start(), label(), equal(), lower(), upper(), c() or a function of numbers");
        }
    }

    private static List<Item> ReadItems(TokenReader reader)
    {
        List<Item> items = [];
        do
        {
            if (reader.Current is { Kind: TokenKind.Name, Text: "c" } && reader.Peek(1).Is("("))
            {
                reader.Enter();
                reader.Take();
                reader.Require("(");
                items.AddRange(ReadItems(reader));
                reader.Require(")");
                reader.Leave();
            }
            else
            {
                items.Add(ReadItem(reader));
            }
        }
        while (reader.TrySkip(","));
        return items;
    }

    private static Item ReadItem(TokenReader reader)
    {
        var token = reader.Current;
        if (token is { Kind: TokenKind.Name, Text: "NA" })
        {
            reader.Take();
            return new Item(null, double.NaN, true);
        }

        if (token.Kind == TokenKind.Text || (token.Kind == TokenKind.Name && !reader.Peek(1).Is("(")))
        {
            reader.Take();
            return new Item(token.Text, 0, false);
        }

        if (token.Kind is not (TokenKind.Number or TokenKind.Name) && !token.Is("-") && !token.Is("+") && !token.Is("("))
            throw reader.Fault("a variable, a number or a label");
        var value = reader.ReadModifierNumber();
        if (!double.IsFinite(value))
            throw new ModelSyntaxException(token.Line, token.Column, "a number that is not finite", "a finite number");
        return new Item(null, value, false);
    }

    private static double[] Numbers(List<Item> items, Token name) =>
        items.Any(i => i.Label is not null || i.IsMissing)
            ? throw new ModelSyntaxException(name.Line, name.Column, $"{name.Text}() of something else than numbers", "one number, or one for each group")
            : [.. items.Select(i => i.Value)];

    private static string[] Labels(List<Item> items, Token name) =>
        items.Any(i => i is { Label: null, IsMissing: false })
            ? throw new ModelSyntaxException(name.Line, name.Column, $"{name.Text}() of labels and numbers together", "labels alone (or NA for none)")
            : [.. items.Select(i => i.Label ?? "")];
}
