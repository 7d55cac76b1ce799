using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// One training step's data as plain arrays, so that a worker can make it ahead of time: event frames
/// <c>[T, B, C, H, W]</c>, and the loss pixels (image index <c>t B + b</c>) with their true disparity in px.
/// </summary>
public sealed record StereoBatch(int Windows, int Samples, int Channels, int Height, int Width, float[] Left, float[] Right, PixelSet Pixels, float[] DisparityPx);
