using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Neurons;
using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// Differentiable surrogate gradient search (DGS): now and then in a training, each layer tries surrogate gradients near its own, with a real step of the training each, and keeps the one
/// after whose step the loss would fall most. Layers are judged each by itself, the others being as they are, and still all at once:
/// <code>
/// on one batch, L the loss, w_l the weights between layer l's neurons and the neurons before them, x_l its output:
///   d_l = dL/dx_l                                         one forward and backward pass
///   G_lk = d(d_l . x_l)/dw_l, the surrogate of l alone being candidate k's, its inputs held as they are
///   w_lk = the optimizer's step from w_l by G_lk          on copies, with a copy of its state
/// on another batch, y_lk what l gives for unchanged inputs with w_lk (its spikes, or its input currents):
///   mixture y_l = sum over k of a_lk y_lk, a_l = softmax(alpha_l)
///   c_lk = dL/dy_l . (y_lk - y_l)                         one forward and backward pass, and a forward one a candidate
///   alpha_l moves by c_l                                  see CandidateMixture
/// </code>
/// <c>c_lk</c> is the derivative of the loss by candidate k's share where layer l is as it is; it is exact for each layer with all others unchanged, without a pass a layer, because a layer's inputs and the
/// gradient at its output are recorded once and played back: a pass in which every layer sees its recorded input is a pass of every layer by itself. Taking candidate k's step in all layers in one plain pass
/// would judge a layer by what the others changed. Several batches add up, and of the highest alpha, of equals the current surrogate, the temperature is kept.
/// <para>
/// With K candidates a pair of batches has the passes of <c>1 + 2/3 (K - 1) + 2/3 + K/3</c> training steps, a step being one third forward pass: 6 for five candidates. An evaluation lies between two steps
/// and leaves nothing but the surrogates: weights, batch norms' statistics and random state are put back to the bit, the optimizer is not touched.
/// </para>
/// Source: Che et al., "Differentiable hierarchical and surrogate gradient search for spiking neural networks", NeurIPS 2022. Its released code takes each candidate through the whole network alone in the
/// stem, forgets leak and reset where it mixes, moves alpha inside the loop over candidates and by the steps' own batch, and lets momentum move what it holds; none of that is done here.
/// </summary>
public sealed class SurrogateEvolution
{
    private readonly nn.Module network;
    private readonly TrainedWeights trained;
    private readonly IReadOnlyList<Parameter> weights;
    private readonly SurrogateEvolutionConfig config;
    private readonly IRankExchange ranks;
    private readonly Dictionary<NeuronLayer, int> groupOf = new(ReferenceEqualityComparer.Instance);
    private readonly NeuronLayer[] layers;

    /// <summary>Prepares to evolve the surrogates of a network that is trained.</summary>
    /// <param name="network">The network, on its device.</param>
    /// <param name="groups">What evolves, each group by itself: layers of the network.</param>
    /// <param name="trained">What the training moves, and how.</param>
    /// <param name="config">How surrogates evolve.</param>
    /// <param name="ranks">The processes that train together: each evaluates its own batches, all take the sum. This one alone by default.</param>
    public SurrogateEvolution(nn.Module network, IReadOnlyList<SurrogateGroup> groups, TrainedWeights trained, SurrogateEvolutionConfig config, IRankExchange? ranks = null)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        Groups = groups ?? throw new ArgumentNullException(nameof(groups));
        this.trained = trained ?? throw new ArgumentNullException(nameof(trained));
        weights = trained.Weights;
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        this.ranks = ranks ?? SingleRank.Instance;
        layers = [.. network.modules().OfType<NeuronLayer>()];
        for (int group = 0; group < groups.Count; group++)
        {
            foreach (NeuronLayer layer in groups[group].Neurons)
            {
                groupOf.Add(layer, group);
            }
        }
    }

    /// <summary>What evolves.</summary>
    public IReadOnlyList<SurrogateGroup> Groups { get; }

    /// <summary>Evaluates the candidates of all groups and gives each group its best.</summary>
    /// <param name="step">Training steps done.</param>
    /// <param name="stepLoss">The loss, with its graph, on the n-th batch for candidates' steps; it passes the batch through the network from rest, once, in the same way for the same n.</param>
    /// <param name="scoreLoss">The same on the n-th batch for the loss after them.</param>
    /// <returns>The surrogates from here on.</returns>
    /// <exception cref="InvalidOperationException">The loss is no finite number.</exception>
    public SurrogateStep Evolve(long step, Func<int, Tensor> stepLoss, Func<int, Tensor> scoreLoss)
    {
        ArgumentNullException.ThrowIfNull(stepLoss);
        ArgumentNullException.ThrowIfNull(scoreLoss);
        IReadOnlyList<SurrogateShape>[] candidates = [.. Groups.Select(group => SurrogateCandidates.Of(group.Surrogate, config))];
        CandidateMixture[] mixtures = Array.ConvertAll(candidates, of => new CandidateMixture(of.Count, config.LearningRate));
        for (int batch = 0; batch < config.Batches; batch++)
        {
            double[,] slopes = Slopes(batch, candidates, stepLoss, scoreLoss);
            for (int group = 0; group < mixtures.Length; group++)
            {
                mixtures[group].Move(Row(slopes, group));
            }
        }

        for (int group = 0; group < mixtures.Length; group++)
        {
            Groups[group].Surrogate = candidates[group][mixtures[group].Best];
        }

        return new SurrogateStep(step, [.. Groups.Select(group => group.Surrogate)], [.. mixtures.Select(mixture => mixture.Weights[mixture.Best])]);
    }

    /// <summary><c>c</c> by group and candidate on one pair of batches.</summary>
    internal double[,] Slopes(int batch, IReadOnlyList<IReadOnlyList<SurrogateShape>> candidates, Func<int, Tensor> stepLoss, Func<int, Tensor> scoreLoss)
    {
        using DisposeScope scope = NewDisposeScope();
        using KeptState kept = new(network, weights);
        Tensor[][] moved = Moved(batch, candidates, stepLoss);
        (RecordedPass pass, Tensor?[] gradients) = Recorded(() => scoreLoss(batch), config.Placement, []);
        double[,] slopes = new double[Groups.Count, moved.Length];
        for (int k = 0; k < moved.Length; k++)
        {
            int candidate = k;
            using DisposeScope own = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            kept.Put(moved[k]);
            Tapped(new ReplayedPass(pass, (call, currents, outputs) =>
            {
                if (groupOf.TryGetValue(pass.Calls[call].Layer, out int group) && gradients[call] is { } gradient)
                {
                    Tensor before = config.Placement == MixPlacement.Membrane ? pass.Calls[call].Currents : pass.Calls[call].Outputs, after = config.Placement == MixPlacement.Membrane ? currents : outputs;
                    using Tensor change = after - before, product = change * gradient;
                    slopes[group, candidate] += product.sum(ScalarType.Float64).item<double>();
                }
            }), () => scoreLoss(batch));
            kept.PutBack();
        }

        double[] sums = [.. slopes.Cast<double>()];
        ranks.Sum(sums);
        Buffer.BlockCopy(sums, 0, slopes, 0, sums.Length * sizeof(double));
        return slopes;
    }

    /// <summary>The weights after each candidate's step; the first candidate is the current surrogate, whose gradient is the training's own.</summary>
    private Tensor[][] Moved(int batch, IReadOnlyList<IReadOnlyList<SurrogateShape>> candidates, Func<int, Tensor> stepLoss)
    {
        using DisposeScope scope = NewDisposeScope();
        using TrialStep trial = new(trained);
        (RecordedPass pass, Tensor?[] gradients) = Recorded(() => stepLoss(batch), MixPlacement.Spike, weights);
        Tensor?[] ofWeights = gradients[pass.Calls.Count..];
        double norm = Math.Sqrt(ofWeights.OfType<Tensor>().Sum(gradient => Math.Pow(gradient.norm().item<float>(), 2)));
        float factor = norm > trained.ClipNorm ? (float)(trained.ClipNorm / norm) : 1f;
        Tensor[][] moved = new Tensor[candidates[0].Count][];
        moved[0] = trial.By(ofWeights, factor);
        SurrogateShape[] current = [.. Groups.Select(group => group.Surrogate)];
        try
        {
            for (int k = 1; k < moved.Length; k++)
            {
                for (int group = 0; group < current.Length; group++)
                {
                    Groups[group].Surrogate = candidates[group][k];
                }

                using DisposeScope own = NewDisposeScope();
                moved[k] = [.. trial.By(LocalGradients(pass, gradients, () => stepLoss(batch)), factor).Select(weight => weight.MoveToOuterDisposeScope())];
            }
        }
        finally
        {
            for (int group = 0; group < current.Length; group++)
            {
                Groups[group].Surrogate = current[group];
            }
        }

        return [.. moved.Select(all => Array.ConvertAll(all, weight => weight.MoveToOuterDisposeScope()))];
    }

    /// <summary>The gradient of each weight by the layers' own backward passes from the recorded gradients at their outputs.</summary>
    private Tensor?[] LocalGradients(RecordedPass pass, Tensor?[] atOutputs, Func<Tensor> lossOf)
    {
        List<Tensor> outputs = [], gradients = [];
        Tapped(new ReplayedPass(pass, (call, _, given) =>
        {
            if (given.requires_grad && atOutputs[call] is { } gradient)
            {
                outputs.Add(given);
                gradients.Add(gradient);
            }
        }), lossOf);
        return outputs.Count == 0 ? new Tensor?[weights.Count] : [.. Valid(autograd.grad(outputs, [.. weights], gradients, allow_unused: true))];
    }

    /// <summary>A pass, and the gradients of its loss at every layer of neurons, its currents or its outputs, then at <paramref name="besides"/>; null where the loss does not depend on it.</summary>
    private (RecordedPass Pass, Tensor?[] Gradients) Recorded(Func<Tensor> lossOf, MixPlacement placement, IReadOnlyList<Parameter> besides)
    {
        RecordedPass pass = new();
        Tensor loss = Tapped(pass, lossOf);
        if (!float.IsFinite(loss.item<float>()))
        {
            throw new InvalidOperationException($"training diverged: loss {loss.item<float>()} where surrogates are evaluated; lower the learning rate");
        }

        Tensor[] places = [.. pass.Calls.Select(call => placement == MixPlacement.Membrane ? call.Currents : call.Outputs), .. besides];
        return (pass, [.. Valid(autograd.grad([loss], places, allow_unused: true))]);
    }

    private static IEnumerable<Tensor?> Valid(IEnumerable<Tensor> gradients) => gradients.Select(gradient => gradient is null || gradient.IsInvalid ? null : gradient);

    private Tensor Tapped(INeuronTap tap, Func<Tensor> lossOf)
    {
        Array.ForEach(layers, layer => layer.Tap = tap);
        try
        {
            return lossOf();
        }
        finally
        {
            Array.ForEach(layers, layer => layer.Tap = null);
        }
    }

    private static double[] Row(double[,] table, int row) => [.. Enumerable.Range(0, table.GetLength(1)).Select(column => table[row, column])];
}
