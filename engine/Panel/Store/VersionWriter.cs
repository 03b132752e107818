namespace IpdEngine.Panel.Store;

/// <summary>Writes study versions so that a reader sees all of one or nothing; the caller holds the store's lock.</summary>
internal sealed class VersionWriter(DurableFiles files)
{
    /// <summary>Writes the two tables and the moments of items, then the manifest beside its place, syncs, and renames it into place: only then is the version there.</summary>
    internal StudyManifest Write(string studyFolder, StudyPanel panel, StudySource source, int version, int revision, IReadOnlyList<ScaleItems>? items = null)
    {
        var folder = Path.Combine(studyFolder, VersionFolders.Name(version, revision));
        files.MakeFolder(folder);
        // The tables do not wait for the hash of what is in them, nor it for them.
        var content = Task.Run(() => panel.ContentHash);
        var sessionsHash = files.Write(Path.Combine(folder, PanelFiles.Sessions), stream => PanelFiles.WriteSessions(stream, panel));
        var participantsHash = files.Write(Path.Combine(folder, PanelFiles.Participants), stream => PanelFiles.WriteParticipants(stream, panel));
        var itemsHash = items is { Count: > 0 } ? files.Write(Path.Combine(folder, PanelFiles.Items), stream => stream.Write(JsonFile.Bytes(items))) : null;
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
        files.SyncFolder(folder);
        files.Replace(Path.Combine(folder, VersionFolders.Manifest), JsonFile.Bytes(manifest));
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
    }
}
