using EventStereo.EventIO.Datasets;

namespace EventStereo.StereoNet.Metrics;

/// <summary>At which pixels, and against which ground truth, a disparity map is scored. Numbers under different protocols do not compare.</summary>
public enum EvaluationProtocol
{
    /// <summary>Every pixel with ground truth, at its full precision.</summary>
    Dense,

    /// <summary>Every pixel with ground truth and at least one event of the left camera in the window, at full precision.</summary>
    Events,

    /// <summary>
    /// Every pixel with ground truth as Tulyakov et al. (ICCV 2019, "DDES") store and score it on MVSEC: disparity rounded to
    /// sevenths of a pixel in 8 bits (see <see cref="DdesGroundTruth"/>), depth as <c>focal * baseline / (disparity + 1e-7)</c>.
    /// </summary>
    Ddes,
}
