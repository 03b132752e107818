namespace IpdEngine.Worker.Access;

/// <summary>Marks a route that is answered without asking who calls, so that whoever watches the process hears of it also while the accounts are away.</summary>
internal sealed record NoCaller
{
    /// <summary>True where the request is for such a route.</summary>
    public static bool IsMarked(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<NoCaller>() is not null;
}
