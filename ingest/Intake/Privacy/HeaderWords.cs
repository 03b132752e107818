using System.Collections.Frozen;

namespace IpdEngine.Intake.Privacy;

/// <summary>
/// Words by which data managers name columns that tell who a person is, in English, German, Spanish, Norwegian, Swedish, Danish, French, Italian and Dutch; in the spelling of
/// <see cref="FoldedText"/>.
/// </summary>
internal static class HeaderWords
{
    private static readonly (PersonalKind Kind, string[] Words, string[] Stems)[] s_kinds =
    [
        (PersonalKind.Email,
            ["email", "emails", "mail", "mails", "epost", "correo", "courriel", "emailadresse"],
            ["emailadr", "mailaddr", "mailadr", "correoelectronico", "epostadr"]),
        (PersonalKind.BirthDate,
            ["dob", "birth", "birthdate", "birthday", "bday", "born", "geb", "gebdat", "gebdatum", "geburtsdatum", "geburtstag", "nacimiento", "fnac", "fecnac",
                "fodselsdato", "fodselsdag", "fodselsdata", "fodelsedatum", "fodt", "fodd", "naissance", "nascita", "geboortedatum"],
            ["birthdat", "dateofbirth", "geburtsdat", "fechanac", "fechadenac", "datenaiss", "datedenaiss", "datanascita", "datadinascita"]),
        (PersonalKind.Phone,
            ["phone", "telephone", "tel", "telefon", "telefono", "telefoon", "tlf", "telnr", "mobile", "mobil", "movil", "celular", "cellphone", "cell", "handy", "fax"],
            ["phonen", "telefonn", "telefonon", "handyn", "mobilnummer", "mobiltelefon", "numerodetelefono", "mobilen"]),
        (PersonalKind.PersonalNumber,
            ["ssn", "insurance", "versicherung", "kvnr", "svnr", "ahv", "nhs", "nino", "dni", "nie", "nif", "nss", "fnr", "pnr", "cpr", "bsn", "curp", "rut", "cpf", "passport"],
            ["insurancen", "insuranceid", "versichertenn", "versicherungsn", "kassennummer", "krankenkassenn", "socialsecurity", "seguridadsocial", "numerodeafiliacion", "tarjetasanitaria",
                "fodselsnummer", "personnummer", "personnr", "cprnummer", "nationalid", "healthcard", "nhsn", "medicaren", "ahvn", "codicefiscale", "passportn"]),
        (PersonalKind.Address,
            ["address", "street", "anschrift", "strasse", "direccion", "domicilio", "gateadresse", "adresse", "adress", "hausnummer"],
            ["streetaddr", "strassenn", "postalsaddr", "postadr"]),
        (PersonalKind.Name,
            ["surname", "forename", "lastname", "firstname", "nachname", "vorname", "familienname", "zuname", "apellido", "apellidos", "nombres", "fornavn", "etternavn", "mellomnavn",
                "fornamn", "efternamn", "prenom", "cognome", "voornaam", "achternaam", "initials", "initialen", "iniciales", "initialer"],
            ["surname", "lastname", "firstname", "nachname", "familienname", "apellido", "etternavn", "efternamn", "achternaam", "voornaam", "patientname", "patientenname", "clientname", "fullname"]),
    ];

    // "Name" alone is a person's, "clinic name" is not.
    private static readonly FrozenSet<string> s_names = FrozenSet.ToFrozenSet(["name", "names", "nombre", "navn", "namn", "nom", "nome", "naam"]);

    private static readonly FrozenSet<string> s_things = FrozenSet.ToFrozenSet(
    [
        "clinic", "klinik", "klinikk", "clinica", "site", "centre", "center", "zentrum", "centro", "senter", "study", "studie", "estudio", "instrument", "instrumento", "scale", "skala",
        "escala", "group", "gruppe", "grupo", "arm", "drug", "hospital", "sykehus", "school", "schule", "variable", "file", "item", "test", "treatment", "behandlung", "tratamiento", "measure",
        "diagnosis", "diagnose", "country", "city", "program", "unit", "ward", "condition", "code", "drugs", "medication",
    ]);

    /// <summary>What a column's name or label speaks of; null where it speaks of nobody.</summary>
    public static PersonalKind? KindOf(string header)
    {
        var words = FoldedText.Words(header);
        if (words.Length == 0)
            return null;
        var joined = string.Concat(words);
        foreach (var (kind, known, stems) in s_kinds)
            if (Array.Exists(words, word => known.Contains(word, StringComparer.Ordinal)) || known.Contains(joined, StringComparer.Ordinal)
                || Array.Exists(stems, stem => joined.Contains(stem, StringComparison.Ordinal)))
                return kind;
        return Array.Exists(words, s_names.Contains) && !Array.Exists(words, s_things.Contains) ? PersonalKind.Name : null;
    }
}
