namespace EventStereo.Search.Training;

/// <summary>The rule by which gradients change weights.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with weight decay apart from the gradient (Loshchilov and Hutter, ICLR 2019).</summary>
    AdamW,

    /// <summary>Adam with weight decay in the gradient (Kingma and Ba, ICLR 2015); the published stereo retraining.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum; the published classification retraining.</summary>
    Sgd,

    /// <summary>Gradients over the running root mean square of themselves (Tieleman and Hinton 2012); DTC and DDES.</summary>
    RmsProp,
}
