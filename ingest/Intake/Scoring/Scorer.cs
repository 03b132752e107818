using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>
/// Scores an <see cref="ItemTable"/> towards a <see cref="StudyPanel"/>, block by block on all cores. The blocks are the same on any number of cores and are taken up
/// in order, so the panel and the findings are too.
/// </summary>
internal sealed class Scorer(ItemTable table, FindingLog log)
{
    private const int Block = 8192;
    private readonly ItemSums?[] _items = ItemSums.Of(table.Study);

    /// <summary>What is to be kept of the items of scales that were read item by item; complete once <see cref="Score()"/> has returned.</summary>
    public IReadOnlyList<ScaleItems> Items => [.. _items.Select(sums => sums?.ToMoments()).OfType<ScaleItems>()];

    /// <summary>The gathered scores; the panel is built of them when the items may be let go.</summary>
    public StudyPanelBuilder Score()
    {
        var (study, order) = (table.Study, table.Participants.Order);
        var builder = new StudyPanelBuilder(StudyFactsOf.Description(study), [.. study.Extra.Select(extra => extra.Name)], [.. study.Covariates.Select(each => each.Role)], order.Length);
        var scorers = new Queue<(BlockScorer Scorer, FindingLog Found)>();
        for (var worker = 0; worker <= Environment.ProcessorCount && worker * Block < order.Length; worker++)
        {
            var found = new FindingLog(log.File);
            scorers.Enqueue((new BlockScorer(table, found), found));
        }
        var ahead = new Queue<Task<ScoredBlock>>();
        for (var first = 0; first < order.Length || ahead.Count > 0;)
        {
            for (; first < order.Length && ahead.Count < scorers.Count; first += Block)
            {
                var (from, to, scorer) = (first, Math.Min(order.Length, first + Block), scorers.Dequeue());
                scorers.Enqueue(scorer);
                ahead.Enqueue(Task.Run(() => scorer.Scorer.Score(order.AsSpan(from..to))));
            }
            var block = ahead.Dequeue().GetAwaiter().GetResult();
            block.AppendTo(builder);
            for (var k = 0; k < _items.Length; k++)
                _items[k]?.Take(block.Items[k]!);
        }
        foreach (var (_, found) in scorers)
            log.AddRange(found.ToList());
        return builder;
    }
}
