namespace EventStereo.Search.Classification.Training;

/// <summary>Where the cross-entropy looks.</summary>
public enum LossForm
{
    /// <summary>At the mean of the logits over the time steps, as published for this method.</summary>
    Mean,

    /// <summary>At the logits of each step, averaged. Source: Deng et al., "Temporal efficient training of spiking neural network via gradient re-weighting" (TET), ICLR 2022, without its second term.</summary>
    PerStep,
}
