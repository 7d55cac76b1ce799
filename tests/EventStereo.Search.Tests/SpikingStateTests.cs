using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class SpikingStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sample_brought_to_rest_is_zero_in_every_layer_and_the_others_stay()
    {
        using SpikingState state = State();
        state.Rest(1, samples: 2);

        Assert.Equal([0f, 1, 0, 0, 4, 5, 0, 0], Values(state, 0)); // both cameras: rows 1 and 3
        Assert.Equal([0f, 1, 2, 0, 0, 0], Values(state, 1)); // one row a sample
    }

    [Fact]
    public void A_state_of_another_number_of_samples_is_refused()
    {
        using SpikingState state = State();
        Assert.Throws<ArgumentException>(() => state.Rest(0, samples: 3));
    }

    [Fact]
    public void A_state_is_read_back_to_the_bit()
    {
        using SpikingState state = State();
        SpikingStateFile.Write(state, folder["state.safetensors"]);
        using SpikingState read = SpikingStateFile.Read(folder["state.safetensors"], CPU);

        Assert.Equal(state.States.Select(membrane => membrane.shape), read.States.Select(membrane => membrane.shape));
        Assert.Equal(Values(state, 0), Values(read, 0));
        Assert.Equal(Values(state, 1), Values(read, 1));
    }

    [Fact]
    public void Another_file_is_no_state()
    {
        folder.Write("state.safetensors", "nothing of the kind");
        Assert.Throws<InvalidDataException>(() => SpikingStateFile.Read(folder["state.safetensors"], CPU));
    }

    /// <summary>Two samples: a layer of both cameras, [4, 2], and one of the volume, [2, 1, 3].</summary>
    private static SpikingState State()
    {
        using DisposeScope scope = NewDisposeScope();
        return new SpikingState([arange(8, dtype: ScalarType.Float32).view(4, 2), arange(6, dtype: ScalarType.Float32).view(2, 1, 3)]);
    }

    private static float[] Values(SpikingState state, int layer) => state.States[layer].data<float>().ToArray();
}
