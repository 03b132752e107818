namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Reads lavaan's model syntax: <c>=~ ~ ~~ ~1 := == &lt; &gt;</c>, labels, fixed and starting values, comments, continuation.</summary>
/// <remarks>
/// Source: lavaan's <c>model.syntax</c> help page (0.6-14). A statement ends at a semicolon, or at a line's end unless the line breaks off
/// (after an operator, <c>+</c> or <c>*</c>) or the next one has no operator of its own. Several groups (<c>c(a, b)*</c>), thresholds and
/// formative factors are refused by name.
/// </remarks>
public static class ModelParser
{
    private const int LongestModel = 1_000_000;
    private const int MostTerms = 100_000;

    /// <summary>The statements of a model, in order; modifiers of one parameter are gathered in its first statement.</summary>
    /// <exception cref="ModelSyntaxException">The text cannot be read: line, column, what was found and expected.</exception>
    public static IReadOnlyList<ModelStatement> Parse(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Length > LongestModel)
            throw new ModelSyntaxException(1, 1, $"a model of {model.Length} characters", $"at most {LongestModel}");
        var reader = new TokenReader(Continuation.Join(Tokeniser.Cut(model)));
        List<ModelStatement> statements = [];
        Dictionary<(string, string, string), int> places = [];
        while (reader.Current.Kind != TokenKind.End)
        {
            if (reader.Current.Kind == TokenKind.Break)
            {
                reader.Take();
                continue;
            }

            ReadStatement(reader, statements, places);
            if (reader.Current.Kind is not (TokenKind.Break or TokenKind.End))
                throw reader.Fault("the end of the statement");
        }

        return statements;
    }

    private static void ReadStatement(TokenReader reader, List<ModelStatement> statements, Dictionary<(string, string, string), int> places)
    {
        if (IsConstraint(reader, out var op))
        {
            ReadConstraint(reader, op, statements);
            return;
        }

        List<Token> lefts = [ReadVariable(reader)];
        while (reader.TrySkip("+"))
            lefts.Add(ReadVariable(reader));
        RefuseUnknown(reader);
        var relation = reader.Take().Text;
        List<ParameterStatement> terms = [];
        do
            terms.Add(ReadTerm(reader, relation));
        while (reader.TrySkip("+"));
        if ((long)lefts.Count * terms.Count > MostTerms)
            throw reader.Fault($"at most {MostTerms} parameters in one statement");
        foreach (var left in lefts)
        {
            foreach (var term in terms)
            {
                if (relation == "=~" && term.Right == left.Text)
                    throw new ModelSyntaxException(term.Line, term.Column, $"'{term.Right}' as its own indicator", "another variable");
                Add(statements, places, term with { Left = left.Text });
            }
        }
    }

    private static void ReadConstraint(TokenReader reader, string op, List<ModelStatement> statements)
    {
        var place = reader.Current;
        var left = reader.ReadExpression();
        if (op == ":=" && left is not LabelReference)
            throw new ModelSyntaxException(place.Line, place.Column, $"'{left}'", "a single name on the left of ':='");
        reader.Require(op);
        var right = reader.ReadExpression();
        statements.Add(op == ":=" ? new DefinitionStatement(((LabelReference)left).Label, right, place.Line) : new ConstraintStatement(op, left, right, place.Line));
    }

    private static void RefuseUnknown(TokenReader reader)
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.Operator && token.Text is "=~" or "~" or "~~")
            return;
        throw reader.Fault(token.Text switch
        {
            "|" when token.Kind == TokenKind.Operator => "one of =~ ~ ~~ := == < > (thresholds belong to ordinal data, which are not offered)",
            "~*~" => "one of =~ ~ ~~ := == < > (scaling factors belong to ordinal data, which are not offered)",
            "<~" => "one of =~ ~ ~~ := == < > (formative factors are not offered: write a latent variable with '~' and a fixed path)",
            ":" => "one of =~ ~ ~~ := == < > (blocks 'group:' and 'level:' are not offered: name groups by c(), one value a group)",
            _ => "one of =~ ~ ~~ := == < >",
        });
    }

    // A definition or constraint is known by its operator, which stands outside all brackets before the statement ends.
    private static bool IsConstraint(TokenReader reader, out string op)
    {
        for (var ahead = 0; ; ahead++)
        {
            var token = reader.Peek(ahead);
            op = token.Text;
            if (token.Kind is TokenKind.Break or TokenKind.End)
                return false;
            if (token.Kind == TokenKind.Operator)
                return op is ":=" or "==" or "<" or ">";
        }
    }

    private static Token ReadVariable(TokenReader reader)
    {
        if (reader.Current.Kind != TokenKind.Name || reader.Current.Text is "NA")
            throw reader.Fault("a variable name");
        return reader.Take();
    }

    // term := (modifier '*')* (variable | '1' | '0')
    private static ParameterStatement ReadTerm(TokenReader reader, string relation)
    {
        var (modifiers, place) = (TermModifiers.None, reader.Current);
        while (true)
        {
            var token = reader.Current;
            if (token is { Kind: TokenKind.Number, Text: "1" or "0" } && relation == "~" && EndsTerm(reader.Peek(1)))
            {
                reader.Take();
                var zero = token.Text == "0" ? new TermModifiers(Fixed: [0.0]) : TermModifiers.None;
                return new ParameterStatement("", "~1", "", modifiers.And(zero) ?? throw Twice(token), place.Line, place.Column);
            }

            if (token.Kind == TokenKind.Name && token.Text != "NA" && EndsTerm(reader.Peek(1)))
                return new ParameterStatement("", relation, reader.Take().Text, modifiers, place.Line, place.Column);
            if (token.Kind == TokenKind.Name && reader.Peek(1).Is(":"))
                throw new ModelSyntaxException(token.Line, token.Column, $"'{token.Text}:'", "a variable (products of variables are not offered: add a column with the product)");
            var next = ModifierReader.Read(reader);
            modifiers = modifiers.And(next) ?? throw Twice(token);
        }
    }

    private static ModelSyntaxException Twice(Token token) =>
        new(token.Line, token.Column, "a second modifier of one kind for one term", "one label, one fixed value, one start and one bound on each side");

    private static bool EndsTerm(Token token) => token.Kind is TokenKind.Break or TokenKind.End || token.Is("+");

    private static void Add(List<ModelStatement> statements, Dictionary<(string, string, string), int> places, ParameterStatement term)
    {
        var swapped = term.Operator == "~~" && string.CompareOrdinal(term.Left, term.Right) > 0;
        var key = (term.Operator, swapped ? term.Right : term.Left, swapped ? term.Left : term.Right);
        if (!places.TryGetValue(key, out var place))
        {
            places.Add(key, statements.Count);
            statements.Add(term);
            return;
        }

        var known = (ParameterStatement)statements[place];
        var both = known.Modifiers.And(term.Modifiers)
            ?? throw new ModelSyntaxException(term.Line, term.Column, $"{term.Name} a second time with another modifier of the same kind", "only one label and one fixed value for a parameter");
        statements[place] = known with { Modifiers = both };
    }
}
