using System.Diagnostics;
using System.Globalization;

namespace IpdEngine.Perf.Faults.Outages;

/// <summary>A disk of its own (tmpfs) at a folder; the operating system lets only its administrator make one.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _folder;

    /// <param name="folder">The folder, which is made.</param>
    /// <param name="megabytes">Size of the disk.</param>
    public Mount(string folder, int megabytes)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        if (Try("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "none", _folder) is { } fault)
            throw new InvalidOperationException($"found no way to mount a disk ({fault}), expected the rights of the administrator");
    }

    /// <summary>Why no disk can be mounted here; null where one can.</summary>
    public static string? Absence { get; } = WhyNot();

    /// <summary>Makes it read-only, or writable again; waits until no file is being written.</summary>
    public void Remount(string mode)
    {
        for (var attempt = 0; Try("mount", "-o", "remount," + mode, _folder) is { } fault; attempt++)
        {
            if (attempt == 500)
                throw new InvalidOperationException($"found {_folder} not to be remounted: {fault}");
            Thread.Sleep(5);
        }
    }

    // Lazily: a worker that was just killed may still be let go of.
    public void Dispose() => Try("umount", "-l", _folder);

    private static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "found no right to mount a disk, expected Linux and its administrator";
        var folder = Directory.CreateTempSubdirectory("ipd-mount-").FullName;
        var fault = Try("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder);
        if (fault is null)
            Try("umount", folder);
        Directory.Delete(folder);
        return fault;
    }

    private static string? Try(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{program}: {errors.Trim()}";
    }
}
