using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>Rectifies and encodes windows into a buffer that it reuses, counting what falls outside the rectified image.</summary>
internal sealed class SpikeTensorEncoder
{
    private readonly SensorSize sensor;
    private readonly SpikeTensorOptions options;
    private readonly EventBatch rectified = new();
    private readonly sbyte[] tensor;

    public SpikeTensorEncoder(IEventRecording recording, SpikeTensorOptions options)
    {
        if (options.Rectification is not null && options.Rectification.Sensor != recording.Sensor)
        {
            throw new InvalidDataException(
                $"{recording.Path}: a sensor of {recording.Sensor}, but rectification maps of {options.Rectification.Sensor}");
        }

        sensor = recording.Sensor;
        this.options = options;
        tensor = new sbyte[options.Channels * sensor.Pixels];
    }

    /// <summary>Events encoded so far.</summary>
    public long Encoded { get; private set; }

    /// <summary>Events that rectification put outside the image so far.</summary>
    public long OutOfRectified { get; private set; }

    /// <summary>SBT of one camera's events, [C, H, W]; holds until the next call.</summary>
    public ReadOnlySpan<sbyte> Encode(StereoWindow window, CameraSide side)
    {
        EventBatch events = side == CameraSide.Left ? window.Left : window.Right;
        int encoded;
        if (options.Rectification is null)
        {
            encoded = StackingBasedOnTime.Encode(events, window.Span, sensor, options.Channels, tensor);
        }
        else if (options.Rounding == RectificationRounding.Exact)
        {
            encoded = StackingBasedOnTime.EncodeExact(events, options.Rectification[side], window.Span, options.Channels, tensor);
        }
        else
        {
            rectified.Clear();
            _ = options.Rectification[side].Apply(events, rectified);
            encoded = StackingBasedOnTime.Encode(rectified, window.Span, sensor, options.Channels, tensor);
        }

        Encoded += encoded;
        OutOfRectified += events.Count - encoded;
        return tensor;
    }
}
