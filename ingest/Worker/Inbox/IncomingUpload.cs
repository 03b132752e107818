using System.Buffers;
using System.Security.Cryptography;

namespace IpdEngine.Worker.Inbox;

/// <summary>
/// An upload on its way in: streamed to a folder nobody looks at, hashed on the way, and visible at once when committed. What is not committed is removed.
/// </summary>
internal sealed class IncomingUpload : IDisposable
{
    /// <summary>Largest description, in bytes.</summary>
    public const int MaximumDescription = 1024 * 1024;

    private const int BufferBytes = 128 * 1024;
    private readonly WorkerFolders _folders;
    private readonly string _folder;
    private bool _committed;

    public IncomingUpload(WorkerFolders folders, UploadId ids)
    {
        _folders = folders;
        _folder = Path.Combine(folders.Partial, ids.Next());
        folders.MakePrivate(_folder);
    }

    /// <summary>The data file, once received.</summary>
    public ReceivedFile? Data { get; private set; }

    /// <summary>The description, once received.</summary>
    public ReceivedFile? Description { get; private set; }

    /// <summary>Where the description is, once received.</summary>
    public string DescriptionPath => UploadFolder.DescriptionPathOf(_folder);

    /// <summary>Receives the data file in constant memory; it is on the disk when the call returns.</summary>
    /// <exception cref="UploadTooLargeException">It is larger than allowed.</exception>
    /// <exception cref="IOException">It cannot be written, or the sender broke off.</exception>
    public async Task ReceiveDataAsync(Stream content, string? name, long maximum, CancellationToken cancel)
    {
        var folder = UploadFolder.DataFolderOf(_folder);
        _folders.MakePrivate(folder);
        var safe = SafeName.Of(name);
        Data = await WriteAsync(content, Path.Combine(folder, safe), safe, maximum, "a data file", cancel);
        _folders.Files.SyncFolder(folder);
    }

    /// <summary>Receives the study description; it is on the disk when the call returns.</summary>
    /// <exception cref="UploadTooLargeException">It is larger than a description can be.</exception>
    /// <exception cref="IOException">It cannot be written, or the sender broke off.</exception>
    public async Task ReceiveDescriptionAsync(Stream content, string? name, CancellationToken cancel) =>
        Description = await WriteAsync(content, DescriptionPath, SafeName.Of(name), MaximumDescription, "a description", cancel);

    /// <summary>Makes the upload part of the inbox: from here on it survives whatever happens, and may be acknowledged.</summary>
    /// <exception cref="IOException">It cannot be written: the upload is not there.</exception>
    /// <param name="door"><c>http</c> or <c>drop</c>.</param>
    /// <param name="submittedBy">Name of the account.</param>
    /// <param name="now">When.</param>
    /// <param name="id">A fresh id, given now, so that ids rise in the order of acknowledgement and not of the first byte.</param>
    public UploadFolder Commit(string door, string submittedBy, DateTimeOffset now, string id)
    {
        var data = Data ?? throw new InvalidOperationException("found a commit before the data file, expected it after");
        var upload = new UploadFolder(_folder, new Receipt(id, id, door, submittedBy, now, data, Description), _folders.Files);
        upload.WriteReceipt();
        var committed = upload.MoveTo(_folders.Inbox);
        _committed = true;
        return committed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_committed && Directory.Exists(_folder))
            _folders.Files.Disk.DeleteFolder(_folder);
    }

    private async Task<ReceivedFile> WriteAsync(Stream content, string path, string name, long maximum, string what, CancellationToken cancel)
    {
        var disk = _folders.Files.Disk;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = disk.Create(path, isPrivate: true);
            long size = 0;
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancel)) > 0;)
            {
                size += read;
                if (size > maximum)
                    throw new UploadTooLargeException(what, maximum);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            disk.Sync(file);
            return new ReceivedFile(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
