using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Strategy;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>A search's network for classification, its data and loss.</summary>
internal sealed class ClassificationSearchTask : ISearchTask<ClassificationGenotype>
{
    private const int SplitPurpose = 21;

    private readonly ClassificationSearchConfig config;
    private readonly ClassificationData data;
    private readonly ClassificationSearchNetwork search;
    private readonly IReadOnlyList<int> ofWeights;
    private readonly IReadOnlyList<int> ofArchitecture;
    private readonly BatchLoss losses;
    private readonly Dictionary<SearchPart, StepBatches> batches;
    private readonly Device device;
    private (SearchPart Part, int Index, LabelledBatch Batch)? last;

    /// <summary>Makes the network from the global random generator, on <paramref name="device"/>.</summary>
    /// <param name="config">The search.</param>
    /// <param name="data">What it is on.</param>
    /// <param name="device">Where the network goes.</param>
    /// <exception cref="InvalidDataException">There is no such genotype, or there are too few samples for two parts.</exception>
    public ClassificationSearchTask(ClassificationSearchConfig config, ClassificationData data, Device device)
    {
        (this.config, this.data, this.device) = (config, data, device);
        search = new ClassificationSearchNetwork(config);
        search.Network.to(device);
        losses = new BatchLoss(search.Network, config.Training, data.Samples.Shape, device);
        (ofWeights, ofArchitecture) = data.Split(config.WeightsShare, config.Seed, SplitPurpose);
        batches = new() { [SearchPart.Weights] = Batches(ofWeights), [SearchPart.Architecture] = Batches(ofArchitecture) };
    }

    /// <inheritdoc/>
    public nn.Module Network => search.Network;

    /// <inheritdoc/>
    public SearchedArchitecture Architecture => search.Architecture;

    /// <inheritdoc/>
    public ArchitectureLogHeader LogHeader => search.LogHeader;

    /// <inheritdoc/>
    public string Data => $"{data.Training.Count} samples of {config.Data.Dataset}";

    /// <inheritdoc/>
    public string ErrorName => "errorPercent";

    /// <inheritdoc/>
    public EvolvingSurrogates? SurrogatesOf(TrainedWeights trained) => ClassificationSurrogates.Of(
        config.Dgs, search.Network, trained, losses, config.Training, data.Samples, ofWeights, ofArchitecture, config.Normalization, config.Seed);

    /// <inheritdoc/>
    public SearchLoss LossOf(SearchPart part, int index) => losses.Of(Batch(part, index));

    /// <inheritdoc/>
    public ActivityRecorder Measure(int index) => search.Measure(BatchTensors.Frames(Batch(SearchPart.Architecture, index), data.Samples.Shape, config.Network.Steps, device));

    /// <inheritdoc/>
    public ClassificationGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets) => search.Genotype(source, subnets);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StepBatches part in batches.Values)
        {
            part.Dispose();
        }

        search.Dispose();
    }

    /// <summary>The batch, which is often asked for twice in a row.</summary>
    private LabelledBatch Batch(SearchPart part, int index)
    {
        if (last is not { } known || known.Part != part || known.Index != index)
        {
            last = known = (part, index, batches[part].Take(index));
        }

        return known.Batch;
    }

    private StepBatches Batches(IReadOnlyList<int> samples) => new(new BatchLoader(data.Samples, samples, config.Training.Loading(config.Network), config.Normalization, config.Seed));
}
