using System.Security.Cryptography;
using IpdEngine.Panel.Store;

namespace IpdEngine.Worker.Inbox;

/// <summary>One upload on the disk: its folder is the truth about it.</summary>
/// <param name="Path">The folder, named by the upload's id.</param>
/// <param name="Receipt">What it is.</param>
/// <param name="Files">Writes it.</param>
internal sealed record UploadFolder(string Path, Receipt Receipt, DurableFiles Files)
{
    private const string ReceiptFile = "receipt.json";
    private const string OutcomeFile = "outcome.json";
    private const string DescriptionFile = "description.yaml";
    private const string NextDescription = "description.next";

    /// <summary>Folder of the raw file.</summary>
    public string DataFolder => DataFolderOf(Path);

    /// <summary>The raw file.</summary>
    public string DataPath => System.IO.Path.Combine(DataFolder, Receipt.Data.Name);

    /// <summary>The study description.</summary>
    public string DescriptionPath => DescriptionPathOf(Path);

    /// <summary>True once the raw file has been deleted; of an upload that has just moved on nothing is said.</summary>
    public bool RawDeleted => !File.Exists(DataPath) && Directory.Exists(Path);

    /// <summary>Path of the outcome, findings included.</summary>
    public string OutcomePath => System.IO.Path.Combine(Path, OutcomeFile);

    /// <summary>The upload in a folder; null where the folder is not there (any more).</summary>
    public static UploadFolder? At(string path, DurableFiles files)
    {
        var receipt = StateFile.Read<Receipt>(System.IO.Path.Combine(path, ReceiptFile));
        return receipt is null ? null : new UploadFolder(path, receipt, files);
    }

    public static string DataFolderOf(string folder) => System.IO.Path.Combine(folder, "data");

    public static string DescriptionPathOf(string folder) => System.IO.Path.Combine(folder, DescriptionFile);

    /// <summary>Its outcome; null while there is none, or where it is that of an earlier description.</summary>
    public Outcome? Outcome() => StateFile.Read<Outcome>(OutcomePath) is { } outcome && outcome.Order == Receipt.Order ? outcome : null;

    /// <summary>Writes the receipt through to the disk.</summary>
    public void WriteReceipt() => StateFile.Write(Files, System.IO.Path.Combine(Path, ReceiptFile), Receipt);

    /// <summary>Writes the outcome through to the disk.</summary>
    public void WriteOutcome(Outcome outcome) => StateFile.Write(Files, OutcomePath, outcome);

    /// <summary>
    /// Gives it a description, and with it a new place in the queue; both are on the disk when the call returns. The receipt decides: before it names the new text the old
    /// one holds, after it the new one does.
    /// </summary>
    public UploadFolder Describe(byte[] description, string name, string order)
    {
        var file = new ReceivedFile(name, description.Length, Convert.ToHexStringLower(SHA256.HashData(description)));
        var described = this with { Receipt = Receipt with { Order = order, Description = file } };
        if (Receipt.Description is null)
        {
            Files.Replace(DescriptionPath, description, isPrivate: true);
            described.WriteReceipt();
            return described;
        }
        Files.Write(NextPath, stream => stream.Write(description), isPrivate: true);
        Files.SyncFolder(Path);
        described.WriteReceipt();
        Files.Rename(NextPath, DescriptionFile);
        return described;
    }

    /// <summary>Makes good what a crash broke off: a new description that the receipt names takes its place, leftovers go, and what is seen here is on the disk.</summary>
    public void Recover()
    {
        Files.CleanPassing(Path);
        if (File.Exists(NextPath))
        {
            if (DurableFiles.HashOf(NextPath) == Receipt.Description?.Sha256)
                Files.Rename(NextPath, DescriptionFile);
            else
                Files.Delete(Path, NextDescription);
        }
        Files.SyncFolder(Path);
    }

    /// <summary>Moves it to another place at once; both places are on the disk when the call returns.</summary>
    public UploadFolder MoveTo(string place)
    {
        var path = System.IO.Path.Combine(place, Receipt.Id);
        Files.MoveFolder(Path, path);
        return this with { Path = path };
    }

    /// <summary>Deletes the raw file for good.</summary>
    public void DeleteRaw()
    {
        if (Directory.Exists(DataFolder))
            Files.DeleteFolder(DataFolder);
    }

    private string NextPath => System.IO.Path.Combine(Path, NextDescription);
}
