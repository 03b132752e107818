namespace IpdEngine.Catalog.Model;

/// <summary>How far an upload has come.</summary>
public enum UploadState
{
    /// <summary>Safe on the disk, but nobody has described the study yet.</summary>
    AwaitingDescription,

    /// <summary>Safe on the disk and waiting for its turn.</summary>
    Received,

    /// <summary>Stored as a new version of its study.</summary>
    Stored,

    /// <summary>The store had the very same upload as the study's newest version: nothing changed.</summary>
    Unchanged,

    /// <summary>In quarantine: its findings say why.</summary>
    Refused,
}
