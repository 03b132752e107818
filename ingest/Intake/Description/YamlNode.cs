namespace IpdEngine.Intake.Description;

/// <summary>A node of a strict YAML text and the line on which it begins.</summary>
/// <param name="Line">Line, from 1.</param>
public abstract record YamlNode(int Line)
{
    /// <summary>What the node is, in words for a message.</summary>
    public abstract string Words { get; }
}

/// <summary>A scalar, kept as its text: <c>NO</c> is Norway's code and never a Boolean.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Text">Its text.</param>
/// <param name="Quoted">True where it stands in quotes.</param>
public sealed record YamlScalar(int Line, string Text, bool Quoted) : YamlNode(Line)
{
    /// <summary>True for nothing at all, <c>~</c> and <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override string Words => IsNull ? "nothing" : $"'{(Text.Length <= 60 ? Text : Text[..57] + "...")}'";
}

/// <summary>A list.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Items">Its items.</param>
public sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Words => $"a list of {Items.Count}";
}

/// <summary>A map; its keys are unique and in order of writing.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Entries">Its entries.</param>
public sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Words => $"a map of {Entries.Count} keys";
}

/// <summary>A key and what it holds.</summary>
/// <param name="Line">Line of the key, from 1.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">What it holds.</param>
public sealed record YamlEntry(int Line, string Key, YamlNode Value);
