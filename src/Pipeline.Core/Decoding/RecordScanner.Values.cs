using System.Runtime.CompilerServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <content>The last pass: the type, and of its fields the values.</content>
internal sealed unsafe partial class RecordScanner
{
    private bool TryTakeValues(byte* buffer, uint present, long logTimestamp, ref EventRecord record, out PagePlace page)
    {
        page = default;
        EventType type;
        if ((present & EventRules.Bit(EventField.EventType)) == 0)
        {
            if (!EventRules.TryInfer(present, out type)) return false;
        }
        else if (!TryReadType(buffer, out type))
        {
            return false;
        }

        if ((EventRules.Required(type) & ~present) != 0) return false;
        record.Type = type;
        PlainValue user = _values[(int)EventField.UserId];
        if (!IsId(user) || !TryReadTime(buffer, out record.Timestamp)) return false;
        if (record.Timestamp - EventRules.MaxFuture > logTimestamp) return false;
        record.UserStart = user.Start;
        record.UserLength = (byte)user.Length;
        record.UserHash = StableHash.Of(new ReadOnlySpan<byte>(buffer + user.Start, user.Length));
        record.Quantity = 0;
        record.Amount = 0;
        if (!TryTakeOptional(buffer, present, ref record)) return false;
        return type == EventType.PageView ? TryReadPage(buffer, out page) : TryTakeProduct(buffer, type, ref record);
    }

    private bool TryReadType(byte* buffer, out EventType type)
    {
        PlainValue name = _values[(int)EventField.EventType];
        return EventRules.TryName(new ReadOnlySpan<byte>(buffer + name.Start, name.Length), out type) && name.Kind == JsonKind.String;
    }

    private bool TryReadTime(byte* buffer, out long milliseconds)
    {
        PlainValue value = _values[(int)EventField.Timestamp];
        byte* text = buffer + value.Start;
        if (value.Kind == JsonKind.Integer && value.Length is >= 12 and <= 14)
        {
            milliseconds = PlainDigits.UpTo16(text, value.Length);
            return milliseconds is >= EventTime.Earliest and <= EventTime.Latest;
        }

        milliseconds = 0;
        if (value.Kind != JsonKind.String) return false;
        return (_time.TryRead(text, value.Length, out milliseconds) && milliseconds >= EventTime.Earliest)
            || EventTime.TryParse(new ReadOnlySpan<byte>(text, value.Length), out milliseconds);
    }

    private bool TryReadPage(byte* buffer, out PagePlace page)
    {
        PlainValue url = _values[(int)EventField.PageUrl];
        page = PagePlace.Of(new ReadOnlySpan<byte>(buffer + url.Start, url.Length));
        return url.Kind == JsonKind.String && url.Length is >= 1 and <= EventRules.MaxUrlBytes;
    }

    private bool TryTakeProduct(byte* buffer, EventType type, ref EventRecord record)
    {
        PlainValue product = _values[(int)EventField.ProductId];
        record.SubjectStart = product.Start;
        record.SubjectLength = (byte)product.Length;
        if (!IsId(product)) return false;
        if (type == EventType.ProductView) return true;

        PlainValue quantity = _values[(int)EventField.Quantity];
        if (quantity.Kind != JsonKind.Integer || quantity.Length > 7) return false;
        record.Quantity = (int)PlainDigits.UpTo8(buffer + quantity.Start, quantity.Length);
        if (record.Quantity is < 1 or > EventRules.MaxQuantity) return false;
        return type == EventType.AddToCart || TryTakePrice(buffer, ref record);
    }

    private bool TryTakePrice(byte* buffer, ref EventRecord record)
    {
        PlainValue value = _values[(int)EventField.Price];
        byte* text = buffer + value.Start;
        int decimals = value.Length - value.Whole - 1;
        long price;
        if (value.Kind is JsonKind.Integer or JsonKind.Fraction && value.Whole <= 8 && decimals <= 4)
        {
            price = ((long)PlainDigits.UpTo8(text, value.Whole) * Money.Scale)
                + PlainDigits.TenThousandths(text + value.Whole + 1, Math.Max(decimals, 0));
        }
        else
        {
            ReadOnlySpan<byte> number = new(text, value.Length);
            if (number.IsEmpty || JsonNumber.Read(number, out _) != number.Length) return false;
            if (!JsonNumber.TryTenThousandths(number, EventRules.MaxPrice, out price)) return false;
        }

        ulong amount = (ulong)price * (ulong)record.Quantity;
        record.Amount = (long)amount;
        return amount <= EventRules.MaxAmount;
    }

    private bool TryTakeOptional(byte* buffer, uint present, ref EventRecord record)
    {
        PlainValue* values = _values;
        PlainValue category = values[(int)EventField.Category], name = values[(int)EventField.ProductName];
        PlainValue referrer = values[(int)EventField.Referrer], agent = values[(int)EventField.UserAgent];
        (record.CategoryStart, record.CategoryLength) = (category.Start, (ushort)category.Length);
        (record.NameStart, record.NameLength) = (name.Start, (ushort)name.Length);
        (record.ReferrerStart, record.ReferrerLength) = (referrer.Start, (ushort)referrer.Length);
        (record.Currency, record.Country, record.EventIdHigh, record.EventIdLow) = (Letters.Usd, 0, 0, 0);
        if ((present & EventRules.Optional) == 0) return true;
        if (!IsText(category) || !IsText(name) || !IsText(referrer) || !IsText(agent)) return false;
        return TryTakeCodes(buffer, present, ref record);
    }

    private bool TryTakeCodes(byte* buffer, uint present, ref EventRecord record)
    {
        if ((present & EventRules.Bit(EventField.Currency)) != 0)
        {
            PlainValue currency = _values[(int)EventField.Currency];
            record.Currency = Letters.Pack(new ReadOnlySpan<byte>(buffer + currency.Start, currency.Length));
            if (currency.Kind != JsonKind.String || currency.Length != 3 || record.Currency == 0) return false;
        }

        if ((present & EventRules.Bit(EventField.Country)) != 0)
        {
            PlainValue country = _values[(int)EventField.Country];
            record.Country = Letters.Pack(new ReadOnlySpan<byte>(buffer + country.Start, country.Length));
            if (country.Kind != JsonKind.String || country.Length != 2 || record.Country == 0) return false;
        }

        if ((present & EventRules.Bit(EventField.EventId)) == 0) return true;
        PlainValue id = _values[(int)EventField.EventId];
        (record.EventIdHigh, record.EventIdLow) = RecordDecoder.HashEventId(new ReadOnlySpan<byte>(buffer + id.Start, id.Length));
        return IsId(id);
    }

    /// <summary>A string or integer of 1 to 128 bytes; control characters are in no record that comes here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsId(PlainValue value)
        => value.Kind is JsonKind.String or JsonKind.Integer && (uint)(value.Length - 1) < EventRules.MaxIdBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsText(PlainValue value) => value.Kind <= JsonKind.String && value.Length <= EventRules.MaxTextBytes;
}
