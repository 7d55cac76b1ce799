using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>Everything that a training run depends on but its data and its genotype: the <c>config.json</c> of a run folder.</summary>
public sealed record StereoRunConfig
{
    /// <summary>Shape of the network.</summary>
    public StereoNetworkConfig Network { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public StereoTrainingConfig Training { get; init; } = new();

    /// <summary>Seed of the weights, the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Files or folders of the recordings trained on.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Files or folders of recordings held out, on which the run reports and selects nothing.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate() =>
        [.. Network.Validate(), .. Training.Validate(), .. Data.Count == 0 ? ["no data to train on; give --data FILE_OR_FOLDER"] : Array.Empty<string>()];
}
