using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using IpdEngine.Intake.Example;

namespace IpdEngine.Perf.Faults;

/// <summary>The built worker as a process of its own, which may be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private WorkerProcess(Process process, Uri address)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Its log.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What it says to whoever started it.</summary>
    public string Errors => string.Join('\n', _errors);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>True once it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a worker on folders below one, without waiting for it.</summary>
    public static WorkerProcess Start(string folder, params string[] settings)
    {
        File.WriteAllText(Path.Combine(folder, "key"), ExampleCorpus.KeyText);
        var port = FreePort();
        return Run(folder, port, ["--store", "store", "--key", "key", "--urls", $"http://127.0.0.1:{port}", "--token-file", "token", "--minimum-free-mb", "1", .. settings]);
    }

    /// <summary>Starts a worker as a command line says.</summary>
    public static WorkerProcess Run(string folder, int port, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "IpdEngine.Worker.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("IPD_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return new WorkerProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>Waits until it is ready, and takes the token that it wrote.</summary>
    public async Task ReadyAsync(string tokenFile)
    {
        for (var wait = 0; wait < 1200; wait++)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"the worker ended with {_process.ExitCode}: {Errors}");
            try
            {
                if ((await Client.GetAsync("/health/ready")).IsSuccessStatusCode)
                {
                    Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(tokenFile)).Trim());
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"the worker is not ready after a minute: {Errors}");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public int WaitForExit()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        Client.Dispose();
    }
}
