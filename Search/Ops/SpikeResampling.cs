namespace EventStereo.Search.Ops;

/// <summary>How spike maps change resolution between the levels of a trellis.</summary>
public enum SpikeResampling
{
    /// <summary>Nearest neighbour both ways, as in the released retraining code; spikes stay binary, three of four are dropped on the way down.</summary>
    Nearest,

    /// <summary>Down: a spike if any of the 2x2(x2) spikes; up: nearest neighbour. Spikes stay binary and none is lost.</summary>
    MaxPool,

    /// <summary>Bilinear or trilinear both ways, as in the released search code; the result is no longer binary, so what follows multiplies.</summary>
    Linear,
}
