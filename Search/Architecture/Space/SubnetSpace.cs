namespace EventStereo.Search.Architecture.Space;

/// <summary>What a searched sub-network may be: the shape that its cells share, and the path of their resolutions.</summary>
public sealed record SubnetSpace
{
    /// <summary>The published space of the stereo feature net: two layers.</summary>
    public static readonly SubnetSpace StereoFeature = new() { Trellis = new TrellisSpace { Layers = 2 } };

    /// <summary>The published space of the stereo matching net: four layers.</summary>
    public static readonly SubnetSpace StereoMatching = new() { Trellis = new TrellisSpace { Layers = 4 } };

    /// <summary>The published space of the classification network: eight layers that keep their resolution or halve it.</summary>
    public static readonly SubnetSpace Classification = new() { Trellis = new TrellisSpace { Layers = 8, Moves = TrellisMoves.SameDown } };

    /// <summary>The shape of the cells.</summary>
    public CellSpace Cell { get; init; } = new();

    /// <summary>The levels of the cells.</summary>
    public TrellisSpace Trellis { get; init; } = new();

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path) => [.. Cell.Validate($"{path}.cell"), .. Trellis.Validate($"{path}.trellis")];
}
