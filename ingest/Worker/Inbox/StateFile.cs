using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Inbox;

/// <summary>The worker's small JSON files: replaced at once, on the disk when the call returns.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Write<T>(DurableFiles files, string path, T value) => files.Replace(path, JsonSerializer.SerializeToUtf8Bytes(value, s_options), isPrivate: true);

    /// <summary>What the file says; null where it, or its folder, is not there (any more).</summary>
    /// <exception cref="InvalidDataException">It is not what this program writes.</exception>
    public static T? Read<T>(string path) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), s_options);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"found no {typeof(T).Name} in {path}, expected the JSON that the worker wrote: restore the folder from a backup", fault);
        }
    }
}
