namespace IpdEngine.Panel.Store;

/// <summary>
/// What <see cref="DurableFiles"/> asks of a disk. A crash can come before and after each call; what is not synced may then be gone, whole or in part. The disk of the
/// machine is one, the other is a disk of the tests that loses just that.
/// </summary>
public interface IDisk
{
    /// <summary>A file to write, new or emptied; only its owner may read it where <paramref name="isPrivate"/>.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    Stream Create(string path, bool isPrivate);

    /// <summary>Brings the bytes of a file of <see cref="Create"/> to the disk; its folder's entry of it is not synced.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    void Sync(Stream file);

    /// <summary>Makes one folder; the folder above it is there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    void MakeFolder(string path);

    /// <summary>Brings the entries of a folder to the disk.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    void SyncFolder(string path);

    /// <summary>Renames a file over whatever has the new name.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    void Move(string path, string target);

    /// <summary>Renames a folder to a name that is free.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    void MoveFolder(string path, string target);

    /// <summary>Removes a file where there is one.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    void Delete(string path);

    /// <summary>Removes a folder with all that is in it.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    void DeleteFolder(string path);
}
