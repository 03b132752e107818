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

    /// <summary>The statements of a model, in order; modifiers of one parameter are gathered in its first statement.</summary>
    /// <exception cref="ModelSyntaxException">The text cannot be read: line, column, what was found and expected.</exception>
    public static IReadOnlyList<ModelStatement> Parse(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Length > LongestModel)
            throw new ModelSyntaxException(1, 1, $"a model of {model.Length} characters", $"at most {LongestModel}");
        var reader = new TokenReader(Continuation.Join(Tokeniser.Cut(model)));
        List<ModelStatement> statements = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
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

    private static void ReadStatement(TokenReader reader, List<ModelStatement> statements, Dictionary<string, int> places)
    {
        if (IsConstraint(reader, out var op))
        {
            var line = reader.Current.Line;
            var left = reader.ReadExpression();
            if (op == ":=" && left is not LabelReference)
                throw reader.Fault("a single name on the left of ':='");
            reader.Require(op);
            var right = reader.ReadExpression();
            statements.Add(op == ":=" ? new DefinitionStatement(((LabelReference)left).Label, right) : new ConstraintStatement(op, left, right, line));
            return;
        }

        List<string> lefts = [ReadVariable(reader)];
        while (reader.TrySkip("+"))
            lefts.Add(ReadVariable(reader));
        if (reader.Current.Kind != TokenKind.Operator || reader.Current.Text is not ("=~" or "~" or "~~"))
            throw reader.Fault("one of =~ ~ ~~ := == < > (thresholds, formative factors and scaling factors are not supported)");
        var relation = reader.Take().Text;
        do
        {
            var term = ReadTerm(reader, relation);
            foreach (var left in lefts)
                Add(statements, places, term with { Left = left }, reader);
        }
        while (reader.TrySkip("+"));
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

    private static string ReadVariable(TokenReader reader)
    {
        if (reader.Current.Kind != TokenKind.Name)
            throw reader.Fault("a variable name");
        return reader.Take().Text;
    }

    // term := (modifier '*')* (variable | '1')
    private static ParameterStatement ReadTerm(TokenReader reader, string relation)
    {
        var modifiers = new TermModifiers();
        while (true)
        {
            if (reader.Current.Kind == TokenKind.Number && reader.Current.Text == "1" && relation == "~" && EndsTerm(reader.Peek(1)))
            {
                reader.Take();
                return modifiers.Apply("~1", "");
            }

            if (reader.Current.Kind == TokenKind.Name && EndsTerm(reader.Peek(1)))
                return modifiers.Apply(relation, reader.Take().Text);
            modifiers.Read(reader);
        }
    }

    private static bool EndsTerm(Token token) => token.Kind is TokenKind.Break or TokenKind.End || token.Is("+");

    private static void Add(List<ModelStatement> statements, Dictionary<string, int> places, ParameterStatement term, TokenReader reader)
    {
        var key = term.Operator == "~~" && string.CompareOrdinal(term.Left, term.Right) > 0 ? $"{term.Right}~~{term.Left}" : term.Name;
        if (!places.TryGetValue(key, out var place))
        {
            places.Add(key, statements.Count);
            statements.Add(term);
            return;
        }

        var known = (ParameterStatement)statements[place];
        if ((term.Label is not null && known.Label is not null && term.Label != known.Label) || (term.Fixed is not null && known.Fixed is not null))
            throw reader.Fault($"only one label and one fixed value for {term.Name}, which stands in the model twice");
        statements[place] = known with { Label = known.Label ?? term.Label, Fixed = known.Fixed ?? term.Fixed, Start = known.Start ?? term.Start };
    }
}
