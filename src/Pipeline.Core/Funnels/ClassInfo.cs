using Pipeline.Core.Events;

namespace Pipeline.Core.Funnels;

/// <summary>What a class of events has in common.</summary>
internal readonly record struct ClassInfo(EventType Type, ushort Country, ushort Currency, int Signature);
