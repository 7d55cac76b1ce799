namespace EventStereo.Search.Training;

/// <summary>How the learning rate goes on after its warm-up.</summary>
public enum LearningRateScheduleKind
{
    /// <summary>Down along a half cosine to a share of the highest.</summary>
    Cosine,

    /// <summary>Down by a factor at each milestone.</summary>
    Step,

    /// <summary>It stays.</summary>
    Constant,
}
