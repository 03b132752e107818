using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IpdEngine.Worker.Api;

/// <summary>
/// Reads an upload from the wire straight to the disk, in constant memory: <c>multipart/form-data</c> with the fields <c>csrf</c> (first, from a browser), <c>data</c> and
/// <c>description</c>; or the bare file with its name in the query.
/// </summary>
internal sealed class UploadForm(WorkerSettings settings)
{
    /// <summary>Field of the data file.</summary>
    public const string DataField = "data";

    /// <summary>Field of the study description, a file or a text.</summary>
    public const string DescriptionField = "description";

    // A boundary as long as RFC 2046 allows.
    private const int LongestBoundary = 70;
    private const int MostParts = 8;

    private static readonly Problem s_noData = Problem.BadRequest("no-data", "an upload without a data file",
        $"a file in the field '{DataField}', and the study description in the field '{DescriptionField}'",
        "curl -F description=@study.yaml -F data=@study.sav, or the page's form");

    /// <summary>Receives the request's files.</summary>
    /// <returns>The problem, or null where the upload is whole.</returns>
    public async Task<Problem?> ReceiveAsync(HttpContext context, IncomingUpload incoming, CancellationToken cancel)
    {
        var request = context.Request;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return await ReceivePartsAsync(context, incoming, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), cancel);
        if (await FormProof.CheckStreamedAsync(context, null) is { } unproven)
            return unproven;
        if (type?.MediaType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            return s_noData;
        await incoming.ReceiveDataAsync(new SentStream(request.Body), request.Query["name"], settings.MaximumUpload, cancel);
        return incoming.Data is { Size: 0 } ? s_noData : null;
    }

    private async Task<Problem?> ReceivePartsAsync(HttpContext context, IncomingUpload incoming, string boundary, CancellationToken cancel)
    {
        if (boundary.Length is 0 or > LongestBoundary)
            return Problem.BadRequest("bad-form", "a multipart form without a boundary that RFC 2046 allows", $"a boundary of 1 to {LongestBoundary} characters", "send it again with curl -F or the page's form");
        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 };
        var isProven = false;
        for (var parts = 0; await reader.ReadNextSectionAsync(cancel) is { } section; parts++)
        {
            if (parts == MostParts)
                return Problem.BadRequest("bad-form", $"more than {MostParts} parts", $"'{DataField}' and '{DescriptionField}'", "upload one study at a time");
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                return Problem.BadRequest("bad-form", "a part without Content-Disposition", "form-data; name=\"data\"; filename=\"study.sav\"", "send it again with curl -F or the page's form");
            var field = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (!isProven)
            {
                var proof = field == FormProof.Field ? await TextAsync(section.Body, cancel) : null;
                if (await FormProof.CheckStreamedAsync(context, proof) is { } unproven)
                    return unproven;
                isProven = true;
                if (proof is not null)
                    continue;
            }
            var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
            if (await ReceivePartAsync(incoming, field, name, new SentStream(section.Body), cancel) is { } fault)
                return fault;
        }
        return incoming.Data is null or { Size: 0 } ? s_noData : null;
    }

    private async Task<Problem?> ReceivePartAsync(IncomingUpload incoming, string field, string name, Stream body, CancellationToken cancel)
    {
        switch (field)
        {
            case DataField when incoming.Data is null:
                await incoming.ReceiveDataAsync(body, name, settings.MaximumUpload, cancel);
                return null;
            case DescriptionField when incoming.Description is null:
                // A browser sends a file field that was left empty as a file of no bytes and no name.
                var (isEmpty, content) = await PeekAsync(body, cancel);
                if (!isEmpty)
                    await incoming.ReceiveDescriptionAsync(content, name.Length == 0 ? "description.yaml" : name, cancel);
                return null;
            case DataField or DescriptionField:
                return Problem.BadRequest("bad-form", $"the field '{field}' twice", "one data file and one description", "upload one study at a time");
            default:
                return Problem.BadRequest("bad-form", "a field of another name", $"'{DataField}' and '{DescriptionField}'", "rename the field; each study is an upload of its own");
        }
    }

    private static async Task<(bool IsEmpty, Stream Content)> PeekAsync(Stream body, CancellationToken cancel)
    {
        var head = new byte[1];
        return await body.ReadAsync(head, cancel) == 0 ? (true, body) : (false, new SentStream(body, head));
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[4096];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, read);
    }
}
