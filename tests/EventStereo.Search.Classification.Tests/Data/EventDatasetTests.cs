using System.Buffers.Binary;
using System.Text;
using EventStereo.EventIO.Events;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class EventDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Frames_of_another_size_and_with_sides_exchanged_take_every_event_to_its_pixel()
    {
        EventBatch events = new();
        foreach ((ushort x, ushort y) in ((ushort, ushort)[])[(0, 0), (3, 0), (4, 2), (7, 3)])
        {
            events.Add(events.Count, x, y, 1);
        }

        SensorSize sensor = new(8, 4);
        EventFraming framing = new(1, EventSlicing.ByTime) { Frame = new SensorSize(4, 2) };

        Assert.Equal(new SampleShape(1, 2, 2, 4), framing.ShapeOf(sensor));
        Assert.Equal([1, 1, 0, 0, 0, 0, 1, 1], framing.Encode(events, sensor)[8..]); // columns halved, rows halved
        Assert.Equal(new SampleShape(3, 2, 8, 4), new EventFraming(3, EventSlicing.ByTime) { Transposes = true }.ShapeOf(sensor));
        float[] transposed = (framing with { Frame = null, Transposes = true }).Encode(events, sensor);
        Assert.Equal([0, (3 * 4) + 0, (4 * 4) + 2, (7 * 4) + 3], Enumerable.Range(0, 32).Where(pixel => transposed[32 + pixel] == 1));
    }

    [Theory]
    [InlineData(127, 46, 47, 17)] // 127 * 48 / 128 = 47.6, 46 * 48 / 128 = 17.25
    [InlineData(0, 0, 0, 0)]
    public void Cifar10_dvs_stands_upright(int fromColumn, int fromRow, int column, int row)
    {
        Dvs128("airplane/cifar10_airplane_0.aedat", fromColumn, fromRow);
        Dvs128("airplane/cifar10_airplane_1.aedat", 5, 5);
        Dvs128("bird/cifar10_bird_0.aedat", 5, 5);
        Dvs128("bird/cifar10_bird_1.aedat", 5, 5);

        EventFolderDataset dataset = EventFolderDataset.OpenCifar10Dvs(folder.Path, training: true, 0.5, TestSplit.Last, new EventFraming(1, EventSlicing.ByCount) { Frame = new SensorSize(48, 48) });

        Assert.Equal(["airplane", "bird"], dataset.Classes);
        Assert.Equal(2, dataset.Count);
        float[] frames = dataset.Read(0).Values;
        Assert.Equal(1, frames[(48 * 48) + (row * 48) + column]);
        Assert.Equal(1, frames.Sum());
    }

    [Fact]
    public void The_last_of_each_class_or_random_ones_are_for_testing()
    {
        for (int i = 0; i < 20; i++)
        {
            Dvs128(FormattableString.Invariant($"a/{i:00}.aedat"), i, 0);
            Dvs128(FormattableString.Invariant($"b/{i:00}.aedat"), i, 1);
        }

        int[] trained = Places(true, TestSplit.Last), tested = Places(false, TestSplit.Last);
        Assert.Equal([.. Enumerable.Range(0, 18), .. Enumerable.Range(0, 18)], trained);
        Assert.Equal([18, 19, 18, 19], tested);

        int[] drawn = Places(false, TestSplit.Random);
        Assert.Equal(drawn, Places(false, TestSplit.Random)); // the same ones whoever asks
        Assert.NotEqual(tested, drawn);
        Assert.Equal(4, drawn.Length);
        Assert.Equal(Enumerable.Range(0, 20), Places(true, TestSplit.Random)[..18].Concat(drawn[..2]).Order()); // no recording in both

        int[] Places(bool training, TestSplit split)
        {
            EventFolderDataset dataset = EventFolderDataset.OpenCifar10Dvs(folder.Path, training, 0.1, split, new EventFraming(1, EventSlicing.ByCount));
            return [.. Enumerable.Range(0, dataset.Count).Select(index => dataset.Read(index).Values.IndexOf(1f) % (128 * 128) % 128)];
        }
    }

    [Fact]
    public void N_caltech101_is_on_frames_of_one_size_whatever_the_size_of_its_images()
    {
        Directory.CreateDirectory(folder["airplanes"]);
        Directory.CreateDirectory(folder["zebra"]);
        foreach (string name in (string[])["airplanes/image_0001.bin", "airplanes/image_0002.bin", "zebra/image_0001.bin", "zebra/image_0002.bin"])
        {
            File.WriteAllBytes(folder[name], [239, 179, 0x80, 0, 1, 100, 90, 0, 0, 2]);
        }

        EventFolderDataset dataset = EventFolderDataset.OpenNCaltech101(folder.Path, training: false, 0.5, TestSplit.Last, new EventFraming(2, EventSlicing.ByTime) { Frame = new SensorSize(80, 60) });

        Assert.Equal((2, new SampleShape(2, 2, 60, 80)), (dataset.Count, dataset.Shape));
        float[] frames = dataset.Read(1).Values;
        Assert.Equal((1f, 1f), (frames[4_800 + (59 * 80) + 79], frames[9_600 + (30 * 80) + 33]));
    }

    [Fact]
    public void Gestures_are_cut_out_of_their_recordings()
    {
        Gestures();

        DvsGestureDataset training = DvsGestureDataset.Open(folder.Path, training: true, new EventFraming(2, EventSlicing.ByTime)), test = DvsGestureDataset.Open(folder.Path, training: false, new EventFraming(2, EventSlicing.ByTime));

        Assert.Equal((3, 1), (training.Count, test.Count));
        Assert.Equal([0, 10, 4], Enumerable.Range(0, 3).Select(training.LabelOf));
        Assert.Equal(["hand_clapping", "other_gestures"], [training.Classes[0], training.Classes[10]]);
        Assert.Equal([10, 20, 5], Enumerable.Range(0, 3).Select(index => (int)training.Read(index).Values.Sum())); // [100, 110), [110, 130), [125, 130)
        Assert.Equal(4, training.Read(2).Label);
        float[] first = training.Read(0).Values;
        Assert.Equal((5f, 5f), (first.AsSpan(0, 2 * 128 * 128).ToArray().Sum(), first.AsSpan(2 * 128 * 128).ToArray().Sum()));
    }

    [Fact]
    public async Task Threads_may_read_one_recording_at_once()
    {
        Gestures();
        DvsGestureDataset dataset = DvsGestureDataset.Open(folder.Path, training: true, new EventFraming(2, EventSlicing.ByTime));

        float[][] read = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => dataset.Read(i % 3).Values, TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)((int[])[10, 20, 5])[i % 3]), read.Select(frames => frames.Sum()));
    }

    [Theory]
    [InlineData("class,startTime_usec,endTime_usec\n12,1,2\n", "line 2: class 12, not 1 to 11")]
    [InlineData("class,startTime_usec,endTime_usec\n1,2,2\n", "line 2: not a class, a time, and a later time")]
    [InlineData("class,startTime_usec,endTime_usec\n\n1,2,x\n", "line 3: not a class, a time, and a later time")]
    [InlineData("1,2,3\n", "line 1: not 'class,startTime_usec,endTime_usec'")]
    public void A_damaged_list_of_gestures_is_named_with_its_line(string text, string message)
    {
        Gestures();
        folder.Write("user01_led_labels.csv", text);

        string said = Assert.Throws<InvalidDataException>(() => DvsGestureDataset.Open(folder.Path, training: true, new EventFraming(2, EventSlicing.ByTime))).Message;
        Assert.Equal($"{folder["user01_led_labels.csv"]}: {message}", said);
    }

    [Fact]
    public void A_gesture_without_events_and_a_name_that_leads_elsewhere_are_refused()
    {
        Gestures();
        folder.Write("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n1,5000,6000\n");
        Assert.EndsWith("gesture of 5000 to 6000 us: has no event", Assert.Throws<InvalidDataException>(() => DvsGestureDataset.Open(folder.Path, true, new EventFraming(2, EventSlicing.ByTime)).Read(0)).Message, StringComparison.Ordinal);

        folder.Write("trials_to_train.txt", "../user01_led.aedat\n");
        Assert.Contains("is no name of a file", Assert.Throws<InvalidDataException>(() => DvsGestureDataset.Open(folder.Path, true, new EventFraming(2, EventSlicing.ByTime))).Message, StringComparison.Ordinal);
        folder.Write("trials_to_train.txt", "user99_led.aedat\n");
        Assert.Contains("no such file", Assert.Throws<FileNotFoundException>(() => DvsGestureDataset.Open(folder.Path, true, new EventFraming(2, EventSlicing.ByTime))).Message, StringComparison.Ordinal);
    }

    /// <summary>Two recordings of 50 events from 100 us on, one each microsecond, and what goes with them.</summary>
    private void Gestures()
    {
        foreach (string name in (string[])["user01_led", "user24_lab"])
        {
            byte[] head = Encoding.ASCII.GetBytes("#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n"), packet = new byte[28 + (50 * 8)];
            (packet[0], packet[2], packet[4], packet[8], packet[16], packet[20], packet[24]) = (1, 1, 8, 4, 50, 50, 50);
            for (int i = 0; i < 50; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(28 + (8 * i)), (uint)((i << 17) | (7 << 2) | 3));
                packet[28 + (8 * i) + 4] = (byte)(100 + i);
            }

            File.WriteAllBytes(folder[$"{name}.aedat"], [.. head, .. packet]);
        }

        folder.Write("trials_to_train.txt", "user01_led.aedat\n\n");
        folder.Write("trials_to_test.txt", "user24_lab.aedat\r\n");
        folder.Write("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n1,100,110\n11,110,130\n5,125,130\n");
        folder.Write("user24_lab_labels.csv", "class,startTime_usec,endTime_usec\n2,100,150\n");
    }

    /// <summary>A recording of one brighter event at a column and a row as SpikingJelly has them: 127 less bits 8 to 14 of the address, and 127 less bits 1 to 7.</summary>
    private void Dvs128(string name, int column, int row)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!); // a folder of the test's
        byte[] file = [.. Encoding.ASCII.GetBytes("#!AER-DAT2.0\r\n"), .. new byte[8]];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(^8), ((127 - column) << 8) | ((127 - row) << 1));
        File.WriteAllBytes(folder[name], file);
    }
}
