namespace IpdEngine.Panel.Store;

/// <summary>Writes study versions so that a reader sees all of one or nothing; the caller holds the store's lock.</summary>
/// <param name="step">Told each step before it is taken.</param>
internal sealed class VersionWriter(Action<string> step)
{
    /// <summary>Writes the two tables and the moments of items, then the manifest beside its place, syncs, and renames it into place: only then is the version there.</summary>
    internal StudyManifest Write(string studyFolder, StudyPanel panel, StudySource source, int version, int revision, IReadOnlyList<ScaleItems>? items = null)
    {
        var folder = Path.Combine(studyFolder, VersionFolders.Name(version, revision));
        step("make folder");
        DurableFiles.MakeFolder(folder);
        step("write sessions");
        // The tables do not wait for the hash of what is in them, nor it for them.
        var content = Task.Run(() => panel.ContentHash);
        var sessionsHash = DurableFiles.Write(Path.Combine(folder, PanelFiles.Sessions), stream => PanelFiles.WriteSessions(stream, panel));
        step("write participants");
        var participantsHash = DurableFiles.Write(Path.Combine(folder, PanelFiles.Participants), stream => PanelFiles.WriteParticipants(stream, panel));
        string? itemsHash = null;
        if (items is { Count: > 0 })
        {
            step("write items");
            itemsHash = DurableFiles.Write(Path.Combine(folder, PanelFiles.Items), stream => stream.Write(JsonFile.Bytes(items)));
        }
        var manifest = JsonFile.Sealed(new StudyManifest
        {
            Schema = PanelSchema.Version,
            Version = version,
            Revision = revision,
            Identity = source.Identity(),
            ContentHash = content.GetAwaiter().GetResult(),
            Facts = panel.Facts,
            Participants = panel.Participants.Count,
            Sessions = panel.Sessions.Count,
            SessionsHash = sessionsHash,
            ParticipantsHash = participantsHash,
            ItemsHash = itemsHash,
            Source = source,
        });
        step("sync folder");
        DurableFiles.SyncFolder(folder);
        step("write manifest");
        var path = Path.Combine(folder, VersionFolders.Manifest);
        DurableFiles.Write(path + ".new", stream => stream.Write(JsonFile.Bytes(manifest)));
        step("rename manifest");
        File.Move(path + ".new", path);
        step("sync manifest");
        DurableFiles.SyncFolder(folder);
        return manifest;
    }

    /// <summary>Writes the next revision of a version without the withdrawn participants, whose answers the moments of items rest on; nothing where it has none of them.</summary>
    internal void Rewrite(VersionFolders.Place place, Tombstone tombstone)
    {
        var panel = VersionReader.Read(place);
        var rest = StudyPanelSelection.Without(panel, tombstone.Covers);
        if (ReferenceEquals(rest, panel))
            return;
        var old = JsonFile.ReadManifest(place.ManifestPath);
        Write(Path.GetDirectoryName(place.Folder)!, rest, old.Source with { Findings = [] }, place.Version, place.Revision + 1);
        step("remove old revision");
    }

    /// <summary>Removes a whole study.</summary>
    internal void Erase(string studyFolder)
    {
        if (!Directory.Exists(studyFolder))
            return;
        step("erase study");
        Directory.Delete(studyFolder, recursive: true);
        DurableFiles.SyncFolder(Path.GetDirectoryName(studyFolder)!);
    }
}
