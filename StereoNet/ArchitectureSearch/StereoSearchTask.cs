using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>A stereo search's network, data and loss.</summary>
internal sealed class StereoSearchTask : ISearchTask<StereoGenotype>
{
    private readonly StereoSearchConfig config;
    private readonly StereoTrainingData data;
    private readonly StereoTrainingData ofWeights;
    private readonly StereoTrainingData ofArchitecture;
    private readonly StereoSearchNetwork search;
    private readonly WholeClipLoss clips;
    private readonly Dictionary<SearchPart, (StereoBatchMaker Maker, int Index, StereoBatch? Made)> batches;
    private readonly Device device;

    /// <summary>Makes the network from the global random generator, on <paramref name="device"/>.</summary>
    /// <param name="config">The search.</param>
    /// <param name="data">What it is on; not disposed here.</param>
    /// <param name="device">Where the network goes.</param>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public StereoSearchTask(StereoSearchConfig config, StereoTrainingData data, Device device)
    {
        (this.config, this.data, this.device) = (config, data, device);
        search = new StereoSearchNetwork(config, data.Sensor);
        search.Network.to(device);
        clips = new WholeClipLoss(search.Network, config.Training, device);
        (ofWeights, ofArchitecture) = data.Split(config.WeightsShare, config.Seed);
        batches = new() { [SearchPart.Weights] = (Batches(ofWeights), -1, null), [SearchPart.Architecture] = (Batches(ofArchitecture), -1, null) };
    }

    /// <inheritdoc/>
    public nn.Module Network => search.Network;

    /// <inheritdoc/>
    public SearchedArchitecture Architecture => search.Architecture;

    /// <inheritdoc/>
    public ArchitectureLogHeader LogHeader => search.LogHeader;

    /// <inheritdoc/>
    public string Data => $"{data.Count} recordings";

    /// <inheritdoc/>
    public string ErrorName => "onePixelErrorPercent";

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => search.EnergyOf;

    /// <inheritdoc/>
    public EvolvingSurrogates? SurrogatesOf(TrainedWeights trained) => StereoSurrogates.Of(config.AsRun(), search.Network, trained, ofWeights, ofArchitecture, device);

    /// <inheritdoc/>
    public SearchLoss LossOf(SearchPart part, int index)
    {
        Tensor whole = clips.Of(Batch(part, index), out ClipLoss loss);
        return new SearchLoss(whole, loss.Loss.item<float>(), loss.OnePixelErrorPercent(config.Network), clips.FiringRate);
    }

    /// <inheritdoc/>
    public ActivityRecorder Measure(int index)
    {
        StereoBatch batch = Batch(SearchPart.Architecture, index);
        (Tensor left, Tensor right) = ClipLoss.Frames(batch, device);
        return search.Measure(left, right, batch.Windows);
    }

    /// <inheritdoc/>
    public StereoGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets) => search.Genotype(source, subnets);

    /// <inheritdoc/>
    public void Dispose() => search.Dispose();

    /// <summary>The batch, which is often asked for twice in a row.</summary>
    private StereoBatch Batch(SearchPart part, int index)
    {
        (StereoBatchMaker maker, int made, StereoBatch? batch) = batches[part];
        if (batch is null || made != index)
        {
            batch = maker.MakeWithPixels(index);
            batches[part] = (maker, index, batch);
        }

        return batch;
    }

    private StereoBatchMaker Batches(StereoTrainingData part) => new(part, config.Training, config.Network.InputChannels, config.Seed, config.Network.MaxDisparityPx);
}
