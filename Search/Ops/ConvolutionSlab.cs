namespace EventStereo.Search.Ops;

/// <summary>A part of a convolution's output that one worker computes at a time: some rows of some planes of one sample, all channels.</summary>
/// <param name="Sample">Index of the sample.</param>
/// <param name="Plane">First plane.</param>
/// <param name="Planes">Number of planes.</param>
/// <param name="Row">First row.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct ConvolutionSlab(int Sample, int Plane, int Planes, int Row, int Rows);
