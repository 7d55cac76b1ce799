namespace EventStereo.EventIO.Encoding;

/// <summary>
/// How a voxel grid of B bins scales time: t0 and tN are the times of the first and the last event of the window, and t* is where an event lies
/// on the axis of bins. Three are in use under one name; grids of one and another do not compare.
/// </summary>
public enum VoxelNormalization
{
    /// <summary>
    /// t* = (B - 1) (t - t0) / (tN - t0): bins are points in time, the first at t0, the last at tN, and every event keeps its whole weight
    /// (Zhu et al., "Unsupervised Event-based Learning of Optical Flow, Depth, and Egomotion", CVPR 2019, equations 1 and 2).
    /// </summary>
    Zhu,

    /// <summary>
    /// The same t*, as DSEC's own loader has it (Gehrig et al., "DSEC", RA-L 2021; VoxelGrid of its representations.py); what differs is around it: it spreads over
    /// rectified x and y too (<see cref="VoxelGrid.EncodeExact"/>) and then standardises (<see cref="VoxelGrid.Standardize"/>).
    /// </summary>
    Dsec,

    /// <summary>
    /// t* = B (t - t0) / (tN - t0), as in the library tonic: bins are intervals by length but points by weight, so the share of the last
    /// interval's events that belongs to bin B, which is not there, is lost, and with it the whole of the last event.
    /// </summary>
    Tonic,
}
