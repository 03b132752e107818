using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages;

/// <summary>How far an upload has come, in words; the colour only repeats them.</summary>
internal static class StateMark
{
    public static Html Of(UploadState state)
    {
        var (words, tone) = state switch
        {
            UploadState.AwaitingDescription => ("needs a description", "warn"),
            UploadState.Received => ("being ingested", ""),
            UploadState.Stored => ("stored", "good"),
            UploadState.Unchanged => ("unchanged", "good"),
            _ => ("in quarantine", "bad"),
        };
        return Html.Of($"<span class=\"mark {tone}\">{words}</span>");
    }
}
