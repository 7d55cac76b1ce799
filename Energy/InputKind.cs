namespace EventStereo.Energy;

/// <summary>What values reach a layer, which decides whether a synapse adds or multiplies. A larger number needs more.</summary>
public enum InputKind
{
    /// <summary>0 and 1 only: a synaptic operation is one accumulation.</summary>
    Binary = 0,

    /// <summary>-1, 0 and 1 only (signed event stacks): one accumulation or subtraction.</summary>
    Ternary = 1,

    /// <summary>Anything else, not-a-number included: every tap multiplies and accumulates.</summary>
    Real = 2,
}
