using CsCheck;
using IpdEngine.Panel.Waves;
using Xunit;

namespace IpdEngine.Tests.Panel.Waves;

public sealed class WavesTests
{
    private static readonly SessionWindow s_window = new(1, 7);

    [Fact]
    public void A_missing_session_breaks_the_pair()
    {
        var panel = Samples.Panel([new(1, 1, 4, 20), new(1, 2, 4, 19), new(1, 4, 5, 18), new(2, 3, 4, 20), new(2, 4, 4, 20)]);
        var pairs = AdjacentSessions.Of(panel.Sessions, s_window);

        Assert.Equal([0, 3], pairs.Earlier.ToArray());
        Assert.Equal([1, 4], pairs.Later.ToArray());
        Assert.Equal((2, 2), (pairs.CompletePairs, pairs.Participants));
    }

    [Fact]
    public void A_pair_is_complete_only_with_both_scores_at_both_sessions()
    {
        var panel = Samples.Panel([new(1, 1, double.NaN, 20), new(1, 2, 4, 19), new(1, 3, 4, 18), new(2, 1, 4, 20), new(2, 2, 4, double.NaN)]);
        var pairs = AdjacentSessions.Of(panel.Sessions, s_window);

        Assert.Equal(3, pairs.Later.Length);
        Assert.Equal((1, 1), (pairs.CompletePairs, pairs.Participants));
    }

    [Fact]
    public void A_study_of_every_second_session_has_no_lag_one_pair_and_spacing_two()
    {
        var panel = Samples.Panel([new(1, 1, 4, 20), new(1, 3, 4, 19), new(1, 5, 4, 19), new(2, 7, 4, 20), new(2, 9, 4, 20)]);

        Assert.Equal(0, AdjacentSessions.Of(panel.Sessions, s_window).CompletePairs);
        Assert.Equal(2, AdjacentSessions.Of(panel.Sessions, s_window, lag: 2).CompletePairs);
        var waves = ObservedWaves.Of(panel.Sessions, s_window);
        Assert.Equal([1, 3, 5, 7], waves.Sessions);
        Assert.Equal((2, true), (waves.Spacing, waves.Regular));
    }

    [Fact]
    public void A_wave_missing_as_a_whole_makes_the_waves_irregular()
    {
        var waves = ObservedWaves.Of(Samples.Panel([new(1, 1, 4, 20), new(1, 2, 4, 20), new(1, 4, 4, 20)]).Sessions, s_window);
        Assert.Equal((1, false), (waves.Spacing, waves.Regular));
    }

    [Fact]
    public void Wide_scores_leave_out_and_count_whoever_has_nothing_in_the_window()
    {
        var wide = WideScores.Of(Samples.Panel([new(1, 2, 4, 20), new(2, 9, 4, 20), new(3, 1, 3, double.NaN), new(3, 2, double.NaN, 7)]), s_window);

        Assert.Equal([0, 2], wide.Participant.ToArray());
        Assert.Equal(1, wide.Unobserved);
        Assert.Equal([1, 2], wide.Waves.Sessions);
        Assert.Equal([double.NaN, 4, 3, double.NaN], wide.Alliance.ToArray());
        Assert.Equal([double.NaN, 20, double.NaN, 7], wide.Symptom.ToArray());
    }

    [Fact]
    public void An_empty_window_gives_no_waves_and_no_rows()
    {
        var wide = WideScores.Of(Samples.Panel([new(1, 2, 4, 20)]), new SessionWindow(5, 7));
        Assert.Equal((0, 0, 1), (wide.Rows, wide.Waves.Sessions.Count, wide.Unobserved));
    }

    [Fact]
    public void Pairs_and_wide_scores_agree_with_a_search_of_all_rows() =>
        Gen.Select(Samples.Rows, Gen.Int[1, 3]).Sample((rows, lag) =>
        {
            var panel = Samples.Panel(rows);
            var inside = rows.Where(row => s_window.Contains(row.Session)).ToArray();
            var expected = inside.Count(later => inside.Any(row => row.Participant == later.Participant && row.Session == later.Session - lag));
            var wide = WideScores.Of(panel, s_window);

            Assert.Equal(expected, AdjacentSessions.Of(panel.Sessions, s_window, lag).CompletePairs);
            Assert.Equal(inside.Length, wide.Alliance.ToArray().Count(double.IsFinite));
            Assert.Equal(inside.Select(row => row.Symptom).Order(), wide.Symptom.ToArray().Where(double.IsFinite).Order());
        });

    [Fact]
    public void A_window_that_ends_before_it_begins_is_refused() => Assert.Throws<ArgumentException>(() => new SessionWindow(7, 1));
}
