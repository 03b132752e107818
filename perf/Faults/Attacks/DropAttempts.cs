using System.Diagnostics;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>What whoever may write to the drop folder could leave there.</summary>
internal static class DropAttempts
{
    public static IEnumerable<Attempt> All =>
    [
        new("drop folder", "a data file that is a link to /etc/passwd", "not taken; others are", site => DroppedAsync(site, path => File.CreateSymbolicLink(path, "/etc/passwd"), null)),
        new("drop folder", "a description that is a link out of the folder", "not taken; others are", site => DroppedAsync(site, null, path => File.CreateSymbolicLink(path, Path.Combine(site.Root, "key")))),
        new("drop folder", "a description that names ../key", "not taken; others are", site => DroppedAsync(site, null, path => File.WriteAllText(path, AttackSite.Description.Replace("trial17_pilot.csv", "../key", StringComparison.Ordinal)))),
        new("drop folder", "a data file that is a pipe nobody writes to", "not taken; others are", site => DroppedAsync(site, Pipe, null)),
        new("drop folder", "a description that is a pipe", "not taken; others are", site => DroppedAsync(site, null, Pipe)),
        new("drop folder", "a data file that is a folder", "not taken; others are", site => DroppedAsync(site, path => Directory.CreateDirectory(path), null)),
        new("drop folder", "a data file above the limit", "not taken; others are", site => DroppedAsync(site, path => File.WriteAllBytes(path, new byte[AttackSite.MaximumUpload + 1]), null)),
        new("drop folder", "a description of 50 MB", "not taken; others are", site => DroppedAsync(site, null, path => File.WriteAllBytes(path, new byte[50 << 20]))),
        new("drop folder", "a description that is a YAML bomb", "not taken; others are", site => DroppedAsync(site, null, path => File.WriteAllText(path, "study: " + new string('[', 100_000)))),
    ];

    // The hostile pair comes first in the order of names; an honest one behind it must still be taken.
    private static async Task<string> DroppedAsync(AttackSite site, Action<string>? data, Action<string>? description)
    {
        var (hostileData, hostileText) = (Path.Combine(site.Drop, "a-hostile.csv"), Path.Combine(site.Drop, "a-hostile.yaml"));
        (data ?? (path => File.WriteAllText(path, "a,b\n1,2\n")))(hostileData);
        (description ?? (path => File.WriteAllText(path, AttackSite.Description.Replace("trial17_pilot.csv", "a-hostile.csv", StringComparison.Ordinal))))(hostileText);
        var (name, bytes, text) = AttackSite.Trial("trial16");
        await File.WriteAllBytesAsync(Path.Combine(site.Drop, name), bytes);
        var honest = Path.Combine(site.Drop, "z-honest.yaml");
        await File.WriteAllTextAsync(honest, text);
        for (var wait = 0; wait < 600 && File.Exists(honest); wait++)
            await Task.Delay(50);
        var taken = new List<string>();
        if (File.Exists(honest))
            taken.Add("the honest pair waits");
        await Task.Delay(500);
        if (!Path.Exists(hostileText) || !Path.Exists(hostileData))
            taken.Add("the hostile pair was taken");
        foreach (var path in new[] { hostileData, hostileText })
            if (Directory.Exists(path))
                Directory.Delete(path);
            else
                File.Delete(path);
        return taken.Count == 0 ? "not taken; others are" : string.Join("; ", taken);
    }

    private static void Pipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }
}
