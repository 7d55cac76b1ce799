namespace EventStereo.Search.Strategy;

/// <summary>How far a search's architecture gradient looks. Source: Liu et al., "DARTS: differentiable architecture search", ICLR 2019, section 2.3.</summary>
public enum BilevelOrder
{
    /// <summary>The weights are taken as they are: <c>grad_a L_val(w, a)</c>. What the published searches use.</summary>
    First,

    /// <summary>
    /// The weights after one step of theirs, <c>w' = w - r grad_w L_train(w, a)</c>: <c>grad_a L_val(w', a) - r grad2_aw L_train(w, a) grad_w' L_val(w', a)</c>, its second
    /// part by central differences. About three times the work.
    /// </summary>
    Second,
}
