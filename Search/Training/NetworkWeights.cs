using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Training;

/// <summary>A module's parameters and buffers in a safetensors file: equal weights give equal files, byte for byte.</summary>
public static class NetworkWeights
{
    /// <summary>Writes the state of <paramref name="network"/>.</summary>
    public static void Save(nn.Module network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        Safetensors.Write(path, network.state_dict().Select(entry => Entry(entry.Key, entry.Value)));
    }

    /// <summary>The file of the weights that a configuration names to begin with: of a run folder its last ones.</summary>
    /// <exception cref="ConfigurationException">Neither a run folder nor a file, or a run without last weights.</exception>
    public static string FileOf(string runOrFile)
    {
        if (!RunFolder.IsRun(runOrFile))
        {
            return File.Exists(runOrFile) ? runOrFile : throw new ConfigurationException(runOrFile, "initialWeights: neither a run folder nor a weights file");
        }

        string weights = RunFolder.Open(runOrFile).WeightsPath;
        return File.Exists(weights) ? weights : throw new ConfigurationException(runOrFile, $"initialWeights: this run has no {Path.GetFileName(weights)}; it is not finished, or has other weights, whose file can be given");
    }

    /// <summary>Fills <paramref name="network"/> from <paramref name="path"/>; nothing is changed unless all of it fits.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or holds the weights of another network.</exception>
    public static void Load(nn.Module network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Dictionary<string, Tensor> state = network.state_dict();
        foreach ((string name, Tensor target) in state)
        {
            if (!file.TryFind(name, out SafetensorInfo? stored))
            {
                throw new InvalidDataException($"{path}: weights of another network: '{name}' is missing");
            }

            if (stored.Dtype != DtypeOf(target) || !stored.Shape.SequenceEqual(target.shape))
            {
                throw new InvalidDataException($"{path}: weights of another network: '{name}' is {stored.Dtype} [{string.Join(", ", stored.Shape)}], not {DtypeOf(target)} [{string.Join(", ", target.shape)}]");
            }
        }

        if (file.Tensors.FirstOrDefault(tensor => !state.ContainsKey(tensor.Name)) is { } extra)
        {
            throw new InvalidDataException($"{path}: weights of another network: '{extra.Name}' is not part of this one");
        }

        using IDisposable noGrad = no_grad();
        foreach ((string name, Tensor target) in state)
        {
            file.TryFind(name, out SafetensorInfo? stored);
            using Tensor values = empty_like(target, device: CPU);
            values.bytes = file.Read(stored!); // found above
            target.copy_(values);
        }
    }

    private static SafetensorEntry Entry(string name, Tensor value)
    {
        using Tensor onCpu = value.detach().cpu().contiguous();
        return new SafetensorEntry(name, DtypeOf(value), value.shape, onCpu.bytes.ToArray());
    }

    private static SafetensorDtype DtypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => SafetensorDtype.F32,
        ScalarType.Float64 => SafetensorDtype.F64,
        ScalarType.Int64 => SafetensorDtype.I64,
        ScalarType.Int32 => SafetensorDtype.I32,
        _ => throw new ArgumentException($"a state of type {tensor.dtype} has no place in the file"),
    };
}
