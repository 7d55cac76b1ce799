using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>State dictionaries and streams of modules: exact round trips, strict loading.</summary>
public sealed class NnStateTests
{
    [Fact]
    public void State_dictionary_holds_the_tensors_themselves()
    {
        using BatchNorm2d norm = nn.BatchNorm2d(3);
        Dictionary<string, Tensor> state = norm.state_dict();
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], state.Keys);
        Assert.Same(norm.weight, state["weight"]);
        Assert.Same(norm.running_var, state["running_var"]);
    }

    [Fact]
    public void Loading_a_state_copies_every_value()
    {
        using Sequential source = Build(1);
        using Sequential target = Build(2);
        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        AssertSame(source, target);
        Assert.NotSame(source.state_dict()["0.weight"], target.state_dict()["0.weight"]);
        Assert.All(target.parameters(), parameter => Assert.True(parameter.is_leaf && parameter.requires_grad));
    }

    [Fact]
    public void Strict_loading_names_what_differs_and_changes_nothing()
    {
        using Sequential source = Build(1);
        using Sequential target = Build(2);
        byte[] before = target.state_dict()["0.weight"].bytes.ToArray();
        Dictionary<string, Tensor> state = source.state_dict();
        state.Remove("1.bias");
        state["extra"] = state["0.bias"];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        Assert.Contains("1.bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, target.state_dict()["0.weight"].bytes.ToArray());
    }

    [Fact]
    public void Loose_loading_returns_what_differs()
    {
        using Sequential source = Build(1);
        using Sequential target = Build(2);
        Dictionary<string, Tensor> state = source.state_dict();
        state.Remove("1.bias");
        state["extra"] = state["0.bias"];
        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(state, strict: false);
        Assert.Equal(["1.bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal(state["0.weight"].bytes.ToArray(), target.state_dict()["0.weight"].bytes.ToArray());
    }

    [Fact]
    public void Skipped_names_are_neither_missing_nor_copied()
    {
        using Sequential source = Build(1);
        using Sequential target = Build(2);
        byte[] before = target.state_dict()["0.weight"].bytes.ToArray();
        Dictionary<string, Tensor> state = source.state_dict();
        target.load_state_dict(state, skip: ["0.weight"]);
        Assert.Equal(before, target.state_dict()["0.weight"].bytes.ToArray());
        state.Remove("0.weight");
        target.load_state_dict(state, skip: ["0.weight"]);
    }

    [Fact]
    public void Weight_of_another_shape_is_refused_though_it_would_broadcast()
    {
        using Linear target = nn.Linear(2, 3);
        using Tensor one = ones(1);
        Dictionary<string, Tensor> state = target.state_dict();
        state["bias"] = one;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        Assert.Contains("'bias' has shape [1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_gives_back_every_bit()
    {
        using Sequential source = Build(1);
        using Sequential target = Build(2);
        using MemoryStream stream = new();
        source.save(stream);
        using MemoryStream read = new(stream.ToArray());
        Dictionary<string, bool> loaded = [];
        target.load(read, loadedParameters: loaded);
        AssertSame(source, target);
        Assert.Equal(source.state_dict().Keys, loaded.Keys);
    }

    [Fact]
    public void Stream_of_another_net_is_refused()
    {
        using Sequential source = Build(1);
        using Linear target = nn.Linear(2, 3);
        using MemoryStream stream = new();
        source.save(stream);
        using MemoryStream read = new(stream.ToArray());
        Assert.Throws<ArgumentException>(() => target.load(read));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Cut_stream_is_bad_data(int missing)
    {
        using Linear source = nn.Linear(4, 4);
        using MemoryStream stream = new();
        source.save(stream);
        byte[] whole = stream.ToArray();
        using MemoryStream cut = new(whole[..^missing]);
        Assert.Throws<InvalidDataException>(() => source.load(cut));
    }

    private static Sequential Build(long seed)
    {
        manual_seed(seed);
        Sequential net = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU());
        using Tensor output = net.call(randn(2, 2, 6, 6));
        return net;
    }

    private static void AssertSame(nn.Module expected, nn.Module actual)
    {
        Dictionary<string, Tensor> state = actual.state_dict();
        foreach ((string key, Tensor value) in expected.state_dict())
        {
            Assert.Equal(value.bytes.ToArray(), state[key].bytes.ToArray());
        }
    }
}
