using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IpdEngine.Panel.Store;

/// <summary>The store's JSON files: indented, in one key order, the same bytes for the same content.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static byte[] Bytes<T>(T value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, s_options) + "\n");

    /// <exception cref="BrokenStoreException">It is no JSON of that shape.</exception>
    internal static T Read<T>(string path) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), s_options)
                ?? throw new BrokenStoreException(path, null, "a JSON object", "null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new BrokenStoreException(path, null, $"a {typeof(T).Name} in JSON", e.Message, e);
        }
    }

    internal static StudyManifest Sealed(StudyManifest manifest) =>
        manifest with { Seal = Convert.ToHexStringLower(SHA256.HashData(Bytes(manifest with { Seal = "" }))) };

    /// <exception cref="BrokenStoreException">It is no manifest, or its seal is broken.</exception>
    internal static StudyManifest ReadManifest(string path)
    {
        var manifest = Read<StudyManifest>(path);
        var seal = Sealed(manifest).Seal;
        return seal == manifest.Seal ? manifest : throw new BrokenStoreException(path, null, $"seal {seal}", $"seal {manifest.Seal}");
    }
}
