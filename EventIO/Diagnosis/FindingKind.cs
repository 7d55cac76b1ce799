namespace EventStereo.EventIO.Diagnosis;

/// <summary>Everything that a diagnosis can find; the list is closed. <c>docs/doctor.md</c> gives the rule and threshold of each.</summary>
public enum FindingKind
{
    /// <summary>A time is NaN, infinite, or further from the recording's origin than any recording lasts.</summary>
    InvalidTime,

    /// <summary>A record's fields make no event.</summary>
    Malformed,

    /// <summary>A block of the file does not unpack or is missing.</summary>
    DamagedChunk,

    /// <summary>Reading ended with an error before the stream's end.</summary>
    TruncatedStream,

    /// <summary>Bytes were passed over on the way to the next valid word or packet.</summary>
    SkippedBytes,

    /// <summary>An event lies outside the sensor.</summary>
    OutOfSensor,

    /// <summary>An event is earlier than one before it.</summary>
    TimeBackwards,

    /// <summary>An event is earlier by more than the reorder buffer reaches, so that readers drop it.</summary>
    Late,

    /// <summary>An event repeats another of the same time, pixel and polarity.</summary>
    Duplicate,

    /// <summary>A silence far longer than the stream's usual ones.</summary>
    Gap,

    /// <summary>A short while with many times the events that its surroundings or the other camera lead to expect.</summary>
    RateBurst,

    /// <summary>A pixel fires many times as often as its neighbours.</summary>
    HotPixel,

    /// <summary>A row or column without an event between rows or columns that have many.</summary>
    DeadLine,

    /// <summary>Nearly all events have one polarity.</summary>
    OneSidedPolarity,

    /// <summary>A camera has no events.</summary>
    NoEvents,

    /// <summary>Neither the file nor the caller says how large the sensor is.</summary>
    SensorNotStated,

    /// <summary>The cameras' event rates fit together only when one of them is shifted in time.</summary>
    ClockOffset,

    /// <summary>The cameras begin or end far apart.</summary>
    SpanMismatch,

    /// <summary>One camera has far more events than the other.</summary>
    RateMismatch,

    /// <summary>Ground truth lies outside the events' time span.</summary>
    GroundTruthOutside,

    /// <summary>Ground truth is missing for far longer than it usually is from one map to the next.</summary>
    GroundTruthGap,

    /// <summary>A ground-truth map has no valid pixel.</summary>
    GroundTruthEmpty,

    /// <summary>Ground truth has another size than the sensor, or does not read.</summary>
    GroundTruthDamaged,

    /// <summary>A calibration is of another sensor, or maps pixels out of the image.</summary>
    CalibrationMismatch,
}
