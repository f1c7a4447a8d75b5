using System.Buffers.Text;
using System.Numerics;
using System.Text.Unicode;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Decodes a record of any shape, word for word after <c>docs/semantics.md</c> §1: what is no event gets the first reason
/// that applies, so each reason is asked of the whole record before the next is. Not for several threads at once.
/// </summary>
internal sealed class GeneralParser
{
    private readonly JsonToken[] _values = new JsonToken[(int)EventField.UserAgent + 1];
    private RawBlock _block = null!;
    private RecordSpan _record;

    /// <summary>Decodes one record; for an event fills <paramref name="record"/>, else leaves it in no particular state.</summary>
    public RejectReason Decode(RawBlock block, int index, ref EventRecord record, out EventField field)
    {
        int length = block.Length;
        (_block, _record) = (block, block.Records[index]);
        record = new EventRecord { Offset = index };
        RejectReason reason = Decode(ref record, out field);
        if (reason != RejectReason.None) block.Length = length; // Gives back the texts of an event that is none.
        return reason;
    }

    private RejectReason Decode(ref EventRecord record, out EventField field)
    {
        RejectReason reason = ReadMembers(out uint present, out field);
        if (reason != RejectReason.None) return reason;

        field = EventField.EventType;
        if (!TryReadType(present, out record.Type)) return RejectReason.UnknownEventType;

        uint required = EventRules.Required(record.Type);
        uint fields = present & (required | EventRules.Optional);
        field = First(required & ~present);
        if (field != EventField.None) return RejectReason.MissingField;

        field = FirstOfWrongType(fields);
        if (field != EventField.None) return RejectReason.WrongType;

        field = TakeValues(fields, ref record);
        if (field != EventField.None) return RejectReason.OutOfRange;

        field = EventField.Timestamp;
        if (!TryReadTime(out record.Timestamp)) return RejectReason.BadTimestamp;
        if (record.Timestamp - EventRules.MaxFuture > _record.LogTimestamp) return RejectReason.FutureTimestamp;

        field = EventField.None;
        return RejectReason.None;
    }

    /// <summary>Reads the JSON text: <c>_values</c>, and in <paramref name="present"/> the fields that are not null.</summary>
    private RejectReason ReadMembers(out uint present, out EventField field)
    {
        (present, field) = (0, EventField.None);
        if (_record.Length > EventRules.MaxRecordBytes) return RejectReason.TooLarge;
        ReadOnlySpan<byte> text = _block.Buffer.AsSpan(_record.Start, _record.Length);
        if (!Utf8.IsValid(text)) return RejectReason.NotUtf8;

        JsonCursor cursor = new(text);
        if (!cursor.TryTake((byte)'{'))
        {
            return cursor.TryReadValue(0, out _) && cursor.AtEnd() ? RejectReason.NotAnObject : RejectReason.NotJson;
        }

        uint seen = 0, twice = 0;
        bool more = !cursor.TryTake((byte)'}');
        while (more)
        {
            if (!cursor.TryReadName(out JsonToken name) || !cursor.TryReadValue(1, out JsonToken value)) return RejectReason.NotJson;
            EventField named = Named(text, name);
            if (named != EventField.None)
            {
                uint bit = EventRules.Bit(named);
                twice |= seen & bit;
                seen |= bit;
                if (value.Kind != JsonKind.Null) present |= bit;
                _values[(int)named] = value;
            }

            more = cursor.TryTake((byte)',');
            if (!more && !cursor.TryTake((byte)'}')) return RejectReason.NotJson;
        }

        if (!cursor.AtEnd()) return RejectReason.NotJson;
        field = First(twice);
        return field == EventField.None ? RejectReason.None : RejectReason.DuplicateKey;
    }

    internal static EventField Named(ReadOnlySpan<byte> text, JsonToken name)
    {
        const int LongestEscaped = 6 * 12; // product_name, each letter as \uXXXX
        ReadOnlySpan<byte> raw = text.Slice(name.Start, name.Length);
        if (!name.Escaped) return EventRules.Field(raw);
        if (raw.Length > LongestEscaped) return EventField.None;
        Span<byte> plain = stackalloc byte[LongestEscaped];
        return EventRules.Field(plain[..JsonText.Unescape(raw, plain)]);
    }

    private bool TryReadType(uint present, out EventType type)
    {
        const EventField Field = EventField.EventType;
        if ((present & EventRules.Bit(Field)) == 0) return EventRules.TryInfer(present, out type);
        type = default;
        return _values[(int)Field].Kind == JsonKind.String && EventRules.TryName(TextOf(Field, out _), out type);
    }

    private EventField FirstOfWrongType(uint fields)
    {
        for (; fields != 0; fields &= fields - 1)
        {
            EventField field = First(fields);
            if (!EventRules.Takes(field, _values[(int)field].Kind)) return field;
        }

        return EventField.None;
    }

    /// <summary>Takes every value but the time's; returns the first field whose value breaks its rule.</summary>
    private EventField TakeValues(uint fields, ref EventRecord record)
    {
        (record.CategoryStart, record.NameStart, record.ReferrerStart) = (-1, -1, -1);
        record.Currency = Letters.Usd;
        for (; fields != 0; fields &= fields - 1)
        {
            EventField field = First(fields);
            if (!TryTake(field, ref record)) return field;
        }

        return EventField.None;
    }

    private bool TryTake(EventField field, ref EventRecord record)
    {
        ReadOnlySpan<byte> text = TextOf(field, out int start);
        switch (field)
        {
            case EventField.UserId:
                (record.UserStart, record.UserLength) = (start, (byte)text.Length);
                record.UserHash = StableHash.Of(text);
                return EventRules.IsId(text);
            case EventField.PageUrl:
                return text.Length is >= 1 and <= EventRules.MaxUrlBytes && TakePlace(text, start, ref record);
            case EventField.ProductId:
                (record.SubjectStart, record.SubjectLength) = (start, (byte)text.Length);
                return EventRules.IsId(text);
            case EventField.Quantity:
                return Utf8Parser.TryParse(text, out record.Quantity, out _) && record.Quantity is >= 1 and <= EventRules.MaxQuantity;
            case EventField.Price:
                return TryTakePrice(text, ref record);
            case EventField.Currency:
                record.Currency = Letters.Pack(text);
                return text.Length == 3 && record.Currency != 0;
            case EventField.EventId:
                (record.EventIdHigh, record.EventIdLow) = RecordDecoder.HashEventId(text);
                return EventRules.IsId(text);
            case EventField.Country:
                record.Country = Letters.Pack(text);
                return text.Length == 2 && record.Country != 0;
            case EventField.Category:
                (record.CategoryStart, record.CategoryLength) = (start, (ushort)text.Length);
                return text.Length <= EventRules.MaxTextBytes;
            case EventField.ProductName:
                (record.NameStart, record.NameLength) = (start, (ushort)text.Length);
                return text.Length <= EventRules.MaxTextBytes;
            case EventField.Referrer:
                (record.ReferrerStart, record.ReferrerLength) = (start, (ushort)text.Length);
                return text.Length <= EventRules.MaxTextBytes;
            case EventField.UserAgent:
                return text.Length <= EventRules.MaxTextBytes;
            default:
                return true; // The time's turn comes after all other values.
        }
    }

    private bool TakePlace(ReadOnlySpan<byte> url, int start, ref EventRecord record)
    {
        PagePlace place = PagePlace.Of(url);
        (record.SubjectStart, record.SubjectLength) = place.TakeFrom(_block, start);
        return true;
    }

    /// <summary>Takes the price of <paramref name="record"/>, whose quantity stands before it in the table.</summary>
    private static bool TryTakePrice(ReadOnlySpan<byte> text, ref EventRecord record)
    {
        if (text.IsEmpty || JsonNumber.Read(text, out _) != text.Length) return false;
        if (!JsonNumber.TryTenThousandths(text, EventRules.MaxPrice, out long price)) return false;
        ulong amount = (ulong)price * (ulong)record.Quantity; // At most 10^19, less than 2^64.
        record.Amount = (long)amount;
        return amount <= EventRules.MaxAmount;
    }

    private bool TryReadTime(out long milliseconds)
    {
        ReadOnlySpan<byte> text = TextOf(EventField.Timestamp, out _);
        if (_values[(int)EventField.Timestamp].Kind == JsonKind.String) return EventTime.TryParse(text, out milliseconds);
        return Utf8Parser.TryParse(text, out milliseconds, out _) && milliseconds is >= EventTime.Earliest and <= EventTime.Latest;
    }

    /// <summary>
    /// The text of a string or number, and where it lies in the block's buffer; an escaped string is unescaped behind all
    /// that the buffer holds. The span is good until the next call.
    /// </summary>
    private ReadOnlySpan<byte> TextOf(EventField field, out int start)
    {
        JsonToken value = _values[(int)field];
        start = _record.Start + value.Start;
        if (!value.Escaped) return _block.Buffer.AsSpan(start, value.Length);

        _block.EnsureRoom(value.Length);
        ReadOnlySpan<byte> raw = _block.Buffer.AsSpan(start, value.Length);
        start = _block.Length;
        int length = JsonText.Unescape(raw, _block.Buffer.AsSpan(start, value.Length));
        _block.Length += length;
        return _block.Buffer.AsSpan(start, length);
    }

    private static EventField First(uint fields) => fields == 0 ? EventField.None : (EventField)BitOperations.TrailingZeroCount(fields);
}
