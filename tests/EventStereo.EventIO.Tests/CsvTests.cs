using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

public sealed class CsvTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t,x,y,p\n7,1,2,1\n9,3,4,0\n", 7, 9)]
    [InlineData("Polarity;ROW;Column;Timestamp\n1;2;1;7\n-1;4;3;9\n", 7, 9)]
    [InlineData("x\ty\tt_s\ton\n1\t2\t0.5\ttrue\n3\t4\t1\tFalse\n", 500_000, 1_000_000)]
    [InlineData("t x y p\n0.5 1 2 1\n1.0 3 4 -1\n", 500_000, 1_000_000)]
    [InlineData("# made by hand\n# another remark\nts [ms], x, y, pol\n7, 1, 2, 1\n9, 3, 4, 0\n", 7_000, 9_000)]
    [InlineData("# t_ns,x,y,p\n7000,1,2,1\n9499,3,4,0\n", 7, 9)]
    [InlineData("\"t\",\"x\",\"y\",\"p\"\r\n7,1,2,1\r\n9,3,4,0\r\n", 7, 9)]
    [InlineData("id,t_us,frame,x,y,p,label\na,7,,1,2,1,car\nb,9,,3,4,0,\n", 7, 9)]
    [InlineData("\uFEFFtime_us,x,y,p\n7,1,2,+1\n\n# a remark\n9,3,4,0", 7, 9)]
    public void Finds_columns_and_the_unit_of_time_by_name(string text, long firstUs, long secondUs)
    {
        using IEventRecording recording = RecordingFormats.Open(Write(text));
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left);
        Assert.Equal(("csv", 1), (recording.Format, recording.Cameras.Count));
        Assert.Equal([firstUs, secondUs], events.TUs.ToArray());
        Assert.Equal([(ushort)1, (ushort)3], events.X.ToArray());
        Assert.Equal([(ushort)2, (ushort)4], events.Y.ToArray());
        Assert.Equal([(sbyte)1, (sbyte)-1], events.Polarity.ToArray());
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("left", "RIGHT")]
    [InlineData("L", "r")]
    public void Parts_the_cameras_of_a_stereo_table(string left, string right)
    {
        using IEventRecording recording = RecordingFormats.Open(Write($"t,camera,x,y,p\n1,{left},1,1,1\n2,{right},2,2,0\n3,{left},3,3,0\n"));
        Assert.Equal(2, recording.Cameras.Count);
        Assert.Equal([1L, 3], TestEvents.ReadAll(recording, CameraSide.Left).TUs.ToArray());
        Assert.Equal([2L], TestEvents.ReadAll(recording, CameraSide.Right).TUs.ToArray());
    }

    [Fact]
    public void Counts_a_malformed_line_of_a_stereo_table_once()
    {
        using IEventRecording recording = RecordingFormats.Open(Write("t,camera,x,y,p\n1,0,1,1,1\n2,up,2,2,0\n3,1,3,3,0\n"));
        EventLosses left = new(), right = new();
        TestEvents.ReadAll(recording, CameraSide.Left, losses: left);
        TestEvents.ReadAll(recording, CameraSide.Right, losses: right);
        Assert.Equal((1L, 0L), (left.Malformed, right.Malformed));
    }

    [Theory]
    [InlineData("t,x,y,p,row\n1,1,1,1,1\n", "line 1: two columns hold the y")]
    [InlineData("t,x,y,p\n\"1\",\"2\",\"3\",\"1\"\n", "line 2: '\"1\",\"2\",\"3\",\"1\"' is no event")]
    [InlineData("t,x,y,p\n1;2;3;1\n", "with comma between and no quotes")]
    public void Says_what_is_wrong_with_a_table(string text, string what)
    {
        string path = Write(text);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_is_no_header()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(Write("1,2,3,1\n"), format: "csv"));
        Assert.Contains("no header names the columns t, x, y and p", error.Message, StringComparison.Ordinal);
        Assert.Contains("--format names one", Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(Write("1,2,3,1\n"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out.csv", "t_us,x,y,p\n-5,65535,0,1\n0,7,65535,-1\n")]
    [InlineData("out.tsv", "t_us\tx\ty\tp\n-5\t65535\t0\t1\n0\t7\t65535\t-1\n")]
    public void Writes_one_camera_under_a_plain_header(string name, string expected)
    {
        EventBatch events = new();
        events.Add(-5, 65_535, 0, 1);
        events.Add(0, 7, 65_535, -1);
        string path = WriteRecording(name, CameraSides.One, events);
        Assert.Equal(expected, File.ReadAllText(path));
        Assert.Equal([name], folder.Names);
    }

    [Fact]
    public void Writes_two_cameras_with_their_names()
    {
        EventBatch left = new(), right = new();
        left.Add(3, 1, 2, 1);
        right.Add(2, 4, 5, -1);
        Assert.Equal("camera,t_us,x,y,p\nleft,3,1,2,1\nright,2,4,5,-1\n", File.ReadAllText(WriteRecording("out.csv", CameraSides.Both, left, right)));
    }

    [Fact]
    public void Leaves_nothing_of_a_table_that_is_not_completed()
    {
        using (IRecordingWriter writer = RecordingFormats.Named("csv").Create(folder.File("out.csv"), new RecordingDescription(new SensorSize(4, 4), CameraSides.One)))
        {
            writer.Append(CameraSide.Left, TestEvents.Random(new SensorSize(4, 4), 200_000, 1, 0, 1));
        }

        Assert.Empty(folder.Names);
    }

    private string WriteRecording(string name, IReadOnlyList<CameraSide> cameras, params EventBatch[] events)
    {
        string path = folder.File(name);
        using IRecordingWriter writer = RecordingFormats.Named("csv").Create(path, new RecordingDescription(new SensorSize(65_536, 65_536), cameras));
        for (int i = 0; i < events.Length; i++)
        {
            writer.Append((CameraSide)i, events[i]);
        }

        writer.Complete();
        return path;
    }

    private string Write(string text)
    {
        string path = folder.File("events.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
