namespace Pipeline.Core.Sinks;

/// <summary>A batch on its way: what the sink has not answered for yet, and what it will never take.</summary>
internal sealed class BulkBatch(IReadOnlyList<SinkItem> items)
{
    private readonly List<SinkItem> _pending = [.. items];
    private int _atOnce = Math.Max(1, items.Count);

    /// <summary>Whether every item is answered for.</summary>
    public bool IsAnswered => _pending.Count == 0;

    public List<DeadItem> Dead { get; } = [];

    /// <summary>How often it was sent without all being taken.</summary>
    public int FailedTries { get; private set; }

    public SinkItem[] Next() => [.. _pending.Take(_atOnce)];

    /// <summary>Takes the answers in; whether the rest may be sent without a pause.</summary>
    public bool Answered(int status, IReadOnlyList<int> answers)
    {
        if (status == 413) return TooLarge();
        int sent = Math.Min(_atOnce, _pending.Count);
        var again = new List<SinkItem>();
        for (int i = 0; i < sent; i++)
        {
            // A request answered 200 may hold items that were refused.
            int answer = status == 200 && i < answers.Count ? answers[i] : 503;
            BulkVerdict verdict = BulkVerdicts.Of(_pending[i].Kind, answer);
            if (verdict == BulkVerdict.Retry) again.Add(_pending[i]);
            else if (verdict == BulkVerdict.Dead) Dead.Add(new DeadItem(_pending[i], answer));
        }

        _pending.RemoveRange(0, sent);
        _pending.InsertRange(0, again);
        if (again.Count > 0) FailedTries++;
        return again.Count == 0;
    }

    private bool TooLarge()
    {
        int sent = Math.Min(_atOnce, _pending.Count);
        if (sent > 1)
        {
            _atOnce = sent / 2;
            return true;
        }

        Dead.Add(new DeadItem(_pending[0], 413));
        _pending.RemoveAt(0);
        return true;
    }
}
