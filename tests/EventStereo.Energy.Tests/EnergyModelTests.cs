using EventStereo.Energy.Models;

namespace EventStereo.Energy.Tests;

/// <summary>A neuron with two inputs, of which one spikes: every model's price of it is worked out by hand.</summary>
public sealed class EnergyModelTests
{
    private const double PjPerMj = 1e9;

    /// <summary>10 pJ a 64-bit access to a memory of 8 kB or less.</summary>
    private const double BufferPjPerBit = 10.0 / 64;

    private static readonly LayerActivity Synapses = Record([1, 0])[0];

    private static readonly LayerActivity Neuron = Record([1, 0])[1];

    [Fact]
    public void The_literature_prices_an_accumulation_a_spike_and_a_multiply_accumulate_a_weight()
    {
        Assert.Equal(0.9, Pj(EnergyModels.Literature.Spiking(Synapses)), 1e-12);
        Assert.Equal(2 * 4.6, Pj(EnergyModels.Literature.Artificial(Synapses)), 1e-12);
        Assert.Equal(0, Pj(EnergyModels.Literature.Spiking(Neuron)));
        Assert.Equal(4.6 + 0.9, EnergyModels.Literature.NeuronMj(1) * PjPerMj, 1e-12);
    }

    [Fact]
    public void Narrower_numbers_have_their_own_prices()
    {
        Assert.Equal(0.4, Pj(EnergyModels.HalfFloat.Spiking(Synapses)), 1e-12);
        Assert.Equal(2 * 1.5, Pj(EnergyModels.HalfFloat.Artificial(Synapses)), 1e-12);
        Assert.Equal(0.03, Pj(EnergyModels.EightBit.Spiking(Synapses)), 1e-12);
        Assert.Equal(2 * 0.23, Pj(EnergyModels.EightBit.Artificial(Synapses)), 1e-12);
    }

    [Fact]
    public void Lemaires_model_reads_every_operand_from_its_own_memory()
    {
        // One event, one product: an addition; an address of two multiply-accumulates and one addition; one weight out of 8 bytes, one
        // potential of 4 bytes read and written, one event out of a queue of 4,096 bytes.
        EnergyBreakdown synapses = EnergyModels.Lemaire.Spiking(Synapses);
        Assert.Equal(0.1 + (2 * 3.2) + 0.1, synapses.SynapseMj * PjPerMj, 1e-9);
        Assert.Equal(13.2563 + (8 * 8.2816e-5), synapses.WeightMj * PjPerMj, 1e-9);
        Assert.Equal(2 * (13.2563 + (4 * 8.2816e-5)), synapses.StateMj * PjPerMj, 1e-9);
        Assert.Equal(13.2563 + (4096 * 8.2816e-5), synapses.InputMj * PjPerMj, 1e-9);

        // A leak, a threshold, a reset; the potential read and written; one event sent.
        EnergyBreakdown neuron = EnergyModels.Lemaire.Spiking(Neuron);
        Assert.Equal(3.2 + 0.1 + 0.1, neuron.NeuronMj * PjPerMj, 1e-9);
        Assert.Equal(2 * (13.2563 + (4 * 8.2816e-5)), neuron.StateMj * PjPerMj, 1e-9);
        Assert.Equal(13.2563 + (4096 * 8.2816e-5), neuron.OutputMj * PjPerMj, 1e-9);
    }

    [Fact]
    public void Lemaires_artificial_layer_reads_two_operands_a_product()
    {
        EnergyBreakdown layer = EnergyModels.Lemaire.Artificial(Synapses).GetValueOrDefault();

        // Two products, one sum's addition, addresses of two inputs, one output and two weights.
        Assert.Equal((2 * 3.2) + 0.1 + (5 * 0.1), layer.SynapseMj * PjPerMj, 1e-9);
        Assert.Equal(2 * (13.2563 + (8 * 8.2816e-5)), layer.WeightMj * PjPerMj, 1e-9);
        Assert.Equal(2 * (13.2563 + (8 * 8.2816e-5)), layer.InputMj * PjPerMj, 1e-9);
        Assert.Equal(13.2563 + (4 * 8.2816e-5), layer.OutputMj * PjPerMj, 1e-9);
    }

    [Fact]
    public void The_tiled_model_moves_everything_once_and_reads_operands_from_the_buffer()
    {
        // Two weights of 8 bits moved and one read; a partial sum of 16 bits read and written; two spikes of one bit moved.
        EnergyBreakdown synapses = EnergyModels.Tiled.Spiking(Synapses);
        Assert.Equal(0.03, synapses.SynapseMj * PjPerMj, 1e-12);
        Assert.Equal((16 + 8) * BufferPjPerBit, synapses.WeightMj * PjPerMj, 1e-12);
        Assert.Equal(2 * 16 * BufferPjPerBit, synapses.StateMj * PjPerMj, 1e-12);
        Assert.Equal(2 * BufferPjPerBit, synapses.InputMj * PjPerMj, 1e-12);

        EnergyBreakdown neuron = EnergyModels.Tiled.Spiking(Neuron);
        Assert.Equal(0.23 + 0.03 + 0.03, neuron.NeuronMj * PjPerMj, 1e-12);
        Assert.Equal(2 * 16 * BufferPjPerBit, neuron.StateMj * PjPerMj, 1e-12);
        Assert.Equal(1 * BufferPjPerBit, neuron.OutputMj * PjPerMj, 1e-12);
    }

    [Fact]
    public void The_tiled_models_artificial_layer_reads_activations_and_keeps_its_sum()
    {
        EnergyBreakdown layer = EnergyModels.Tiled.Artificial(Synapses).GetValueOrDefault();

        Assert.Equal(2 * 0.23, layer.SynapseMj * PjPerMj, 1e-12);
        Assert.Equal((16 + 16) * BufferPjPerBit, layer.WeightMj * PjPerMj, 1e-12);
        Assert.Equal(0, layer.StateMj);
        Assert.Equal((16 + 16) * BufferPjPerBit, layer.InputMj * PjPerMj, 1e-12);
    }

    [Fact]
    public void A_quantised_layer_of_one_bit_selects_and_adds()
    {
        EnergyBreakdown layer = EnergyModels.Tiled.Quantized(Synapses, 1).GetValueOrDefault();

        Assert.Equal(2 * 0.03, layer.SynapseMj * PjPerMj, 1e-12);
        Assert.Equal((2 + 2) * BufferPjPerBit, layer.InputMj * PjPerMj, 1e-12);
        Assert.Equal(2 * ((0.2 * 3 / 8) + 0.03), EnergyModels.EightBit.Quantized(Synapses, 3).GetValueOrDefault().SynapseMj * PjPerMj, 1e-12);
    }

    [Fact]
    public void Chips_price_synaptic_operations_and_neuron_updates_and_run_no_artificial_layer()
    {
        Assert.Equal(23.6, Pj(EnergyModels.Loihi.Spiking(Synapses)), 1e-9);
        Assert.Equal(81, Pj(EnergyModels.Loihi.Spiking(Neuron)), 1e-9);
        Assert.Equal(52, Pj(EnergyModels.Loihi.Spiking(Record([0, 0])[1])), 1e-9);
        Assert.Equal(26, Pj(EnergyModels.TrueNorth.Spiking(Synapses)), 1e-9);
        Assert.Equal(0, Pj(EnergyModels.TrueNorth.Spiking(Neuron)));
        Assert.Null(EnergyModels.Loihi.Artificial(Synapses));
        Assert.Null(EnergyModels.TrueNorth.Artificial([Synapses, Neuron]));
    }

    [Theory]
    [InlineData(4096, 10)]
    [InlineData(8192, 10)]
    [InlineData(20480, 15)]
    [InlineData(32768, 20)]
    [InlineData(1 << 20, 100)]
    [InlineData(1 << 24, 100)]
    public void On_chip_memory_costs_what_the_figure_says(double bytes, double pj) => Assert.Equal(pj, SramEnergy.PjPer64Bit(bytes), 1e-9);

    [Fact]
    public void What_does_not_fit_on_chip_comes_from_DRAM()
    {
        TiledMemory memory = new();

        Assert.Equal(100.0 / 64, memory.BackingPjPerBit(8.0 * (1 << 20)), 1e-9);
        Assert.Equal(1300.0 / 64, memory.BackingPjPerBit((8.0 * (1 << 20)) + 8), 1e-9);
    }

    [Fact]
    public void Zero_spikes_take_no_synaptic_energy_in_any_model()
    {
        LayerActivity silent = Record([0, 0])[0];

        Assert.All(EnergyModels.All, model => Assert.Equal(0, model.Spiking(silent).SynapseMj));
    }

    [Fact]
    public void Every_model_adds_up_over_operations()
    {
        IReadOnlyList<LayerActivity> both = Record([1, 1]);

        Assert.All(EnergyModels.All, model => Assert.Equal(
            model.Spiking(both[0]).TotalMj + model.Spiking(both[1]).TotalMj, model.Spiking(both).TotalMj, 1e-20));
    }

    private static IReadOnlyList<LayerActivity> Record(float[] input)
    {
        ActivityRecorder recorder = new();
        recorder.Record("synapses", ConvolutionShape.Linear(2, 1), input);
        recorder.RecordNeurons("neuron", 1, input[0] > 0 ? 1 : 0);
        recorder.CompleteInference();
        return recorder.Activities();
    }

    private static double Pj(EnergyBreakdown? breakdown) => breakdown.GetValueOrDefault().TotalMj * PjPerMj;
}
