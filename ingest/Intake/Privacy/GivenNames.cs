using System.Collections.Frozen;

namespace IpdEngine.Intake.Privacy;

/// <summary>Given names that are frequent in the countries whose trials come in: enough that a column of persons' names holds many of them, in the spelling of <see cref="FoldedText"/>.</summary>
internal static class GivenNames
{
    private const string Frequent =
        """
        adam agnes alba albert alejandra alejandro alessandro alex alexander alexandra alfred alice alicia amanda amelia ana anders andrea andreas andrew ane anette angela anita anja anke ann anna
        anne annette anthony anton antonia antonio ashley astrid barbara beate ben benjamin bente berit bernd berta birgit birgitta bjorn brian britta camilla carl carla carlos carmen carol
        caroline catherine cecilia charles charlotte christa christian christina christine christopher claudia clara cristina dagmar daniel daniela david deborah diana diego dieter dirk donald
        donna dorothea edward elena eleonora elisabeth elizabeth ellen elsa emil emilia emily emma erik erika ernst esther eva fabian felix fernando finn florian francesca francesco francisco
        franz frida frank friedrich gabriel gabriela gabriele geir george gerd gerhard gerda gertrud giovanni giulia gisela grete gunnar gunther guro gustav hanna hannah hanne hans harald heidi
        heike heinz heinrich helen helena helene helga helmut henning henrik herbert hilde horst hugo ida ines inga inge ingeborg ingrid irene iris isabel isabella jakob james jan jane janet
        jason javier jean jeffrey jennifer jens jessica joachim joan johan johann johanna johannes john jonas jonathan jorge jorgen jose joseph joshua juan judith julia julian juliane julie
        jurgen kai kari karen karin karl katarina katharina katherine kathrin katja kenneth kevin kim kirsten kjell klara klaus knut kristian kristin kristina kurt lars laura lea lena leon
        leonie linda lisa lotta louise lucia lucas luis luisa lukas magda magnus maja manfred manuel manuela marcel marco marcus margaret margarete margit maria mariana marianne marie marina
        mario marit marius mark markus marta martha martin martina mary mathias matteo matthew matthias max maximilian melanie michael michaela michelle miguel monica monika morten nadine
        nancy natalia natalie nicholas nicolas nicole niklas nils nina norbert nora ola olaf ole olga oliver olivia oskar otto pablo patricia patrick paul paula pedro peter petra philip
        philipp pia pilar rachel rafael rainer ralf ramon randi raquel rebecca regina renate ricardo richard rita robert roberto roland rolf ronald rosa ruth sabine samantha samuel sandra
        sara sarah sebastian sergio sigrid silke silvia simon simone sofia sofie sonja sophia sophie stefan stefanie stein stephanie stephen steven susan susana susanne sven svein sylvia
        tanja teresa terje thomas thorsten tim timothy tina tobias tom tone tor torsten trond turid udo ulrich ulrike ursula ute uwe valentina vanessa vera veronica victor viktor vincent
        walter waltraud werner wiebke wilhelm william wolfgang xavier yvonne zoe
        """;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_names =
        FrozenSet.ToFrozenSet(Frequent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The given name among the first words of a short text (at most five words); null where there is none.</summary>
    public static string? In(ReadOnlySpan<char> text)
    {
        Span<char> word = stackalloc char[24];
        var (length, words) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                if (length < word.Length)
                    word[length] = FoldedText.Fold(text[i]);
                length++;
                continue;
            }
            if (length > word.Length || (length > 1 && ++words > 5))
                return null;
            if (length > 1 && s_names.TryGetValue(word[..length], out var name))
                return name;
            length = 0;
        }
        return null;
    }
}
