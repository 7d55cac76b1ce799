using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Puts what a conversion does to a recording in order: filters, as given; where it is rectified to the nearest pixel, those that reshape the image after that; then the choice of
/// a camera. The result reads the recording and is not disposed: it holds nothing of its own.
/// </summary>
internal static class RecordingPipeline
{
    /// <param name="recording">The recording.</param>
    /// <param name="filters">Filters, in order.</param>
    /// <param name="nearest">Maps to rectify with, to the nearest pixel; null for none.</param>
    /// <param name="camera">The one camera to take; null for all.</param>
    /// <param name="counts">Takes what the filters removed.</param>
    public static IEventRecording Build(
        IEventRecording recording, IReadOnlyList<EventFilter> filters, StereoRectification? nearest, CameraSide? camera, FilterCounts counts)
    {
        IEventRecording piped = recording;
        if (nearest is null)
        {
            piped = FilteredRecording.Chain(piped, filters, counts);
        }
        else
        {
            piped = FilteredRecording.Chain(piped, filters.Where(filter => !filter.Reshapes), counts);
            piped = new RectifiedRecording(piped, nearest, nearest.Geometry);
            piped = FilteredRecording.Chain(piped, filters.Where(filter => filter.Reshapes), counts);
        }

        return camera is CameraSide side ? new SingleCamera(piped, side) : piped;
    }
}
