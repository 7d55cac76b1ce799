namespace EventStereo.EventIO.Diagnosis;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The file is damaged, or a reader must drop or reorder events.</summary>
    Error,

    /// <summary>Every event reads, but results from them are likely to be wrong.</summary>
    Warning,

    /// <summary>To be known, and harmless where it is meant.</summary>
    Note,
}
