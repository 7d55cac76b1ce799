using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public sealed class MvsecDamageTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("nan_time.hdf5", "row 4000", "NaN")]
    [InlineData("infinite_time.hdf5", "right", "row 17")]
    [InlineData("far_time.hdf5", "its events span", "damaged")]
    [InlineData("bad_polarity.hdf5", "row 3", "polarity 2")]
    [InlineData("rectified.hdf5", "row 0", "whole number")]
    [InlineData("five_columns.hdf5", "6000x5", "N x 4")]
    [InlineData("one_dimension.hdf5", "/davis/left/events", "N x 4")]
    [InlineData("compound.hdf5", "compound", "N x 4")]
    [InlineData("no_right.hdf5", "no group /davis/right", "/davis/left and /davis/right")]
    [InlineData("no_events.hdf5", "no data set /davis/left/events", "")]
    [InlineData("other.hdf5", "no group /davis/left", "")]
    [InlineData("external_link.hdf5", "no data set /davis/left/events", "")]
    [InlineData("claims_too_much.hdf5", "claims", "truncated or damaged")]
    [InlineData("truncated.hdf5", "truncated", "")]
    [InlineData("broken_chunk.hdf5", "/davis/left/events rows", "do not read")]
    public void Says_what_is_wrong_and_where(string name, string what, string more)
    {
        string path = Fixtures.Mvsec(name);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ReadEverything(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(more, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t,x,y,p\n0,1,2,1\n")]
    public void Says_that_a_file_is_not_HDF5(string content)
    {
        string path = folder.File("events.hdf5");
        File.WriteAllText(path, content);
        Assert.Contains("not an HDF5 file", Assert.Throws<InvalidDataException>(() => ReadEverything(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_signature_alone_is_no_file()
    {
        string path = folder.File("events.hdf5");
        File.WriteAllBytes(path, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]);
        Assert.Contains("damaged or truncated", Assert.Throws<InvalidDataException>(() => ReadEverything(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_missing_file_to_the_system()
    {
        Assert.Throws<FileNotFoundException>(() => ReadEverything(folder.File("absent.hdf5")));
    }

    /// <summary>Whatever flipped bits do, reading ends with events or an InvalidDataException. The first file is mostly structure, the others packed data.</summary>
    [Theory]
    [InlineData("float32.hdf5", 1)]
    [InlineData("lzf.hdf5", 4)]
    [InlineData("shuffle_gzip.hdf5", 4)]
    public void Survives_flipped_bits(string name, int flips)
    {
        byte[] whole = File.ReadAllBytes(Fixtures.Mvsec(name));
        Random random = new(5);
        string path = folder.File("flipped.hdf5");
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            for (int k = 0; k < flips; k++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                ReadEverything(path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 300);
    }

    private static void ReadEverything(string path)
    {
        using MvsecRecording recording = MvsecRecording.Open(path, Fixtures.Sensor);
        _ = TestEvents.ReadAll(recording, CameraSide.Left);
        _ = TestEvents.ReadAll(recording, CameraSide.Right);
    }
}
