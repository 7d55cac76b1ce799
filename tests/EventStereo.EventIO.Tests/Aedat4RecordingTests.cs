using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

public class Aedat4RecordingTests
{
    [Fact]
    public void Reads_a_recorders_file_as_it_is_known()
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", "davis.aedat4"));

        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left);

        Assert.Equal("aedat4", recording.Format);
        Assert.Equal(new SensorSize(346, 260), recording.Sensor);
        Assert.Equal(117_667, events.Count);
        Assert.Equal(0.615, events.Polarity.ToArray().Count(p => p > 0) / (double)events.Count, 0.0005);
        Assert.Equal((0, 129_999), (recording.FromUs, recording.ToUs - 1));
    }
}
