using System.Security.Cryptography;
using System.Text;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Looking;

/// <summary>A description that somebody works on, kept beside the upload until it is stored by it.</summary>
/// <param name="Text">The YAML.</param>
internal sealed record WorkingDescription(string Text)
{
    /// <summary>Tells one text from another: what is stored must be what was looked at.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];

    /// <summary>The one that was saved last, or with which the upload was ingested, whichever is newer; null where there is none.</summary>
    public static WorkingDescription? Of(UploadFolder upload)
    {
        var newest = new[] { PathOf(upload), upload.Receipt.Description is null ? null : upload.DescriptionPath }
            .OfType<string>().Where(File.Exists).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault();
        // Bytes that are no UTF-8 become marks that show where they stood.
        return newest is null ? null : new WorkingDescription(File.ReadAllText(newest, Encoding.UTF8));
    }

    /// <summary>Keeps it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(UploadFolder upload) => upload.Files.Replace(PathOf(upload), Encoding.UTF8.GetBytes(Text), isPrivate: true);

    private static string PathOf(UploadFolder upload) => Path.Combine(upload.Path, "working.yaml");
}
