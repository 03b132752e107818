using System.Text;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Door;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>
/// One of everything that an upload can meet: stored, the same again, changed, refused, described late, described anew, dropped, a participant withdrawn while an upload
/// waits, a raw file erased, a study withdrawn. Says what was acknowledged, and after how many steps of the disk.
/// </summary>
/// <param name="room">The worker's parts.</param>
/// <param name="steps">How many steps the disk has taken.</param>
internal sealed class IngestLife(IngestRoom room, Func<int> steps)
{
    private readonly List<Acknowledgement> _acknowledged = [];
    private readonly (string Name, string Data, string Description) _pilot = Trial("trial17", 30);
    private readonly (string Name, string Data, string Description) _other = Trial("trial09", 12);

    /// <summary>What was acknowledged so far.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => _acknowledged;

    public async Task LiveAsync()
    {
        var first = await ReceiveAsync(_pilot.Name, _pilot.Data, _pilot.Description);
        Finish(first);
        Finish(await ReceiveAsync(_pilot.Name, _pilot.Data, _pilot.Description));
        Finish(await ReceiveAsync(_pilot.Name, Shorter(_pilot.Data), _pilot.Description));
        var refused = await ReceiveAsync(_other.Name, _other.Data, "study: trial09\nnonsense: 1\n");
        var late = await ReceiveAsync(_other.Name, Shorter(_other.Data), null);
        Finish(refused);
        Finish(Describe(late, _other.Description));
        Finish(Describe(refused, _other.Description));
        Finish(await DropAsync("dropped.yaml", _other.Name, Shorter(Shorter(_other.Data)), _other.Description));

        // Both raw files of the pilot's past go with the participant, and that of the upload that waits once it has its outcome.
        var waiting = await ReceiveAsync(_pilot.Name, Shorter(Shorter(_pilot.Data)), _pilot.Description);
        Withdraw("trial17", IdsOf("trial17")[0]);
        Finish(waiting);
        Withdraw("trial09", null);
        Finish(await ReceiveAsync(_other.Name, _other.Data, _other.Description));
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

    private async Task<UploadFolder> ReceiveAsync(string name, string data, string? description)
    {
        using var incoming = new IncomingUpload(room.Folders, room.Ids);
        await incoming.ReceiveDataAsync(new MemoryStream(Encoding.Latin1.GetBytes(data)), name, 1 << 20, CancellationToken.None);
        if (description is not null)
            await incoming.ReceiveDescriptionAsync(new MemoryStream(Encoding.UTF8.GetBytes(description)), "study.yaml", CancellationToken.None);
        var upload = incoming.Commit("http", "ada", room.Clock.GetUtcNow());
        Acknowledge(upload);
        return upload;
    }

    private UploadFolder Describe(UploadFolder upload, string description)
    {
        var described = room.Describing.Describe(upload.Receipt.Id, Encoding.UTF8.GetBytes(description)) ?? throw new InvalidOperationException("found an upload that takes no description");
        Acknowledge(described);
        return described;
    }

    private async Task<UploadFolder> DropAsync(string name, string dataName, string data, string description)
    {
        // As a sender leaves it: whole and synced.
        var disk = new DurableFiles(room.Folders.Files.Disk);
        disk.Write(Path.Combine(room.Drop, dataName), stream => stream.Write(Encoding.Latin1.GetBytes(data)));
        disk.Write(Path.Combine(room.Drop, name), stream => stream.Write(Encoding.UTF8.GetBytes(description)));
        disk.SyncFolder(room.Drop);
        var begin = steps();
        var upload = await room.Pairs.TakeAsync(DropPair.Of(Path.Combine(room.Drop, name))!, CancellationToken.None);
        // From the moment it is whole in the drop folder it may not be lost.
        _acknowledged.Add(new Acknowledgement(begin, null, upload.Receipt.Data.Sha256, null, null));
        return upload;
    }

    private void Withdraw(string study, string? participant)
    {
        room.Store.Withdraw(study, participant);
        room.Erasing.EraseStudy(study);
        _acknowledged.Add(new Acknowledgement(steps(), null, null, study, participant));
    }

    private void Finish(UploadFolder upload) => room.Settling.Finish(room.Folders.InInbox(upload.Receipt.Id) ?? upload);

    private void Acknowledge(UploadFolder upload) =>
        _acknowledged.Add(new Acknowledgement(steps(), upload.Receipt.Id, upload.Receipt.Data.Sha256, null, null) { Order = upload.Receipt.Order });
}
