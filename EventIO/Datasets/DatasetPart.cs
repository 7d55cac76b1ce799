namespace EventStereo.EventIO.Datasets;

/// <summary>Part of a published split.</summary>
public enum DatasetPart
{
    /// <summary>To train on.</summary>
    Train,

    /// <summary>To choose by; never trained on and never reported as the result.</summary>
    Validation,

    /// <summary>To report on.</summary>
    Test,
}
