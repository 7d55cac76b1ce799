namespace EventStereo.Cli.Tests.Support;

/// <summary>The classes that share one <see cref="TinyRun"/>.</summary>
[CollectionDefinition(Name)]
public sealed class TinyRunCollection : ICollectionFixture<TinyRun>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "tiny run";
}
