namespace IpdEngine.Catalog.Model;

/// <summary>An upload as the catalogue remembers it; the folder of the upload is the truth, and this row can be made again from it.</summary>
public sealed class Upload
{
    /// <summary>32 hexadecimal digits that rise with the time of arrival.</summary>
    public required string Id { get; init; }

    /// <summary>How far it has come.</summary>
    public required UploadState State { get; set; }

    /// <summary>Code of the study; null until its description could be read.</summary>
    public string? Study { get; set; }

    /// <summary>The version it became, or was already; null otherwise.</summary>
    public int? Version { get; set; }

    /// <summary>Name of the data file as the sender gave it, made harmless. May name a person: shown to data managers alone.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes of the data file.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the data file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the description, hexadecimal; null while there is none.</summary>
    public string? DescriptionSha256 { get; set; }

    /// <summary>Name of the account that sent it.</summary>
    public required string SubmittedBy { get; init; }

    /// <summary>By which door it came: <c>http</c> or <c>drop</c>.</summary>
    public required string Door { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When its outcome was known.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Path of the findings below the worker's folder; null while there are none.</summary>
    public string? FindingsPath { get; set; }

    /// <summary>Findings that refuse the study.</summary>
    public int Errors { get; set; }

    /// <summary>Findings that set values missing or dropped rows.</summary>
    public int Warnings { get; set; }

    /// <summary>Findings that changed nothing.</summary>
    public int Notes { get; set; }

    /// <summary>True once the raw file has been deleted at the end of its time.</summary>
    public bool RawDeleted { get; set; }
}
