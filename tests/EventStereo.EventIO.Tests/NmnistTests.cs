using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

public class NmnistTests
{
    [Fact]
    public void Reads_a_digit_of_the_data_set_as_it_is_known()
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", "sample_nmnist.bin"));

        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);

        Assert.Equal("nmnist", recording.Format);
        Assert.Equal(new SensorSize(34, 34), recording.Sensor);
        Assert.Equal(4_325, events.Count);
        Assert.Equal(0.311, (events.TUs[^1] - events.TUs[0]) * 1e-6, 0.0005);
        Assert.True(losses.None);
    }
}
