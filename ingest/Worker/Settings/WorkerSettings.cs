using System.Net;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Worker.Settings;

/// <summary>What a worker was started with, checked.</summary>
internal sealed record WorkerSettings
{
    public required string Store { get; init; }

    public required PseudonymKey Key { get; init; }

    public required string State { get; init; }

    /// <summary>Connection string of PostgreSQL; null: SQLite in the state folder.</summary>
    public string? Database { get; init; }

    public required IReadOnlyList<Uri> Urls { get; init; }

    public string? DropFolder { get; init; }

    public required TimeSpan DropQuiet { get; init; }

    public required int Workers { get; init; }

    /// <summary>Largest data file in bytes.</summary>
    public required long MaximumUpload { get; init; }

    /// <summary>Free bytes on the disk below which uploads are turned away.</summary>
    public required long MinimumFree { get; init; }

    public required TimeSpan RawRetention { get; init; }

    public required TimeSpan UploadTimeout { get; init; }

    /// <summary>Bytes a second; 0: no limit.</summary>
    public required double MinimumUploadRate { get; init; }

    public required int RequestsPerMinute { get; init; }

    public required int SignInsPerMinute { get; init; }

    public required bool OneTimeLink { get; init; }

    public string? TokenFile { get; init; }

    public string? Administrator { get; init; }

    public string? AdministratorPassword { get; init; }

    public IPNetwork? TrustedProxy { get; init; }

    /// <summary>True where nobody but this machine can reach it.</summary>
    public bool IsLoopback => Urls.All(url => url.IsLoopback);
}
