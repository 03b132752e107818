namespace IpdEngine.Worker.Inbox;

/// <summary>What an upload is, as <c>receipt.json</c> in its folder says: written before the upload is acknowledged.</summary>
/// <param name="Id">Id of the upload, and name of its folder.</param>
/// <param name="Order">Its place in the queue: the id, or a later one where the description came later.</param>
/// <param name="Door"><c>http</c> or <c>drop</c>.</param>
/// <param name="SubmittedBy">Name of the account.</param>
/// <param name="ReceivedAt">When it was acknowledged.</param>
/// <param name="Data">The data file.</param>
/// <param name="Description">The study description; null while there is none.</param>
internal sealed record Receipt(
    string Id, string Order, string Door, string SubmittedBy, DateTimeOffset ReceivedAt, ReceivedFile Data, ReceivedFile? Description);

/// <summary>One file of an upload.</summary>
/// <param name="Name">Name as the sender gave it, made harmless.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256, hexadecimal.</param>
internal sealed record ReceivedFile(string Name, long Size, string Sha256);
