namespace EventStereo.Search.Architecture;

/// <summary>The family of a neuron's surrogate gradient; each has one sharpness.</summary>
public enum SurrogateKind
{
    /// <summary>Derivative of a clipped tanh on a window of width 1; the method's, and the one that the surrogate search moves.</summary>
    Dspike = 0,

    /// <summary>Derivative of an arctangent.</summary>
    Arctangent = 1,

    /// <summary>Derivative of a logistic function.</summary>
    Sigmoid = 2,

    /// <summary>A triangle of fixed width 2 with a dampening factor for its height.</summary>
    Triangle = 3,

    /// <summary>A rectangle of area 1.</summary>
    Rectangle = 4,

    /// <summary>A triangle of area 1, the derivative of two joined parabolas.</summary>
    PiecewiseQuadratic = 5,

    /// <summary>Derivative of a fast sigmoid (SuperSpike).</summary>
    FastSigmoid = 6,
}
