namespace IpdEngine.Panel.Tables;

/// <summary>How values stand in a page: the format's own numbers.</summary>
internal static class PageEncoding
{
    internal const int Plain = 0;
    internal const int Runs = 3;
    internal const int DictionaryCodes = 8;
}
