using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Journeys;

/// <summary>A shopper's kept events, and the same as a list.</summary>
internal sealed unsafe class KeptTwins
{
    private const long Mark = 77;

    private readonly Arena _arena;
    private readonly List<KeptEvent> _model = [];
    private int _made;

    public KeptTwins(Arena arena)
    {
        _arena = arena;
        Row = arena.Write<Shopper>(arena.Allocate(Shopper.Bytes));
        MakeRoom();
        arena.Write<Trail>(Row->Kept)->Previous = Mark;
    }

    public Shopper* Row { get; }

    public int Count => _model.Count;

    public ulong LastKey => _model.Count == 0 ? 1UL << 30 : _model[^1].Key;

    public ulong KeyAt(int index) => _model[index].Key;

    public void MakeRoom()
    {
        while (!KeptEvents.HasRoom(Row)) KeptEvents.Grow(_arena, Row);
    }

    /// <summary>Puts an event behind all that are not greater; its index.</summary>
    public int Insert(ulong key)
    {
        MakeRoom();
        KeptEvent value = KeptEvent.Of((long)(key >> 16), (ushort)key, _made, _made & 0xFF, -_made);
        _made++;
        int at = KeptEvents.Position(_arena, Row, key);
        int expected = _model.FindLastIndex(e => e.Key <= key) + 1;
        Assert.Equal(expected, at);
        KeptEvents.Insert(_arena, Row, at, value);
        _model.Insert(at, value);
        return at;
    }

    public void RemoveFirst(int count)
    {
        KeptEvents.RemoveFirst(_arena, Row, count);
        _model.RemoveRange(0, count);
    }

    public void Check()
    {
        Assert.Equal(_model.Count, Row->KeptCount);
        Assert.Equal(Mark, _arena.Read<Trail>(Row->Kept)->Previous);
        for (int i = 0; i < _model.Count; i++)
        {
            KeptEvent e = *KeptEvents.Read(_arena, Row->Kept, i);
            Assert.Equal((_model[i].Key, _model[i].Subject, _model[i].Class, _model[i].Amount), (e.Key, e.Subject, e.Class, e.Amount));
        }
    }
}
