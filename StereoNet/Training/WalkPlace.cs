namespace EventStereo.StereoNet.Training;

/// <summary>A clip on a walk through recordings.</summary>
/// <param name="Position">Position of its recording in the sample sequence; what is drawn for a whole recording is drawn by it.</param>
/// <param name="Recording">The recording.</param>
/// <param name="First">The clip's first window.</param>
/// <param name="Begins">Whether it is the recording's first clip, before which the network is at rest.</param>
internal readonly record struct WalkPlace(long Position, int Recording, int First, bool Begins);
