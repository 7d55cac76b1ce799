using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// What trial passes change of a network, kept while they last and put back at the end to the bit: weights, buffers (batch norms' running statistics) and torch's random state. The network is in training mode
/// meanwhile.
/// </summary>
internal sealed class KeptState : IDisposable
{
    private readonly nn.Module network;
    private readonly IReadOnlyList<Parameter> weights;
    private readonly Tensor[] buffers;
    private readonly Tensor[] ofWeights;
    private readonly Tensor[] ofBuffers;
    private readonly Tensor randomState;
    private readonly bool wasTraining;

    /// <summary>Keeps the state of <paramref name="network"/>, of whose parameters <paramref name="weights"/> may change.</summary>
    public KeptState(nn.Module network, IReadOnlyList<Parameter> weights)
    {
        using IDisposable noGrad = no_grad();
        this.network = network;
        this.weights = weights;
        buffers = [.. network.buffers()];
        ofWeights = [.. weights.Select(weight => weight.detach().clone())];
        ofBuffers = Array.ConvertAll(buffers, buffer => buffer.clone());
        randomState = random.get_rng_state();
        wasTraining = network.training;
        network.train();
    }

    /// <summary>Gives the network other weights.</summary>
    public void Put(IReadOnlyList<Tensor> values)
    {
        using IDisposable noGrad = no_grad();
        for (int i = 0; i < weights.Count; i++)
        {
            weights[i].copy_(values[i]);
        }
    }

    /// <summary>Gives it its own weights back.</summary>
    public void PutBack() => Put(ofWeights);

    /// <inheritdoc/>
    public void Dispose()
    {
        PutBack();
        using (IDisposable noGrad = no_grad())
        {
            for (int i = 0; i < buffers.Length; i++)
            {
                buffers[i].copy_(ofBuffers[i]);
                ofBuffers[i].Dispose();
            }
        }

        foreach (Tensor kept in ofWeights)
        {
            kept.Dispose();
        }

        random.set_rng_state(randomState);
        randomState.Dispose();
        network.train(wasTraining);
    }
}
