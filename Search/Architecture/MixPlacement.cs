namespace EventStereo.Search.Architecture;

/// <summary>
/// Where the candidate operations of an edge are mixed while a cell is searched, and with that where a node's kept edges meet. Source: SpikeDHS, figure 2 of
/// arXiv 2410.18580 and figure 1 of the supplement of the NeurIPS 2022 paper.
/// </summary>
public enum MixPlacement
{
    /// <summary>
    /// At the membrane potential: <c>I = sum_e sum_o p_eo BN_o(Conv_o(x_e))</c>, one neuron a node, so that whatever passes between nodes is binary. The kept edges sum as currents.
    /// </summary>
    Membrane = 0,

    /// <summary>
    /// At the spike activation: each operation has a neuron of its own, of the surrogate temperature that its name says (3 or 5; else the node's), and the node's neuron takes
    /// <c>I = sum_e sum_o p_eo s_o(x_e)</c>. The kept edges sum as spikes.
    /// </summary>
    Spike = 1,
}
