using System.Net;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Worker.Settings;

/// <summary>Turns what was written into settings that hold, or into everything that was wrong with it.</summary>
internal static class SettingsReader
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The settings, or null and what is wrong.</summary>
    public static (WorkerSettings? Settings, IReadOnlyList<string> Faults) Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var values = new SettingValues(arguments, environment);
        var store = values.Text("store");
        if (store is null)
            values.Fault("found no store, expected --store DIR or IPD_STORE: the folder that clean study versions go to");
        var state = values.Text("state")!.Replace("STORE", Path.TrimEndingDirectorySeparator(store ?? "STORE"), StringComparison.Ordinal);
        var key = Key(values, environment, store, state);
        var urls = Urls(values);
        var loopback = urls.All(url => url.IsLoopback);
        var settings = new WorkerSettings
        {
            Store = Path.GetFullPath(store ?? "."),
            Key = key!,
            State = Path.GetFullPath(state),
            Database = values.Text("database"),
            Urls = urls,
            DropFolder = values.Text("drop-folder") is { } drop ? Path.GetFullPath(drop) : null,
            DropQuiet = TimeSpan.FromSeconds(values.Number("drop-quiet-seconds", 0.1, 3600)),
            Workers = values.Text("workers") is null ? Environment.ProcessorCount : values.Whole("workers", 1, 256),
            MaximumUpload = (long)(values.Number("maximum-upload-mb", 0.001, 1e6) * Megabyte),
            MinimumFree = (long)(values.Number("minimum-free-mb", 0, 1e6) * Megabyte),
            RawRetention = TimeSpan.FromDays(values.Number("raw-retention-days", 0, 3660)),
            UploadTimeout = TimeSpan.FromMinutes(values.Number("upload-timeout-minutes", 0.01, 1440)),
            MinimumUploadRate = values.Number("minimum-upload-bytes-per-second", 0, 1e9),
            RequestsPerMinute = values.Whole("requests-per-minute", 1, 1_000_000),
            SignInsPerMinute = values.Whole("sign-ins-per-minute", 1, 10_000),
            OneTimeLink = OneTimeLink(values, loopback),
            TokenFile = values.Text("token-file") is { } file ? Path.GetFullPath(file) : null,
            Administrator = values.Text("administrator"),
            AdministratorPassword = environment("IPD_ADMINISTRATOR_PASSWORD"),
            TrustedProxy = Proxy(values),
        };
        if (settings.TokenFile is not null && !loopback)
            values.Fault($"found --token-file while listening on {string.Join("; ", urls)}, expected addresses of this machine alone: make a token by POST /api/tokens instead");
        if (settings.Administrator is not null && string.IsNullOrEmpty(settings.AdministratorPassword))
            values.Fault("found --administrator without a password, expected it in IPD_ADMINISTRATOR_PASSWORD (never on the command line, where others can read it)");
        if (settings.Database is { } database && !database.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            values.Fault("found --database without 'Host=', expected a connection string of PostgreSQL such as 'Host=localhost;Database=ipd;Username=ipd;Password=...', or nothing for SQLite");
        return values.Faults.Count > 0 ? (null, values.Faults) : (settings, []);
    }

    private static PseudonymKey? Key(SettingValues values, Func<string, string?> environment, string? store, string state)
    {
        const string make = "make one and keep it outside the store: head -c 32 /dev/urandom | base64 > ipd.key";
        var text = environment("IPD_KEY");
        if (values.Text("key-file") is { } file)
        {
            var path = Path.GetFullPath(file);
            foreach (var folder in new[] { store, state })
                if (folder is not null && path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    values.Fault($"found the key file inside {folder}, expected it elsewhere: who copies that folder must not get the key with it");
            try
            {
                text = File.ReadAllText(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                values.Fault($"found no key file that can be read at {file}, expected one; {make}");
                return null;
            }
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            values.Fault($"found no key for the pseudonyms, expected --key FILE or IPD_KEY; {make}");
            return null;
        }
        try
        {
            return PseudonymKey.FromText(text);
        }
        catch (ArgumentException fault)
        {
            values.Fault($"the key for the pseudonyms cannot be used: {fault.Message}");
            return null;
        }
    }

    private static List<Uri> Urls(SettingValues values)
    {
        var urls = new List<Uri>();
        foreach (var text in values.Text("urls")!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Uri.TryCreate(text.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https")
                urls.Add(url);
            else
                values.Fault($"found --urls {text}, expected addresses such as http://127.0.0.1:8080");
        if (urls.Count == 0)
            values.Fault("found no address to listen on, expected --urls http://127.0.0.1:8080 or the like");
        return urls;
    }

    private static bool OneTimeLink(SettingValues values, bool loopback)
    {
        switch (values.Text("one-time-link"))
        {
            case "auto":
                return loopback;
            case "false":
                return false;
            case "true" when loopback:
                return true;
            case "true":
                values.Fault("found --one-time-link true while listening beyond this machine, expected loopback addresses alone: use --administrator instead");
                return false;
            case var other:
                values.Fault($"found --one-time-link {other}, expected true, false or auto");
                return false;
        }
    }

    private static IPNetwork? Proxy(SettingValues values)
    {
        if (values.Text("trusted-proxy") is not { } text)
            return null;
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        values.Fault($"found --trusted-proxy {text}, expected an address such as 10.0.0.2 or a network such as 10.0.0.0/24");
        return null;
    }
}
