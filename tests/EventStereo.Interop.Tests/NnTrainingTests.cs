using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Whole runs: a small net learns, and one that was stopped and resumed is the one that never was, to the bit.</summary>
public sealed class NnTrainingTests
{
    [Fact]
    public void Small_net_learns_the_exclusive_or()
    {
        manual_seed(7);
        using Sequential net = nn.Sequential(nn.Linear(2, 8), nn.Sigmoid(), nn.Linear(8, 1));
        using Adam optimizer = optim.Adam(net.parameters(), 0.05);
        using Tensor input = tensor(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, 4, 2), target = tensor(new float[] { 0, 1, 1, 0 }, 4, 1);
        double first = 0, loss = 0;
        for (int step = 0; step < 400; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor error = (net.call(input) - target).square().mean();
            error.backward();
            optimizer.step();
            loss = error.ToDouble();
            first = step == 0 ? loss : first;
        }

        Assert.True(first > 0.2, $"it began at {first}");
        Assert.True(loss < 0.01, $"it ended at {loss}");
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("rmsprop")]
    public void Stopped_and_resumed_is_never_stopped(string name)
    {
        using Run whole = new(name);
        whole.Train(6);

        using Run stopped = new(name);
        stopped.Train(3);
        using MemoryStream net = new(), state = new();
        stopped.net.save(net);
        using (BinaryWriter writer = new(state))
        {
            stopped.optimizer.save_state_dict(writer);
        }

        using Run resumed = new(name, seed: 99, lastEpoch: 2);
        using MemoryStream netAgain = new(net.ToArray()), stateAgain = new(state.ToArray());
        resumed.net.load(netAgain);
        using (BinaryReader reader = new(stateAgain))
        {
            resumed.optimizer.load_state_dict(reader);
        }

        resumed.Train(3, from: 3);
        Assert.Equal(whole.Bits(), resumed.Bits());
        Assert.Equal(whole.optimizer.ParamGroups.Single().LearningRate, resumed.optimizer.ParamGroups.Single().LearningRate);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("rmsprop")]
    public void State_dictionary_copies_into_another_optimizer(string name)
    {
        using Run source = new(name);
        source.Train(3);
        using Run target = new(name);
        target.net.load_state_dict(source.net.state_dict());
        target.optimizer.load_state_dict(source.optimizer.state_dict());
        OptimizerState one = source.optimizer.state_dict().State[0], other = target.optimizer.state_dict().State[0];
        Assert.NotSame(one, other);
        Assert.True(one.ApproximatelyEquals(other));

        // Copies, not shared tensors: the source goes on without the target.
        source.Train(1, from: 3);
        Assert.False(one.ApproximatelyEquals(other));
        target.Train(1, from: 3);
        Assert.True(one.ApproximatelyEquals(other));
    }

    [Fact]
    public void State_of_another_optimizer_is_refused()
    {
        using Run adam = new("adam");
        using Run sgd = new("sgd");
        using MemoryStream state = new();
        using BinaryWriter writer = new(state);
        adam.optimizer.save_state_dict(writer);
        using MemoryStream again = new(state.ToArray());
        using BinaryReader reader = new(again);
        Assert.Throws<InvalidDataException>(() => sgd.optimizer.load_state_dict(reader));
        Assert.Throws<ArgumentException>(() => sgd.optimizer.load_state_dict(adam.optimizer.state_dict()));
    }

    private sealed class Run : IDisposable
    {
        public readonly Sequential net;
        public readonly OptimizerHelper optimizer;
        private readonly optim.lr_scheduler.LRScheduler schedule;

        public Run(string name, long seed = 1, int lastEpoch = -1)
        {
            manual_seed(seed);
            net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 1, 3));
            optimizer = name switch
            {
                "sgd" => optim.SGD(net.parameters(), 0.05, momentum: 0.9, weight_decay: 0.01),
                "adam" => optim.Adam(net.parameters(), 0.05, amsgrad: true),
                "adamw" => optim.AdamW(net.parameters(), 0.05, weight_decay: 0.1),
                _ => optim.RMSProp(net.parameters(), 0.01, momentum: 0.5, centered: true),
            };
            schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10, last_epoch: lastEpoch);
        }

        public void Train(int steps, int from = 0)
        {
            for (int step = from; step < from + steps; step++)
            {
                using var scope = NewDisposeScope();
                using Generator generator = new((ulong)step + 100);
                Tensor input = randn([2, 1, 8, 8], generator: generator);
                optimizer.zero_grad();
                net.call(input).square().mean().backward();
                optimizer.step();
                schedule.step();
            }
        }

        public byte[] Bits() => [.. net.state_dict().Values.SelectMany(value => value.bytes.ToArray())];

        public void Dispose()
        {
            optimizer.Dispose();
            net.Dispose();
        }
    }
}
