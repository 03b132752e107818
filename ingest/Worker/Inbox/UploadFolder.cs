using System.Security.Cryptography;
using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Inbox;

/// <summary>One upload on the disk: its folder is the truth about it.</summary>
/// <param name="Path">The folder, named by the upload's id.</param>
/// <param name="Receipt">What it is.</param>
internal sealed record UploadFolder(string Path, Receipt Receipt)
{
    private const string ReceiptFile = "receipt.json";
    private const string OutcomeFile = "outcome.json";

    /// <summary>Folder of the raw file.</summary>
    public string DataFolder => DataFolderOf(Path);

    /// <summary>The raw file.</summary>
    public string DataPath => System.IO.Path.Combine(DataFolder, Receipt.Data.Name);

    /// <summary>The study description.</summary>
    public string DescriptionPath => DescriptionPathOf(Path);

    /// <summary>True once the raw file has been deleted.</summary>
    public bool RawDeleted => !Directory.Exists(DataFolder);

    /// <summary>Path of the outcome, findings included.</summary>
    public string OutcomePath => System.IO.Path.Combine(Path, OutcomeFile);

    /// <summary>The upload in a folder; null where the folder is not there (any more).</summary>
    public static UploadFolder? At(string path)
    {
        var receipt = StateFile.Read<Receipt>(System.IO.Path.Combine(path, ReceiptFile));
        return receipt is null ? null : new UploadFolder(path, receipt);
    }

    public static string DataFolderOf(string folder) => System.IO.Path.Combine(folder, "data");

    public static string DescriptionPathOf(string folder) => System.IO.Path.Combine(folder, "description.yaml");

    /// <summary>Its outcome; null while there is none, or where it is that of an earlier description.</summary>
    public Outcome? Outcome() => StateFile.Read<Outcome>(OutcomePath) is { } outcome && outcome.Order == Receipt.Order ? outcome : null;

    /// <summary>Writes the receipt through to the disk.</summary>
    public void WriteReceipt() => StateFile.Write(System.IO.Path.Combine(Path, ReceiptFile), Receipt);

    /// <summary>Writes the outcome through to the disk.</summary>
    public void WriteOutcome(Outcome outcome) => StateFile.Write(OutcomePath, outcome);

    /// <summary>Gives it a description, and with it a new place in the queue; both are on the disk when the call returns.</summary>
    public UploadFolder Describe(byte[] description, string name, string order)
    {
        DurableFiles.Replace(DescriptionPath, description);
        var file = new ReceivedFile(name, description.Length, Convert.ToHexStringLower(SHA256.HashData(description)));
        var described = this with { Receipt = Receipt with { Order = order, Description = file } };
        described.WriteReceipt();
        return described;
    }

    /// <summary>Moves it to another place at once; both places are on the disk when the call returns.</summary>
    public UploadFolder MoveTo(string place)
    {
        var path = System.IO.Path.Combine(place, Receipt.Id);
        Directory.Move(Path, path);
        DurableFiles.SyncFolder(place);
        DurableFiles.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
        return this with { Path = path };
    }

    /// <summary>Deletes the raw file for good.</summary>
    public void DeleteRaw()
    {
        if (RawDeleted)
            return;
        Directory.Delete(DataFolder, recursive: true);
        DurableFiles.SyncFolder(Path);
    }
}
