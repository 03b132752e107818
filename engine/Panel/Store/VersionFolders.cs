using System.Globalization;

namespace IpdEngine.Panel.Store;

/// <summary>
/// The folders of one study, <c>VERSION.REVISION</c>: one that holds a manifest is there, one that does not is the leftover of a crash, and of two
/// revisions of a version the higher is meant.
/// </summary>
internal static class VersionFolders
{
    internal const string Manifest = "manifest.json";

    internal readonly record struct Place(string Folder, int Version, int Revision)
    {
        internal string ManifestPath => Path.Combine(Folder, Manifest);
    }

    /// <summary>The versions that are there, rising, each in its highest revision.</summary>
    internal static IReadOnlyList<Place> Visible(string studyFolder) =>
        [.. All(studyFolder).Where(place => File.Exists(place.ManifestPath))
            .GroupBy(place => place.Version).OrderBy(group => group.Key).Select(group => group.MaxBy(place => place.Revision))];

    internal static string Name(int version, int revision) => string.Create(CultureInfo.InvariantCulture, $"{version:0000}.{revision}");

    /// <summary>Removes what a crash left: folders without a manifest, and revisions that a higher one has replaced.</summary>
    internal static void Clean(string studyFolder, DurableFiles files)
    {
        var visible = Visible(studyFolder).Select(place => place.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var place in All(studyFolder).Where(place => !visible.Contains(place.Folder)))
            Remove(place, files);
    }

    /// <summary>The manifest goes first: a folder half removed is a folder that is not there.</summary>
    private static void Remove(Place place, DurableFiles files)
    {
        files.Delete(place.Folder, Manifest);
        files.DeleteFolder(place.Folder);
    }

    private static IEnumerable<Place> All(string studyFolder)
    {
        if (!Directory.Exists(studyFolder))
            yield break;
        foreach (var folder in Directory.EnumerateDirectories(studyFolder))
        {
            var parts = Path.GetFileName(folder).Split('.');
            if (parts.Length == 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
                yield return new Place(folder, version, revision);
        }
    }
}
