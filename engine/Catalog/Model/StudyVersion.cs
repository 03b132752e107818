namespace IpdEngine.Catalog.Model;

/// <summary>A study version as the catalogue lists it: an index over the store that can be built again from it at any time.</summary>
public sealed class StudyVersion
{
    /// <summary>The study's code.</summary>
    public required string Study { get; init; }

    /// <summary>1, 2, ... in order of arrival.</summary>
    public required int Version { get; init; }

    /// <summary>0, and one more each time that withdrawals had the version rewritten.</summary>
    public required int Revision { get; set; }

    /// <summary>SHA-256 of raw bytes, description, registry and schema version.</summary>
    public required string Identity { get; init; }

    /// <summary>SHA-256 over the two tables in canonical form.</summary>
    public required string ContentHash { get; set; }

    /// <summary>Rows of the participants table.</summary>
    public required int Participants { get; set; }

    /// <summary>Rows of the sessions table.</summary>
    public required int Sessions { get; set; }

    /// <summary>The upload that made it; null where it was stored by other means, such as <c>ipd ingest</c>.</summary>
    public string? UploadId { get; set; }

    /// <summary>When the catalogue first saw it.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
