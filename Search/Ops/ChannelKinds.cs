using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// Tells apart the channels of a convolution's input of a hybrid network: the maps of a cell's spiking and artificial nodes lie side by side, and the former cause accumulations, the latter multiplications.
/// </summary>
internal static class ChannelKinds
{
    /// <summary>
    /// The channels of <paramref name="input"/> <c>[N, C, ...]</c> that <paramref name="module"/>'s structure says are real-valued, and all others, of which the values tell. Either is null where there is none;
    /// what is the whole input is the same tensor.
    /// </summary>
    public static (Tensor? Others, Tensor? Real) Split(nn.Module module, Tensor input)
    {
        ChannelSource[] real = module is SameConvolution convolution ? [.. convolution.Sources.Where(source => source.IsReal).OrderBy(source => source.First)] : [];
        if (real.Length == 0)
        {
            return (input, null);
        }

        if (real.Sum(source => source.Channels) == input.shape[1])
        {
            return (null, input);
        }

        List<Tensor> others = [];
        long at = 0;
        foreach (ChannelSource source in real)
        {
            Add(source.First);
            at = source.First + source.Channels;
        }

        Add(input.shape[1]);
        return (cat(others.ToArray(), 1), cat(real.Select(source => input.narrow(1, source.First, source.Channels)).ToArray(), 1));

        void Add(long end)
        {
            if (end > at)
            {
                others.Add(input.narrow(1, at, end - at));
            }
        }
    }
}
