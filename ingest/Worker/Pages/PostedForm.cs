namespace IpdEngine.Worker.Pages;

/// <summary>What a form of ours sent.</summary>
internal static class PostedForm
{
    /// <exception cref="BadHttpRequestException">The body is no form.</exception>
    public static Task<IFormCollection> ReadAsync(HttpContext context) => context.Request.HasFormContentType
        ? context.Request.ReadFormAsync(context.RequestAborted)
        : throw new BadHttpRequestException("found a body that is no form", StatusCodes.Status415UnsupportedMediaType);
}
