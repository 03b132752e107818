using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace IpdEngine.Perf.Faults;

/// <summary>A PostgreSQL server of our own on a free loopback port, as Debian's package brings it; gone with this process.</summary>
internal sealed class PostgresServer : IDisposable
{
    // PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes.
    private const string ServerUser = "postgres";

    private static readonly Lazy<PostgresServer> s_shared = new(() => new PostgresServer());
    private static int s_databases;
    private readonly string _folder;

    /// <summary>Starts a server that holds nothing yet.</summary>
    public PostgresServer()
    {
        _folder = Directory.CreateTempSubdirectory("ipd-postgres-").FullName;
        Port = FreePort();
        if (Environment.IsPrivilegedProcess)
            Run("chown", ServerUser, _folder);
        AsServer("initdb", "-D", Data, "-U", "ipd", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
    }

    /// <summary>Why there is no server here; null where there is one.</summary>
    public static string? Absence { get; } = Programs() is null
        ? "found no PostgreSQL server programs in /usr/lib/postgresql, expected Debian's package: apt-get install postgresql"
        : null;

    /// <summary>The server that all tests share, each in a database of its own.</summary>
    public static PostgresServer Shared => s_shared.Value;

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Connection string of a database that holds nothing yet.</summary>
    public static Task<string> FreshDatabaseAsync() => Shared.MakeDatabaseAsync();

    /// <summary>Connection string of a database of this server that holds nothing yet.</summary>
    public async Task<string> MakeDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref s_databases)}");
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public void Start() => AsServer("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off"), "start");

    /// <summary>Stops it as a crash would: connections break in the middle.</summary>
    public void StopAtOnce() => AsServer("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        // The server that pg_ctl leaves behind keeps these pipes open: they are not read to their end.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        if (!process.WaitForExit(60_000) || process.ExitCode != 0)
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' failed: {string.Join('\n', errors)}");
    }

    private string ConnectionTo(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=ipd;Database={database};Timeout=30");

    public void Dispose() => Remove();

    private void Remove()
    {
        if (!Directory.Exists(_folder))
            return;
        StopAtOnce();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs()!, program);
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", ServerUser, "--", path, .. arguments]);
        else
            Run(path, arguments);
    }
}
