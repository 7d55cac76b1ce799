using System.Runtime.InteropServices;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class RawHeaderTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("% evt 2.0\n", "evt2")]
    [InlineData("% format EVT21;height=4;width=8\n% end\n", "evt21")]
    [InlineData("% evt 3.0\r\n% date 2020-01-01 00:00:00\r\n", "evt3")]
    [InlineData("% Data file containing CD events.\n% Version 2\n", "dat")]
    [InlineData("% Version 2\n% Date 2017-10-31 11:29:21\n", "dat")]
    public void Tells_formats_by_what_the_header_says(string header, string format) =>
        Assert.Equal(format, RecordingFormats.Detect(Write(header, [0, 8, 0, 0, 0, 0, 0, 0, 0, 0])).Name);

    [Theory]
    [InlineData("evt2.raw", "evt2")]
    [InlineData("evt21.raw", "evt21")]
    [InlineData("evt21_legacy.raw", "evt21")]
    [InlineData("evt2_without_reserved.raw", "evt2")]
    public void Tells_old_files_by_their_words(string name, string format)
    {
        // The one word of reserved type in evt2.raw is what a file of that age may be told by not having.
        byte[] file = File.ReadAllBytes(RawFixtures.File(name == "evt2_without_reserved.raw" ? "evt2.raw" : name));
        byte[] words = file[(file.AsSpan().IndexOf("% end\n"u8) + 6)..];
        words = format == "evt2" ? [.. MemoryMarshal.AsBytes<uint>(MemoryMarshal.Cast<byte, uint>(words).ToArray().Where(word => word >> 28 != 5).ToArray())] : words;
        string path = Write("% Date 2015-01-01 10:00:00\n% integrator_name Prophesee\n", words);
        using IEventRecording recording = RecordingFormats.Open(path);
        Assert.Equal(format, recording.Format);
        TestEvents.AssertEqual(RawFixtures.InTimeOrder(Path.ChangeExtension(name.Split("_without")[0], null)), TestEvents.ReadAll(recording, CameraSide.Left));
    }

    [Theory]
    [InlineData("% t x y p\n", "0.1 2 3 1\n")]
    [InlineData("% Date 2020-01-01 00:00:00\n", "\0\b\0\0")]
    [InlineData("", "\f\b\0\0")]
    public void Does_not_claim_what_only_looks_alike(string header, string data)
    {
        FileProbe probe = FileProbe.Of(Write(header, System.Text.Encoding.ASCII.GetBytes(data)));
        Assert.DoesNotContain(RecordingFormats.All, format => format.Name is "evt2" or "evt21" or "evt3" or "dat" && format.Recognises(probe));
    }

    [Theory]
    [InlineData("% evt 3.0\n% format EVT3;height=20;width=30\n", 30, 20)]
    [InlineData("% evt 3.0\n% geometry 40x25\n", 40, 25)]
    [InlineData("% evt 3.0\n% plugin_name hal_plugin_gen41_evk3\n", 1280, 720)]
    [InlineData("% evt 3.0\n% plugin_name hal_plugin_gen31_fx3\n", 640, 480)]
    [InlineData("% evt 3.0\n% plugin_name hal_plugin_genx320\n", 320, 320)]
    [InlineData("% evt 3.0\n", 99, 98)]
    public void Takes_the_sensor_from_the_header_then_the_plug_in_then_the_caller(string header, int width, int height)
    {
        using IEventRecording recording = RecordingFormats.Open(Write(header, [1, 128, 3, 0, 5, 32]), new OpenOptions { Sensor = new SensorSize(99, 98) });
        Assert.Equal(new SensorSize(width, height), recording.Sensor);
    }

    [Fact]
    public void Takes_the_extents_of_the_events_where_nobody_states_a_sensor()
    {
        using IEventRecording recording = RecordingFormats.Open(Write("% evt 3.0\n", [1, 128, 3, 0, 5, 32]));
        Assert.Equal(new SensorSize(6, 4), recording.Sensor);
    }

    [Theory]
    [InlineData("% evt 2.0\n% geometry 0x480\n", "sensor of 0x480")]
    [InlineData("% evt 2.0\n% format EVT2;width=-5;height=3\n", "sensor of -5x3")]
    [InlineData("% Data file containing CD events\n% Version 2\n% Width 99999\n% Height 2\n", "sensor of 99999x2")]
    public void Refuses_an_impossible_sensor(string header, string what)
    {
        string path = Write(header, [0, 8, 0, 0]);
        string message = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 14, 8, 0, 0 }, "events of type 14 of 8 bytes")]
    [InlineData(new byte[] { 12, 4, 0, 0 }, "events of type 12 of 4 bytes")]
    [InlineData(new byte[] { 12 }, "ends with its header")]
    public void Refuses_DAT_files_of_other_events(byte[] data, string what)
    {
        string path = Write("% Data file containing CD events\n% Version 2\n", data);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>The first word is TIME_LOW with bits that read "%`": no text, so no header line.</summary>
    [Fact]
    public void Takes_data_that_begins_with_a_percent_sign_for_data()
    {
        using IEventRecording recording = RecordingFormats.Open(Write("% evt 3.0\n", [(byte)'%', 0x60, 1, 128, 3, 0, 5, 32]));
        Assert.Equal(1 << 12, Assert.Single(TestEvents.ReadAll(recording, CameraSide.Left).TUs.ToArray()));
    }

    [Fact]
    public void A_header_alone_is_a_recording_without_events()
    {
        using IEventRecording recording = RecordingFormats.Open(Write("% evt 3.0\n% geometry 40x25\n% end\n", []));
        Assert.Equal(0, TestEvents.ReadAll(recording, CameraSide.Left).Count);
        Assert.Equal((0L, 0L), (recording.FromUs, recording.ToUs));
    }

    private string Write(string header, ReadOnlySpan<byte> data)
    {
        string path = folder.File("file");
        File.WriteAllBytes(path, [.. System.Text.Encoding.ASCII.GetBytes(header), .. data]);
        return path;
    }
}
