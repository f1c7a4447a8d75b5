using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>
/// Which text conditions an event fulfils and which texts it has of those that funnels hold, as a small number. Only used when the
/// settings name such conditions or holds; number 0 means "none fulfilled, none held".
/// </summary>
internal sealed class Signatures
{
    // A signature's key: one char for each 16 conditions, then two chars for each of the three held texts.
    private readonly FunnelPlans _plans;
    private readonly int _conditionChars;
    private readonly Dictionary<string, int> _byKey = [];
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, int> _textIds = [];
    private readonly List<string> _texts = [];

    public Signatures(FunnelPlans plans)
    {
        _plans = plans;
        _conditionChars = (plans.Conditions.Length + 15) / 16;
        AddKey(new string('\0', _conditionChars + 6));
    }

    /// <summary>The texts that are held, by their number less one.</summary>
    public IReadOnlyList<string> Texts => _texts;

    public int Of(in EventRecord record, RawBlock block)
    {
        Span<char> key = stackalloc char[_conditionChars + 6];
        key.Clear();
        for (int i = 0; i < _plans.Conditions.Length; i++)
        {
            TextCondition condition = _plans.Conditions[i];
            if (TryText(record, block, condition.Field, out ReadOnlySpan<byte> text) && text.SequenceEqual(condition.Utf8))
                key[i >> 4] |= (char)(1 << (i & 15));
        }

        if (_plans.HoldsCategory) Hold(record, block, FunnelField.Category, key[_conditionChars..]);
        if (_plans.HoldsName) Hold(record, block, FunnelField.ProductName, key[(_conditionChars + 2)..]);
        if (_plans.HoldsReferrer) Hold(record, block, FunnelField.Referrer, key[(_conditionChars + 4)..]);
        return _byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out int known) ? known : AddKey(key.ToString());
    }

    public bool Holds(int signature, TextCondition condition)
    {
        int i = Array.IndexOf(_plans.Conditions, condition);
        return i >= 0 && (_keys[signature][i >> 4] & (1 << (i & 15))) != 0;
    }

    /// <summary>The number of the text of a held field in a signature; 0 when the event lacks it.</summary>
    public int HeldText(int signature, FunnelField field)
    {
        int at = _conditionChars + (field switch { FunnelField.Category => 0, FunnelField.ProductName => 2, _ => 4 });
        string key = _keys[signature];
        return (key[at] << 16) | key[at + 1];
    }

    public void WriteRoot(RootWriter root)
    {
        root.Int(_texts.Count);
        foreach (string text in _texts) root.Bytes(Encoding.UTF8.GetBytes(text));
        root.Int(_keys.Count);
        foreach (string key in _keys)
        {
            foreach (char c in key) root.UInt(c);
        }
    }

    public void Restore(RootReader root)
    {
        for (int i = root.Int(); i > 0; i--) AddText(Encoding.UTF8.GetString(root.Bytes()));
        int keys = root.Int();
        var key = new char[_conditionChars + 6];
        for (int i = 0; i < keys; i++)
        {
            for (int c = 0; c < key.Length; c++) key[c] = (char)root.UInt();
            if (i > 0) AddKey(new string(key));
        }
    }

    private static bool TryText(in EventRecord record, RawBlock block, FunnelField field, out ReadOnlySpan<byte> text)
    {
        (int start, int length) = field switch
        {
            FunnelField.Category => (record.CategoryStart, record.CategoryLength),
            FunnelField.ProductName => (record.NameStart, record.NameLength),
            FunnelField.Referrer => (record.ReferrerStart, record.ReferrerLength),
            FunnelField.Page when record.Type == EventType.PageView => (record.SubjectStart, record.SubjectLength),
            FunnelField.ProductId when record.Type != EventType.PageView => (record.SubjectStart, record.SubjectLength),
            _ => (-1, 0),
        };
        text = start < 0 ? default : block.Buffer.AsSpan(start, length);
        return start >= 0;
    }

    private void Hold(in EventRecord record, RawBlock block, FunnelField field, Span<char> key)
    {
        if (!TryText(record, block, field, out ReadOnlySpan<byte> utf8)) return;
        string text = Encoding.UTF8.GetString(utf8);
        int id = _textIds.TryGetValue(text, out int known) ? known : AddText(text);
        (key[0], key[1]) = ((char)(id >> 16), (char)id);
    }

    private int AddText(string text)
    {
        _texts.Add(text);
        return _textIds[text] = _texts.Count;
    }

    private int AddKey(string key)
    {
        _keys.Add(key);
        return _byKey[key] = _keys.Count - 1;
    }
}
