namespace EventStereo.StereoNet.Inference;

/// <summary>Which of a run's weights.</summary>
public enum RunWeights
{
    /// <summary>Those of the last step.</summary>
    Last,

    /// <summary>Those of the step that did best on validation data, which is never the data that the run is reported on.</summary>
    BestOnValidation,
}
