using System.Globalization;
using EventStereo.Energy;
using EventStereo.Search.Cells;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// Measures, while the network of a search for neurons runs, what each convolution that reads a node's map would do if one candidate's map were there alone: the candidate's own output, resampled and
/// pooled as the mixed map is. Its hooks come off when it is disposed. Tensors are kept until then and belong to the caller's dispose scope.
/// </summary>
internal sealed class CandidateProbe : IDisposable
{
    private readonly SpikeResampling resampling;
    private readonly ActivityRecorder recorder = new();
    private readonly List<Action> removals = [];
    private readonly Dictionary<NeuronLayer, Tensor> outputs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, (MixedNeurons Neurons, int Group, int Candidate, string Convolution)> recorded = new(StringComparer.Ordinal);
    private readonly HashSet<string> covered = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<nn.Module, int> groups;

    /// <summary>Watches <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="groups">Groups of channels, of each <see cref="MixedNeurons"/> to watch.</param>
    /// <param name="resampling">How its maps change level.</param>
    public CandidateProbe(nn.Module network, IReadOnlyDictionary<nn.Module, int> groups, SpikeResampling resampling)
    {
        this.groups = groups;
        this.resampling = resampling;
        foreach (NeuronLayer candidate in groups.Keys.Cast<MixedNeurons>().SelectMany(mixed => mixed.Candidates))
        {
            var hook = candidate.register_forward_hook((_, _, _, output) => outputs[candidate] = output);
            removals.Add(hook.remove);
        }

        foreach ((string name, nn.Module module) in network.named_modules())
        {
            if (module is SameConvolution convolution && convolution.Sources.Any(source => groups.ContainsKey(source.Neurons)))
            {
                covered.Add(convolution.Sources.Sum(source => source.Channels) == convolution.in_channels ? name : name + OperationProbe.RealPart);
                var hook = convolution.register_forward_pre_hook((_, input) => Record(name, convolution, input));
                removals.Add(hook.remove);
            }
        }
    }

    /// <summary>Whether <paramref name="operation"/>, by its name in an <see cref="OperationProbe"/>'s measurement, reads nodes' maps and is measured here.</summary>
    public bool Covers(string operation) => covered.Contains(operation);

    /// <summary>What the candidates' maps caused, as means of <paramref name="inferences"/> inferences: one activity a convolution, group and candidate, with the convolution's name.</summary>
    public IEnumerable<(MixedNeurons Neurons, int Group, int Candidate, LayerActivity Activity)> Activities(int inferences)
    {
        recorder.CompleteInference(inferences);
        foreach (LayerActivity activity in recorder.Activities())
        {
            (MixedNeurons neurons, int group, int candidate, string convolution) = recorded[activity.Name];
            yield return (neurons, group, candidate, activity with { Name = convolution });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        removals.ForEach(remove => remove());
        outputs.Clear();
    }

    private Tensor Record(string name, SameConvolution convolution, Tensor input)
    {
        ConvolutionShape shape = OperationProbe.ShapeOf(convolution, input);
        foreach (ChannelSource source in convolution.Sources.Where(source => groups.ContainsKey(source.Neurons)))
        {
            MixedNeurons mixed = (MixedNeurons)source.Neurons; // as its constructor was given them
            for (int candidate = 0; candidate < mixed.Candidates.Count; candidate++)
            {
                Tensor map = Resolution.Resample(outputs[mixed.Candidates[candidate]], input.shape[2..], resampling);
                map = source.Pooled ? SpikePool.Pool(map) : map;
                long channels = source.Channels / groups[mixed];
                for (int group = 0; group < groups[mixed]; group++)
                {
                    string part = string.Create(CultureInfo.InvariantCulture, $"{name}[{source.First + (group * channels)}].{candidate}");
                    recorded[part] = (mixed, group, candidate, name);
                    using Tensor onCpu = map.narrow(1, group * channels, channels).detach().cpu().contiguous();
                    InputKind least = mixed.Candidates[candidate].Neuron.Spikes ? InputKind.Binary : InputKind.Real;
                    recorder.Record(part, shape.OfInputs((int)channels), TensorMemory.Floats(onCpu), new TimeLeading(1, (int)map.shape[0]), least: least);
                }
            }
        }

        return input;
    }
}
