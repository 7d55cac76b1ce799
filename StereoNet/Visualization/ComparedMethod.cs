using EventStereo.StereoNet.Evaluation;

namespace EventStereo.StereoNet.Visualization;

/// <summary>A column of a comparison.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="Method">What makes its maps.</param>
/// <param name="Channels">SBT channels of the windows it sees.</param>
public sealed record ComparedMethod(string Name, IStereoMethod Method, int Channels);
