using System.Text;
using IpdEngine.Intake.Example;
using IpdEngine.Worker.Door;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>
/// One of everything that an upload can meet: stored, the same again, changed, refused, described late, described anew, dropped, a participant withdrawn while an upload
/// waits, a raw file erased, a study withdrawn. Says what was acknowledged, and after how many steps of the disk.
/// </summary>
/// <param name="room">The worker's parts.</param>
/// <param name="steps">How many steps the disk has taken.</param>
/// <param name="refused">Told of each thing that a disk refused; it is tried again. Null: a refusal ends the life.</param>
internal sealed class IngestLife(IngestRoom room, Func<int> steps, Action<IOException>? refused = null)
{
    private readonly List<Acknowledgement> _acknowledged = [];
    private readonly (string Name, string Data, string Description) _pilot = Trial("trial17", 30);
    private readonly (string Name, string Data, string Description) _other = Trial("trial09", 12);

    /// <summary>What was acknowledged so far.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => _acknowledged;

    public async Task LiveAsync()
    {
        var first = await ReceiveAsync(_pilot.Name, _pilot.Data, _pilot.Description);
        await FinishAsync(first);
        await FinishAsync(await ReceiveAsync(_pilot.Name, _pilot.Data, _pilot.Description));
        await FinishAsync(await ReceiveAsync(_pilot.Name, Shorter(_pilot.Data), _pilot.Description));
        var refused = await ReceiveAsync(_other.Name, _other.Data, "study: trial09\nnonsense: 1\n");
        var late = await ReceiveAsync(_other.Name, Shorter(_other.Data), null);
        await FinishAsync(refused);
        await FinishAsync(await DescribeAsync(late, _other.Description));
        await FinishAsync(await DescribeAsync(refused, _other.Description));
        await FinishAsync(await DropAsync("dropped.yaml", _other.Name, Shorter(Shorter(_other.Data)), _other.Description));

        // Both raw files of the pilot's past go with the participant, and that of the upload that waits once it has its outcome.
        var waiting = await ReceiveAsync(_pilot.Name, Shorter(Shorter(_pilot.Data)), _pilot.Description);
        await WithdrawAsync("trial17", IdsOf("trial17")[0]);
        await FinishAsync(waiting);
        await WithdrawAsync("trial09", null);
        await FinishAsync(await ReceiveAsync(_other.Name, _other.Data, _other.Description));
    }

    private static (string Name, string Data, string Description) Trial(string study, int rows)
    {
        var file = ExampleCorpus.Studies.Single(each => each.Description!.Study == study);
        using var reader = new StreamReader(ExampleCorpus.OpenData(file), Encoding.Latin1);
        // Small files: a step of the disk costs a recovery. What is published of the whole trial does not hold for them.
        var text = string.Concat(Enumerable.Range(0, rows + 1).Select(_ => reader.ReadLine() + "\n"));
        var published = file.Text.IndexOf("\npublished:", StringComparison.Ordinal);
        return (file.Description!.Data, text, published < 0 ? file.Text : file.Text[..(published + 1)]);
    }

    private static string Shorter(string data) => data[..(data.TrimEnd().LastIndexOf('\n') + 1)];

    private string[] IdsOf(string study)
    {
        var participants = room.Store.Load(study).Participants;
        return [.. Enumerable.Range(0, participants.Count).Select(participants.Id)];
    }

    // As a client or the drain does: what was not acknowledged is asked for again.
    private async Task<T> AgainAsync<T>(Func<Task<T>> deed)
    {
        while (true)
            try
            {
                return await deed();
            }
            catch (IOException fault) when (refused is not null)
            {
                refused(fault);
            }
    }

    private Task<UploadFolder> ReceiveAsync(string name, string data, string? description) => AgainAsync(async () =>
    {
        using var incoming = new IncomingUpload(room.Folders, room.Ids);
        await incoming.ReceiveDataAsync(new MemoryStream(Encoding.Latin1.GetBytes(data)), name, 1 << 20, CancellationToken.None);
        if (description is not null)
            await incoming.ReceiveDescriptionAsync(new MemoryStream(Encoding.UTF8.GetBytes(description)), "study.yaml", CancellationToken.None);
        var upload = incoming.Commit("http", "ada", room.Clock.GetUtcNow(), room.Ids.Next());
        Acknowledge(upload);
        return upload;
    });

    private Task<UploadFolder> DescribeAsync(UploadFolder upload, string description) => AgainAsync(() =>
    {
        var described = room.Describing.Describe(upload.Receipt.Id, Encoding.UTF8.GetBytes(description)) ?? throw new InvalidOperationException("found an upload that takes no description");
        Acknowledge(described);
        return Task.FromResult(described);
    });

    private async Task<UploadFolder> DropAsync(string name, string dataName, string data, string description)
    {
        // As a sender leaves it: whole and synced.
        var files = room.Folders.Files;
        await AgainAsync(() =>
        {
            files.Write(Path.Combine(room.Drop, dataName), stream => stream.Write(Encoding.Latin1.GetBytes(data)));
            files.Write(Path.Combine(room.Drop, name), stream => stream.Write(Encoding.UTF8.GetBytes(description)));
            files.SyncFolder(room.Drop);
            return Task.FromResult(true);
        });
        var begin = steps();
        var upload = await AgainAsync(() => room.Pairs.TakeAsync(DropPair.Of(Path.Combine(room.Drop, name))!, CancellationToken.None));
        // From the moment it is whole in the drop folder it may not be lost.
        _acknowledged.Add(new Acknowledgement(begin, null, upload.Receipt.Data.Sha256, null, null));
        return upload;
    }

    private async Task WithdrawAsync(string study, string? participant)
    {
        await AgainAsync(() =>
        {
            room.Store.Withdraw(study, participant);
            return Task.FromResult(room.Erasing.EraseStudy(study));
        });
        _acknowledged.Add(new Acknowledgement(steps(), null, null, study, participant));
    }

    // As the drain does: one that has left the inbox is done.
    private Task<UploadFolder?> FinishAsync(UploadFolder upload) =>
        AgainAsync(() => Task.FromResult<UploadFolder?>(room.Folders.InInbox(upload.Receipt.Id) is { } waiting ? room.Settling.Finish(waiting) : null));

    private void Acknowledge(UploadFolder upload) =>
        _acknowledged.Add(new Acknowledgement(steps(), upload.Receipt.Id, upload.Receipt.Data.Sha256, null, null) { Order = upload.Receipt.Order });
}
