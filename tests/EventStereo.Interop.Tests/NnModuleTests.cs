using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>What a module registers, under which names, and what belongs to it.</summary>
public sealed class NnModuleTests
{
    [Fact]
    public void Fields_are_registered_in_order_under_their_names()
    {
        using Net net = new();
        Assert.Equal(["scale", "first.weight", "first.bias", "cells.0.weight", "cells.0.bias", "cells.1.weight", "cells.1.bias"], net.named_parameters().Select(item => item.name));
        Assert.Equal(["first", "cells", "cells.0", "cells.1"], net.named_modules().Select(item => item.name));
        Assert.Equal(["offset", "steps"], net.named_buffers().Select(item => item.name));
    }

    [Fact]
    public void Plain_tensor_field_is_a_persistent_buffer()
    {
        using Net net = new();
        Assert.Contains("offset", net.state_dict().Keys);
        Assert.DoesNotContain("offset", net.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Buffer_that_is_not_persistent_is_listed_and_not_saved()
    {
        using Net net = new();
        net.register_buffer("scratch", zeros(2), persistent: false);
        Assert.DoesNotContain("scratch", net.state_dict().Keys);
        Assert.Contains("scratch", net.named_buffers(include_nonpersistent: true).Select(item => item.name));
        Assert.DoesNotContain("scratch", net.named_buffers(include_nonpersistent: false).Select(item => item.name));
    }

    [Fact]
    public void List_of_modules_registers_nothing()
    {
        using ListNet net = new();
        Assert.Empty(net.parameters());
        Assert.Empty(net.children());
        net.DisposeList();
    }

    [Fact]
    public void Parameter_shared_by_two_modules_comes_once()
    {
        using SharedNet net = new();
        Assert.Equal(["one.weight", "one.bias"], net.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Name_is_taken_once()
    {
        using Net net = new();
        using Parameter another = nn.Parameter(zeros(1));
        Assert.Throws<InvalidOperationException>(() => net.register_parameter("scale", another));
        Assert.Throws<InvalidOperationException>(() => net.register_buffer("offset", another));
        Assert.Throws<InvalidOperationException>(() => net.register_module("first", nn.Identity()));
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", nn.Identity()));
        Assert.Throws<ArgumentException>(() => net.register_module(string.Empty, nn.Identity()));
    }

    [Fact]
    public void Module_without_components_refuses_them()
    {
        using ReLU relu = nn.ReLU();
        using Parameter parameter = nn.Parameter(zeros(1));
        Assert.Throws<InvalidOperationException>(() => relu.register_parameter("weight", parameter));
    }

    [Fact]
    public void Parameters_and_buffers_outlive_the_scope_in_which_the_module_was_made()
    {
        Net net;
        using (NewDisposeScope())
        {
            net = new Net();
        }

        Assert.All(net.parameters(), parameter => Assert.False(parameter.IsInvalid));
        Assert.All(net.buffers(), buffer => Assert.False(buffer.IsInvalid));
        using Tensor input = ones(1, 3);
        using Tensor output = net.call(input);
        Assert.Equal([1, 2], output.shape);

        Parameter[] parameters = [.. net.parameters()];
        Tensor[] buffers = [.. net.buffers()];
        net.Dispose();
        Assert.All(parameters, parameter => Assert.True(parameter.IsInvalid));
        Assert.All(buffers, buffer => Assert.True(buffer.IsInvalid));
    }

    [Fact]
    public void Making_and_disposing_a_module_leaves_no_tensor()
    {
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            using Net net = new();
            using Tensor output = net.call(ones(1, 3));
            output.sum().backward();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Parameter_takes_over_its_tensor()
    {
        Tensor data = ones(2);
        using Parameter parameter = nn.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
        using Parameter frozen = nn.Parameter(ones(2), requires_grad: false);
        Assert.False(frozen.requires_grad);
    }

    [Fact]
    public void Parameter_stays_in_the_scope_of_its_tensor_until_it_is_registered()
    {
        Parameter parameter;
        using (NewDisposeScope())
        {
            parameter = nn.Parameter(ones(2));
            Assert.False(parameter.IsInvalid);
        }

        Assert.True(parameter.IsInvalid);
    }

    [Fact]
    public void Training_mode_and_functions_reach_every_module()
    {
        using Net net = new();
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));

        List<string> names = [];
        net.apply(module => names.Add(module.GetName()));
        Assert.Equal(["Linear", "Linear", "Linear", "ModuleList", "Net"], names);
    }

    [Fact]
    public void Zero_grad_removes_gradients_or_clears_them()
    {
        using Net net = new();
        using Tensor loss = net.call(ones(1, 3)).sum();
        loss.backward();
        net.zero_grad(set_to_none: false);
        Assert.All(net.parameters(), parameter => Assert.Equal(0f, parameter.grad!.abs().sum().ToSingle()));
        net.zero_grad();
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Conversion_replaces_parameters_and_keeps_integers()
    {
        using Net net = new();
        Parameter before = net.scale;
        net.to(ScalarType.Float64);
        Assert.True(before.IsInvalid);
        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, net.get_buffer("offset")!.dtype);
        Assert.Equal(ScalarType.Int64, net.get_buffer("steps")!.dtype);
        using Tensor output = net.call(ones(1, 3, dtype: ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, output.dtype);
        Assert.Throws<ArgumentException>(() => net.to(ScalarType.Int32));
    }

    [Fact]
    public void Dotted_names_find_what_they_name()
    {
        using Net net = new();
        Assert.Same(net.cells[1].weight, net.get_parameter("cells.1.weight"));
        Assert.True(net.has_parameter("first.bias"));
        Assert.False(net.has_parameter("first.nothing"));
        Assert.True(net.has_buffer("offset"));
        Assert.Null(net.get_buffer("cells.1.weight"));
    }

    [Fact]
    public void Replacing_a_weight_by_its_property_replaces_what_is_registered()
    {
        using Linear linear = nn.Linear(2, 2);
        Parameter before = linear.weight;
        linear.weight = nn.Parameter(zeros(2, 2));
        Assert.True(before.IsInvalid);
        Assert.Same(linear.weight, linear.get_parameter("weight"));
        linear.bias = null;
        Assert.Equal(["weight"], linear.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void List_registers_what_is_added_later()
    {
        using Net net = new();
        net.cells.Add(nn.Linear(2, 2, hasBias: false));
        Assert.Contains("cells.2.weight", net.state_dict().Keys);
        net.cells[2].Dispose();
        net.cells.RemoveAt(2);
        Assert.DoesNotContain("cells.2.weight", net.state_dict().Keys);
    }

    [Fact]
    public void Dictionary_of_modules_registers_under_its_keys()
    {
        using DictionaryNet net = new();
        Assert.Equal(["heads.left.weight", "heads.right.weight"], net.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Sequence_runs_in_order_and_can_be_cut()
    {
        using Sequential sequence = nn.Sequential(("grow", nn.Linear(1, 1)), ("keep", nn.Identity()), ("bend", nn.ReLU()));
        using (no_grad())
        {
            ((Linear)sequence[0]).weight.fill_(2);
            ((Linear)sequence[0]).bias!.fill_(-3);
        }

        using Tensor input = tensor(new float[] { 1, 2 }, 2, 1);
        using Tensor output = sequence.call(input);
        Assert.Equal([0f, 1f], output.data<float>().ToArray());
        using Tensor straight = sequence[..2].call(input);
        Assert.Equal([-1f, 1f], straight.data<float>().ToArray());
        Assert.Equal(["grow.weight", "grow.bias"], sequence.state_dict().Keys);
    }

    [Fact]
    public void Sequence_keeps_its_input_and_disposes_what_lies_between()
    {
        using Sequential sequence = nn.Sequential(nn.Identity(), nn.ReLU(), nn.Identity());
        using Tensor input = ones(2);
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        using Tensor output = sequence.call(input);
        Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.False(input.IsInvalid);
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter scale;
        public readonly Linear first;
        public readonly ModuleList<Linear> cells;
        private readonly Tensor offset;
        private readonly Tensor steps;

        public Net()
            : base(nameof(Net))
        {
            scale = nn.Parameter(ones(1));
            first = nn.Linear(3, 2);
            cells = nn.ModuleList(nn.Linear(2, 2), nn.Linear(2, 2));
            offset = zeros(2);
            steps = zeros(1, dtype: ScalarType.Int64);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor value = first.call(input);
            foreach (Linear cell in cells)
            {
                value = cell.call(value);
            }

            return (value * scale + offset).MoveToOuterDisposeScope();
        }
    }

    private sealed class ListNet : nn.Module<Tensor, Tensor>
    {
        private readonly List<Linear> layers = [nn.Linear(1, 1), nn.Linear(1, 1)];

        public ListNet()
            : base(nameof(ListNet)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers[0].call(input);

        public void DisposeList() => layers.ForEach(layer => layer.Dispose());
    }

    private sealed class SharedNet : nn.Module<Tensor, Tensor>
    {
        private readonly Linear one;
        private readonly Linear two;

        public SharedNet()
            : base(nameof(SharedNet))
        {
            one = two = nn.Linear(1, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => two.call(one.call(input));
    }

    private sealed class DictionaryNet : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleDict<Linear> heads = nn.ModuleDict(("left", nn.Linear(1, 1, hasBias: false)), ("right", nn.Linear(1, 1, hasBias: false)));

        public DictionaryNet()
            : base(nameof(DictionaryNet)) => RegisterComponents();

        public override Tensor forward(Tensor input) => heads["left"].call(input);
    }
}
