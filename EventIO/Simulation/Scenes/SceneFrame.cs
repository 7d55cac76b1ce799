namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// A scene as one camera sees it at the end of a step that began at <paramref name="FromUs"/>, and boxes of the pixels that
/// may look different than before.
/// </summary>
internal sealed record SceneFrame(int FromUs, int ToUs, PlacedBody[] Bodies, IReadOnlyList<PixelBox> Changed);
