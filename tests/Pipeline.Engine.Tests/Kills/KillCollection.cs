namespace Pipeline.Engine.Tests.Kills;

/// <summary>The tests that share one image.</summary>
[CollectionDefinition(nameof(KillCollection))]
public sealed class KillCollection : ICollectionFixture<KillImage>;
