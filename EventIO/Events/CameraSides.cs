namespace EventStereo.EventIO.Events;

/// <summary>The lists of cameras that a recording can have.</summary>
public static class CameraSides
{
    /// <summary>One camera.</summary>
    public static IReadOnlyList<CameraSide> One { get; } = [CameraSide.Left];

    /// <summary>Two cameras.</summary>
    public static IReadOnlyList<CameraSide> Both { get; } = [CameraSide.Left, CameraSide.Right];

    /// <summary>Gives the recording back if it has both cameras.</summary>
    /// <exception cref="InvalidDataException">It has one.</exception>
    public static IEventRecording RequireBoth(IEventRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return recording.Cameras.Count == 2
            ? recording
            : throw new InvalidDataException($"{recording.Path}: a recording of one camera ({recording.Format}); disparity needs two");
    }
}
