namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Joins lines that belong to one statement by taking out the breaks between them.</summary>
internal static class Continuation
{
    public static List<Token> Join(List<Token> tokens)
    {
        List<Token> joined = new(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Break && !token.Hard && (BreaksOff(joined) || GoesOn(tokens, i + 1)))
                continue;
            joined.Add(token);
        }

        return joined;
    }

    private static bool BreaksOff(List<Token> joined) =>
        joined.Count > 0 && joined[^1].Kind is not TokenKind.Break
        && (joined[^1].Kind == TokenKind.Operator || (joined[^1].Kind == TokenKind.Sign && !joined[^1].Is(")")));

    // The next line goes on with this statement where it holds something, but no operator of its own.
    private static bool GoesOn(List<Token> tokens, int from)
    {
        var empty = true;
        for (var i = from; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Operator)
                return false;
            if (tokens[i].Kind is TokenKind.Break or TokenKind.End)
                return !empty;
            empty = false;
        }

        return false;
    }
}
