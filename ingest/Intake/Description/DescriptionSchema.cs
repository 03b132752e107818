namespace IpdEngine.Intake.Description;

/// <summary>The JSON Schema of study descriptions, for editors: <c># yaml-language-server: $schema=study.schema.json</c>.</summary>
public static class DescriptionSchema
{
    /// <summary>The schema's usual file name.</summary>
    public const string FileName = "study.schema.json";

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(DescriptionSchema).Assembly.GetManifestResourceStream("Description/" + FileName)
            ?? throw new InvalidOperationException($"found no embedded {FileName}, expected it in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
