using System.Text;

namespace Weft.Federation.Html;

/// <summary>
/// Writes foreign markup anew: elements that nest as they should, at most 32 of them in each other, none of them empty,
/// white space as it is shown. Its work grows with the length of the markup alone, which no tree builder promises for
/// tags that were never closed.
/// </summary>
/// <param name="inline">Only what fits in a line: paragraphs become spaces.</param>
/// <param name="withoutQuote">Leaves out the paragraph that stands for a quoted post.</param>
/// <param name="mostText">After so many characters of text it ends with an ellipsis.</param>
internal sealed class MarkupShape(bool inline, bool withoutQuote, int mostText)
{
    private const int MaxDepth = 32;
    private const string Quote = "quote-inline";

    private readonly StringBuilder _html = new();
    private readonly List<Element> _open = [];
    private int _text;
    private int _breaks;
    private bool _space;
    private bool _lineHasText;
    private int _quoteDepth = -1;

    /// <summary>True when no more is wanted.</summary>
    public bool IsFull => _text >= mostText;

    /// <summary>Takes the next piece.</summary>
    public void Add(MarkupToken token)
    {
        switch (token.Kind)
        {
            case MarkupKind.Text:
                Text(VisibleText.Of(token.Value));
                break;
            case MarkupKind.Open:
                Open(token);
                break;
            default:
                Close(token.Value);
                break;
        }
    }

    /// <summary>Closes what is open.</summary>
    public string Finish()
    {
        CloseTo(0);
        return _html.ToString();
    }

    private void Open(MarkupToken tag)
    {
        string name = tag.Value;
        if (name == "br")
        {
            _breaks = Math.Min(_breaks + 1, 2);
        }
        else if (MarkupElements.Cells.Contains(name))
        {
            _space = true;
        }
        else if (MarkupElements.Inline.Contains(name))
        {
            OpenInline(tag);
        }
        else if (inline)
        {
            _space |= IsBlock(name);
        }
        else if (name == "li" && Last("ul", "ol") is >= 0 and var list)
        {
            CloseTo(list + 1);
            Push("li", MarkupTags.Start("li", "value", MarkupTags.Number(tag, "value")));
        }
        else if (MarkupElements.Containers.Contains(name) && name != "li")
        {
            CloseParagraph();
            Push(
                name,
                name == "ol"
                    ? MarkupTags.Start(name, "start", MarkupTags.Number(tag, "start"), tag.Attribute("reversed") is not null)
                    : $"<{name}>"
            );
        }
        else if (IsBlock(name))
        {
            CloseParagraph();
            Push("p", MarkupTags.Start("p", "class", tag.HasClass(Quote) ? Quote : null));
            MarkQuote(tag);
            if (MarkupElements.Headings.Contains(name))
            {
                Push("strong", "<strong>");
            }
        }
    }

    private void OpenInline(MarkupToken tag)
    {
        string name = tag.Value;
        EnsureParagraph();
        if (name == "a")
        {
            CloseInline("a");
        }

        Push(name, MarkupTags.Inline(tag));
        MarkQuote(tag);
    }

    private void Close(string name)
    {
        if (MarkupElements.Inline.Contains(name))
        {
            CloseInline(name);
        }
        else if (inline)
        {
            _space |= IsBlock(name);
        }
        else if (MarkupElements.Containers.Contains(name))
        {
            int at = Last(name, name);
            int list = name == "li" ? Last("ul", "ol") : -1;
            if (at > list)
            {
                CloseTo(at);
            }
        }
        else if (IsBlock(name))
        {
            CloseParagraph();
        }
    }

    private void Text(string text)
    {
        bool preformatted = Last("pre", "pre") >= 0;
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0 && !IsFull)
        {
            int length = preformatted ? rest.Length : rest.IndexOfAny(' ', '\n', '\t');
            if (length == 0)
            {
                _space = true;
                rest = rest[1..];
                continue;
            }

            ReadOnlySpan<char> word = length < 0 ? rest : rest[..length];
            rest = rest[word.Length..];
            if (_quoteDepth < 0)
            {
                Word(word, preformatted);
            }
        }
    }

    private void Word(ReadOnlySpan<char> word, bool preformatted)
    {
        // The first line break after <pre> is not shown, and would be lost when the markup is read again.
        word = _lineHasText ? word : word.TrimStart('\n');
        if (word.IsEmpty)
        {
            return;
        }

        EnsureParagraph();
        if (_lineHasText)
        {
            Separate(preformatted);
        }

        (_space, _breaks, _lineHasText) = (false, 0, true);
        for (int i = 0; i < _open.Count; i++)
        {
            if (!_open[i].Written)
            {
                _html.Append(_open[i].Start);
                _open[i] = _open[i] with { Written = true };
            }
        }

        if (word.Length > mostText - _text)
        {
            int most = mostText - _text;
            MarkupTags.Append(_html, word[..(most > 0 && char.IsHighSurrogate(word[most - 1]) ? most - 1 : most)]);
            _html.Append('…');
            _text = mostText;
            return;
        }

        MarkupTags.Append(_html, word);
        _text += word.Length;
    }

    private void Separate(bool preformatted)
    {
        for (; _breaks > 0 && !inline; _breaks--)
        {
            _html.Append(preformatted ? "\n" : "<br>");
            _space = false;
        }

        if (_space || _breaks > 0)
        {
            _html.Append(' ');
        }
    }

    // Text beside blocks stands in a paragraph of its own, text beside items in an item.
    private void EnsureParagraph()
    {
        if (inline)
        {
            return;
        }

        int block = _open.FindLastIndex(e => e.IsBlock);
        string? name = block < 0 ? null : _open[block].Name;
        if (name is null or "blockquote")
        {
            Push("p", "<p>");
        }
        else if (name is "ul" or "ol")
        {
            Push("li", "<li>");
        }
    }

    private void Push(string name, string start)
    {
        if (_open.Count < MaxDepth)
        {
            Element element = new(name, start, false);
            _open.Add(element);
            if (element.IsBlock)
            {
                NewLine();
            }
        }
    }

    private void MarkQuote(MarkupToken tag)
    {
        if (withoutQuote && _quoteDepth < 0 && tag.HasClass(Quote))
        {
            _quoteDepth = _open.Count;
        }
    }

    private void CloseInline(string name)
    {
        int block = _open.FindLastIndex(e => e.IsBlock);
        int at = _open.FindLastIndex(e => e.Name == name);
        if (at > block)
        {
            CloseTo(at);
        }
    }

    private void CloseParagraph() => CloseTo(_open.FindLastIndex(e => e.IsBlock && e.Name != "p") + 1);

    private void CloseTo(int count)
    {
        for (int i = _open.Count - 1; i >= count; i--)
        {
            if (_open[i].Written && _open[i].Start.Length > 0)
            {
                _html.Append("</").Append(_open[i].Name).Append('>');
            }

            if (_open[i].IsBlock)
            {
                NewLine();
            }

            _open.RemoveAt(i);
        }

        if (_open.Count < _quoteDepth)
        {
            _quoteDepth = -1;
        }
    }

    private void NewLine() => (_space, _breaks, _lineHasText) = (false, 0, false);

    private int Last(string one, string other) => _open.FindLastIndex(e => e.Name == one || e.Name == other);

    private static bool IsBlock(string name) =>
        MarkupElements.Paragraphs.Contains(name) || MarkupElements.Headings.Contains(name) || MarkupElements.Containers.Contains(name);

    private readonly record struct Element(string Name, string Start, bool Written)
    {
        public bool IsBlock => Name == "p" || MarkupElements.Containers.Contains(Name);
    }
}
