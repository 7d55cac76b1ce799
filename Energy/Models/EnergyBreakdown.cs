namespace EventStereo.Energy.Models;

/// <summary>Where energy goes, in millijoules.</summary>
/// <param name="SynapseMj">Arithmetic of synapses and of the operations between them.</param>
/// <param name="NeuronMj">Arithmetic of the neurons' updates.</param>
/// <param name="WeightMj">Reading weights.</param>
/// <param name="StateMj">Reading and writing membranes and partial sums.</param>
/// <param name="InputMj">Reading inputs.</param>
/// <param name="OutputMj">Writing outputs.</param>
public readonly record struct EnergyBreakdown(double SynapseMj, double NeuronMj = 0, double WeightMj = 0, double StateMj = 0, double InputMj = 0, double OutputMj = 0)
{
    /// <summary>The sum.</summary>
    public double TotalMj => SynapseMj + NeuronMj + WeightMj + StateMj + InputMj + OutputMj;

    /// <summary>Both together.</summary>
    public EnergyBreakdown Plus(EnergyBreakdown other) => new(
        SynapseMj + other.SynapseMj, NeuronMj + other.NeuronMj, WeightMj + other.WeightMj,
        StateMj + other.StateMj, InputMj + other.InputMj, OutputMj + other.OutputMj);
}
