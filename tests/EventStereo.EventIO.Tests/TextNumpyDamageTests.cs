using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

/// <summary>A thousand damaged copies of each kind of table: a typed error or a counted skip, and memory that a stated limit holds.</summary>
public sealed class TextNumpyDamageTests : IDisposable
{
    private const int Copies = 1_000;
    private const long MaxAllocatedBytes = 64 << 20;
    private readonly ScratchFolder folder = new();

    /// <summary>Characters that mean something to a parser of numbers or headers.</summary>
    private static ReadOnlySpan<byte> Likely => "0123456789 .,-eE\n\r'()<[{}"u8;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("uzh", "tables", "text.txt")]
    [InlineData("csv", "tables", "savetxt.csv")]
    [InlineData("spikingstereo", "stereo_events", "NSTlogo_disp12-8-3.dat")]
    [InlineData("npy", "tables", "structured.npy")]
    [InlineData("npy", "tables", "seconds.npy")]
    [InlineData("npz", "tables", "pair_columns.npz")]
    [InlineData("npz", "tables", "pair_tables.npz")]
    public void Survives_mutations(string format, string data, string name)
    {
        byte[] sound = name == "text.txt" ? Lines() : File.ReadAllBytes(Fixtures.Data(data, name));
        string path = folder.File(name);
        Random random = new(20260713);
        int readable = 0;
        for (int copy = 0; copy < Copies; copy++)
        {
            File.WriteAllBytes(path, Damage(sound, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(path, format);
                readable++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        }

        // Neither must hold for every copy, or the test looks at nothing.
        Assert.InRange(readable, 1, Copies - 1);
    }

    [Fact]
    public void Believes_no_length_that_an_archive_claims()
    {
        // The entry's size, in its local header and in the directory, becomes 1 GB: more than deflate could make of its bytes.
        byte[] bytes = File.ReadAllBytes(Fixtures.Data("tables", "events.npz"));
        int directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 1 << 30);
        string path = folder.File("bomb.npz");
        File.WriteAllBytes(path, bytes);
        Assert.Contains("more than is read here", Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path)).Message, StringComparison.Ordinal);
    }

    private static void ReadAll(string path, string format)
    {
        using IEventRecording recording = RecordingFormats.Open(path, new OpenOptions { Sensor = new SensorSize(346, 260) }, format);
        foreach (CameraSide side in recording.Cameras)
        {
            TestEvents.ReadAll(recording, side);
            TestEvents.ReadAll(recording, side, 1_500, 2_000);
        }
    }

    private static byte[] Lines() => System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"0.{i:D6} {i % 200} {i % 100} {i % 2}\n")));

    private static byte[] Damage(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        int wounds = 1 + random.Next(6);
        for (int wound = 0; wound < wounds && bytes.Count > 0; wound++)
        {
            int at = random.Next(4) == 0 ? random.Next(Math.Min(bytes.Count, 400)) : random.Next(bytes.Count);
            int length = Math.Min(random.Next(40), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(2_000)));
                    break;
                case 4:
                    bytes[at] = Likely[random.Next(Likely.Length)];
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }
}
