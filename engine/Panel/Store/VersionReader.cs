using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Store;

/// <summary>Reads a study version and holds it to its manifest.</summary>
internal static class VersionReader
{
    /// <exception cref="BrokenStoreException">A file is not what the manifest says.</exception>
    internal static StudyPanel Read(VersionFolders.Place place)
    {
        var manifest = JsonFile.ReadManifest(place.ManifestPath);
        if (manifest.Schema != PanelSchema.Version)
            throw new BrokenStoreException(place.ManifestPath, null, $"schema version {PanelSchema.Version}", $"{manifest.Schema}");
        Verify(Path.Combine(place.Folder, PanelFiles.Sessions), manifest.SessionsHash);
        Verify(Path.Combine(place.Folder, PanelFiles.Participants), manifest.ParticipantsHash);
        return PanelFiles.Read(place.Folder, manifest.Facts);
    }

    /// <summary>The moments of items; none where no scale was read item by item.</summary>
    /// <exception cref="BrokenStoreException">The file is not what the manifest says.</exception>
    internal static IReadOnlyList<ScaleItems> ReadItems(VersionFolders.Place place)
    {
        if (JsonFile.ReadManifest(place.ManifestPath).ItemsHash is not { } hash)
            return [];
        var path = Path.Combine(place.Folder, PanelFiles.Items);
        Verify(path, hash);
        return JsonFile.Read<ScaleItems[]>(path);
    }

    /// <summary>True where the version has the participant.</summary>
    internal static bool Holds(VersionFolders.Place place, string participant)
    {
        using var file = new StoredTable(Path.Combine(place.Folder, PanelFiles.Participants));
        var holds = false;
        file.Texts(PanelSchema.Participant, (_, id, isMissing) => holds |= !isMissing && id.Span.SequenceEqual(participant));
        return holds;
    }

    private static void Verify(string path, string expected)
    {
        var found = DurableFiles.HashOf(path);
        if (found != expected)
            throw new BrokenStoreException(path, null, $"SHA-256 {expected}", $"SHA-256 {found}");
    }
}
