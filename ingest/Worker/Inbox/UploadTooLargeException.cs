namespace IpdEngine.Worker.Inbox;

/// <summary>An upload passed a size limit.</summary>
/// <param name="what">What was too large.</param>
/// <param name="limit">The limit in bytes.</param>
internal sealed class UploadTooLargeException(string what, long limit)
    : Exception($"found {what} of more than {limit} bytes, expected at most {limit}")
{
    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
