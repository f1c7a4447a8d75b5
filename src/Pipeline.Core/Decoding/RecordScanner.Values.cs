using System.Numerics;
using System.Runtime.CompilerServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <content>The last pass: the type, and of its fields the values.</content>
internal sealed unsafe partial class RecordScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTakeValues(byte* buffer, uint present, long logTimestamp, ref EventRecord record, out PagePlace page)
    {
        page = default;
        EventType type;
        if ((present & EventRules.Bit(EventField.EventType)) == 0)
        {
            if (!EventRules.TryInfer(present, out type)) return false;
        }
        else
        {
            ref PlainValue name = ref _values[(int)EventField.EventType];
            if (!TypeNames.TryFind(buffer + name.Start, name.Length, out type) || name.Kind != JsonKind.String) return false;
        }

        if ((EventRules.Required(type) & ~present) != 0) return false;
        ref PlainValue user = ref _values[(int)EventField.UserId];
        if (!IsId(user) || !TryReadTime(buffer, out record.Timestamp)) return false;
        if (record.Timestamp - EventRules.MaxFuture > logTimestamp) return false;
        record.Type = type;
        record.UserStart = user.Start;
        record.UserLength = (byte)user.Length;
        record.UserHash = StableHash.Of(new ReadOnlySpan<byte>(buffer + user.Start, user.Length));
        record.Quantity = 0;
        record.Amount = 0;
        record.CategoryStart = -1;
        record.NameStart = -1;
        record.ReferrerStart = -1;
        record.CategoryLength = 0;
        record.NameLength = 0;
        record.ReferrerLength = 0;
        record.Currency = Letters.Usd;
        record.Country = 0;
        record.EventIdHigh = 0;
        record.EventIdLow = 0;
        if ((present & EventRules.Optional) != 0 && !TryTakeOptional(buffer, present, ref record)) return false;
        return type == EventType.PageView ? TryReadPage(buffer, out page) : TryTakeProduct(buffer, type, ref record);
    }

    private bool TryReadTime(byte* buffer, out long milliseconds)
    {
        ref PlainValue value = ref _values[(int)EventField.Timestamp];
        byte* text = buffer + value.Start;
        if (value.Kind == JsonKind.Integer && value.Length is >= 12 and <= 14)
        {
            milliseconds = _time.ReadNumber(text, value.Length);
            return milliseconds is >= EventTime.Earliest and <= EventTime.Latest;
        }

        milliseconds = 0;
        if (value.Kind != JsonKind.String) return false;
        return (_time.TryRead(text, value.Length, out milliseconds) && milliseconds >= EventTime.Earliest)
            || EventTime.TryParse(new ReadOnlySpan<byte>(text, value.Length), out milliseconds);
    }

    private bool TryReadPage(byte* buffer, out PagePlace page)
    {
        ref PlainValue url = ref _values[(int)EventField.PageUrl];
        page = PlainPlace.Of(buffer + url.Start, url.Length);
        return url.Kind == JsonKind.String && url.Length is >= 1 and <= EventRules.MaxUrlBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTakeProduct(byte* buffer, EventType type, ref EventRecord record)
    {
        ref PlainValue product = ref _values[(int)EventField.ProductId];
        record.SubjectStart = product.Start;
        record.SubjectLength = (byte)product.Length;
        if (!IsId(product)) return false;
        if (type == EventType.ProductView) return true;

        ref PlainValue quantity = ref _values[(int)EventField.Quantity];
        if (quantity.Kind != JsonKind.Integer || quantity.Length > 7) return false;
        record.Quantity = (int)PlainDigits.UpTo8(buffer + quantity.Start, quantity.Length);
        if (record.Quantity is < 1 or > EventRules.MaxQuantity) return false;
        return type == EventType.AddToCart || TryTakePrice(buffer, ref record);
    }

    private bool TryTakePrice(byte* buffer, ref EventRecord record)
    {
        ref PlainValue value = ref _values[(int)EventField.Price];
        byte* text = buffer + value.Start;
        if (!TryReadPrice(text, value, out long price)) return false;
        ulong amount = (ulong)price * (ulong)record.Quantity;
        record.Amount = (long)amount;
        return amount <= EventRules.MaxAmount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadPrice(byte* text, PlainValue value, out long price)
    {
        // A plain number has at most 14 bytes, so that 16 hold its end.
        int whole = BitOperations.TrailingZeroCount(PlainDigits.Others(text)), decimals = Math.Max(value.Length - whole - 1, 0);
        if (value.Kind is JsonKind.Integer or JsonKind.Fraction && whole <= 8 && decimals <= 4)
        {
            price = ((long)PlainDigits.UpTo8(text, whole) * Money.Scale) + PlainDigits.TenThousandths(text + whole + 1, decimals);
            return true;
        }

        price = 0;
        ReadOnlySpan<byte> number = new(text, value.Length);
        return !number.IsEmpty
            && JsonNumber.Read(number, out _) == number.Length
            && JsonNumber.TryTenThousandths(number, EventRules.MaxPrice, out price);
    }

    private bool TryTakeOptional(byte* buffer, uint present, ref EventRecord record)
    {
        PlainValue category = ValueOf(EventField.Category, present), name = ValueOf(EventField.ProductName, present);
        PlainValue referrer = ValueOf(EventField.Referrer, present), agent = ValueOf(EventField.UserAgent, present);
        (record.CategoryStart, record.CategoryLength) = (category.Start, (ushort)category.Length);
        (record.NameStart, record.NameLength) = (name.Start, (ushort)name.Length);
        (record.ReferrerStart, record.ReferrerLength) = (referrer.Start, (ushort)referrer.Length);
        return IsText(category) && IsText(name) && IsText(referrer) && IsText(agent) && TryTakeCodes(buffer, present, ref record);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PlainValue ValueOf(EventField field, uint present)
        => (present & EventRules.Bit(field)) != 0 ? _values[(int)field] : PlainValue.Absent;

    private bool TryTakeCodes(byte* buffer, uint present, ref EventRecord record)
    {
        if ((present & EventRules.Bit(EventField.Currency)) != 0)
        {
            ref PlainValue currency = ref _values[(int)EventField.Currency];
            record.Currency = PackLetters(buffer + currency.Start, 3);
            if (currency.Kind != JsonKind.String || currency.Length != 3 || record.Currency == 0) return false;
        }

        if ((present & EventRules.Bit(EventField.Country)) != 0)
        {
            ref PlainValue country = ref _values[(int)EventField.Country];
            record.Country = PackLetters(buffer + country.Start, 2);
            if (country.Kind != JsonKind.String || country.Length != 2 || record.Country == 0) return false;
        }

        if ((present & EventRules.Bit(EventField.EventId)) == 0) return true;
        ref PlainValue id = ref _values[(int)EventField.EventId];
        if (!IsId(id)) return false;
        (record.EventIdHigh, record.EventIdLow) = RecordDecoder.HashEventId(new ReadOnlySpan<byte>(buffer + id.Start, id.Length));
        return true;
    }

    /// <summary><see cref="Letters.Pack"/> of two or three bytes at once, 0 when one is no letter A–Z; reads 4 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort PackLetters(byte* text, int count)
    {
        uint used = (1u << (8 * count)) - 1;
        uint word = Unsafe.ReadUnaligned<uint>(text) & used;
        uint letters = word & 0x1f1f1f;
        bool inColumn = (word & 0xe0e0e0) == (0x404040 & used);
        // Bit 7 of each byte: set in the first sum from 27 on, in the second from 1 on.
        bool isLetter = ((letters + 0x656565) & 0x808080) == 0 && ((letters + 0x7f7f7f) & 0x808080 & used) == (0x808080 & used);
        uint packed = ((letters & 0x1f) << 10) | ((letters >> 8 & 0x1f) << 5) | (letters >> 16 & 0x1f);
        return inColumn && isLetter ? (ushort)(packed >> (5 * (3 - count))) : (ushort)0;
    }

    /// <summary>A string or integer of 1 to 128 bytes; control characters are in no record that comes here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsId(in PlainValue value)
        => value.Kind is JsonKind.String or JsonKind.Integer && (uint)(value.Length - 1) < EventRules.MaxIdBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsText(in PlainValue value) => value.Kind <= JsonKind.String && value.Length <= EventRules.MaxTextBytes;
}
