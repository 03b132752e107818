namespace IpdEngine.Worker.Settings;

/// <summary>One thing that can be set.</summary>
/// <param name="Name">As on the command line, without its two hyphens.</param>
/// <param name="Default">What holds where it is not given; empty: nothing, or it must be given.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    /// <summary>The environment variable of the same meaning; the command line goes before it.</summary>
    public string Variable => "IPD_" + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>Every setting, in the order of the help text.</summary>
    public static IReadOnlyList<Setting> Every { get; } =
    [
        new("store", "", "folder of the store that clean study versions go to (must be given)"),
        new("key-file", "", "file with the secret key of the pseudonyms, kept outside the store; '--key' means the same; or its text in IPD_KEY (one must be given)"),
        new("state", "STORE.worker", "folder of inbox, quarantine, catalogue and cookie keys; only the worker's own account may read it"),
        new("database", "", "connection string of PostgreSQL for the catalogue; empty: SQLite in the state folder"),
        new("urls", "http://127.0.0.1:8080", "addresses to listen on, separated by ';'"),
        new("drop-folder", "", "folder that is watched for a data file and its description; empty: none"),
        new("drop-quiet-seconds", "5", "a dropped file is complete once size and time stood still for so long, or once FILE.done stands beside its description"),
        new("workers", "", "studies ingested at once; empty: as many as cores"),
        new("maximum-upload-mb", "4096", "largest data file, in MB"),
        new("minimum-free-mb", "512", "free disk below which uploads are turned away, in MB"),
        new("raw-retention-days", "30", "days after which raw files and the raw values in findings are deleted"),
        new("upload-timeout-minutes", "60", "longest time that one upload may take"),
        new("minimum-upload-bytes-per-second", "240", "an upload that is slower than this for ten seconds is cut off; 0: never"),
        new("requests-per-minute", "3000", "requests of one account, or of one address that is not signed in"),
        new("sign-ins-per-minute", "10", "tries to sign in, by address and by account"),
        new("one-time-link", "auto", "print a link that signs in once: true, false, or auto (where it listens on loopback alone)"),
        new("token-file", "", "write an API token for programs of the same user to this file at start; on loopback alone"),
        new("administrator", "", "name of the first administrator, made where there is no account yet, with the password of IPD_ADMINISTRATOR_PASSWORD"),
        new("trusted-proxy", "", "address or network (CIDR) of the reverse proxy whose X-Forwarded-For and -Proto are believed; empty: none"),
    ];
}
