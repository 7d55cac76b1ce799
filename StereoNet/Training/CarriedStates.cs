using System.Globalization;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>The membranes that each micro-batch of a run leaves for the same one of the next step, and their files in a checkpoint.</summary>
internal sealed class CarriedStates(int microBatches) : IDisposable
{
    private readonly SpikingState?[] states = new SpikingState?[microBatches];

    /// <summary>The state before <paramref name="batch"/>, at rest for the samples whose recording begins with it; null where all do. It stays this one's.</summary>
    public SpikingState? Before(int microBatch, StereoBatch batch)
    {
        SpikingState? state = states[microBatch];
        if (state is null || batch.Begins.All(begins => begins))
        {
            return null;
        }

        for (int sample = 0; sample < batch.Samples; sample++)
        {
            if (batch.Begins[sample])
            {
                state.Rest(sample, batch.Samples);
            }
        }

        return state;
    }

    /// <summary>Keeps the state after a micro-batch, which is then this one's, in place of the one before.</summary>
    public void Keep(int microBatch, SpikingState? after)
    {
        states[microBatch]?.Dispose();
        states[microBatch] = after;
    }

    /// <summary>Writes the states into the checkpoint folder <paramref name="folder"/>.</summary>
    public void Save(string folder)
    {
        for (int i = 0; i < states.Length; i++)
        {
            if (states[i] is { } state)
            {
                SpikingStateFile.Write(state, PathOf(folder, i));
            }
        }
    }

    /// <summary>Reads the states of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public void Load(string folder, Device device)
    {
        for (int i = 0; i < states.Length; i++)
        {
            string path = PathOf(folder, i);
            Keep(i, File.Exists(path) ? SpikingStateFile.Read(path, device) : null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = 0; i < states.Length; i++)
        {
            Keep(i, null);
        }
    }

    private static string PathOf(string folder, int microBatch) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"membranes-{microBatch}.safetensors"));
}
