namespace EventStereo.Search.Ops;

/// <summary>A part of a convolution's output that one worker computes at a time, all channels: some rows of some planes of one sample, or the whole maps of several.</summary>
/// <param name="Sample">Index of the first sample.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Plane">First plane.</param>
/// <param name="Planes">Number of planes.</param>
/// <param name="Row">First row.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct ConvolutionSlab(int Sample, int Samples, int Plane, int Planes, int Row, int Rows);
