using System.Text.Json.Serialization;

namespace IpdEngine.Panel.Store;

/// <summary>What a study version is, as <c>manifest.json</c> says it; the version is there once this file is.</summary>
public sealed record StudyManifest
{
    /// <summary>Version of the panel's schema.</summary>
    public required int Schema { get; init; }

    /// <summary>Version of the study: 1, 2, ... in order of arrival.</summary>
    public required int Version { get; init; }

    /// <summary>0, and one more each time that withdrawals had the version rewritten.</summary>
    public required int Revision { get; init; }

    /// <summary>SHA-256 of raw bytes, description, registry and schema version.</summary>
    public required string Identity { get; init; }

    /// <summary>SHA-256 over the two tables in canonical form.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What is true of the whole study.</summary>
    public required StudyFacts Facts { get; init; }

    /// <summary>Rows of the participants table.</summary>
    public required int Participants { get; init; }

    /// <summary>Rows of the sessions table.</summary>
    public required int Sessions { get; init; }

    /// <summary>SHA-256 of <c>sessions.parquet</c>.</summary>
    public required string SessionsHash { get; init; }

    /// <summary>SHA-256 of <c>participants.parquet</c>.</summary>
    public required string ParticipantsHash { get; init; }

    /// <summary>SHA-256 of <c>items.json</c>; null where no scale was read item by item, or a participant has been withdrawn since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ItemsHash { get; init; }

    /// <summary>Where the version came from; its findings are gone once a participant has been withdrawn, for they may quote cells.</summary>
    public required StudySource Source { get; init; }

    /// <summary>SHA-256 of this manifest with an empty seal: a changed byte shows.</summary>
    public string Seal { get; init; } = "";
}
