using System.Globalization;
using EventStereo.Search.Architecture;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>A network's state between two time steps in a safetensors file, one tensor a layer state, named by its place in forward order.</summary>
public static class SpikingStateFile
{
    /// <summary>Writes <paramref name="state"/>, to the bit.</summary>
    public static void Write(SpikingState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        Safetensors.Write(path, state.States.Select((membrane, i) =>
        {
            using Tensor onCpu = membrane.cpu().contiguous();
            return new SafetensorEntry(Name(i), SafetensorDtype.F32, membrane.shape, onCpu.bytes.ToArray());
        }));
    }

    /// <summary>Reads what <see cref="Write"/> wrote onto <paramref name="device"/>; the state is the caller's.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or holds something else.</exception>
    public static SpikingState Read(string path, Device device)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] membranes = new Tensor[file.Tensors.Count];
        for (int i = 0; i < membranes.Length; i++)
        {
            if (!file.TryFind(Name(i), out SafetensorInfo? stored) || stored.Dtype != SafetensorDtype.F32)
            {
                throw new InvalidDataException($"{path}: not the state of a network: '{Name(i)}' is missing or not of type F32");
            }

            Tensor values = zeros([.. stored.Shape], dtype: ScalarType.Float32);
            values.bytes = file.Read(stored);
            membranes[i] = values.to(device);
        }

        return new SpikingState(membranes);
    }

    private static string Name(int place) => place.ToString(CultureInfo.InvariantCulture);
}
