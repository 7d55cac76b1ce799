using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Tests;

public class LzfTests
{
    [Fact]
    public void Unpacks_literals_copies_and_copies_that_overlap_themselves()
    {
        // "abc"; 3 bytes from 3 back; 12 bytes (7 + 3 + 2) from 1 back: worked out by hand from the format.
        byte[] packed = [2, (byte)'a', (byte)'b', (byte)'c', 0x20, 2, 0xE0, 3, 0];
        Assert.Equal(18, Lzf.UnpackedLength(packed));
        byte[] unpacked = new byte[18];
        Assert.True(Lzf.TryUnpack(packed, unpacked));
        Assert.Equal("abcabc" + new string('c', 12), System.Text.Encoding.ASCII.GetString(unpacked));
    }

    [Theory]
    [InlineData(new byte[] { 5, 1, 2 })]
    [InlineData(new byte[] { 0x20, 0 })]
    [InlineData(new byte[] { 0, 1, 0x20, 5 })]
    [InlineData(new byte[] { 0, 1, 0xE0 })]
    [InlineData(new byte[] { 0, 1, 0x20 })]
    public void Finds_streams_that_end_early_or_copy_from_before_the_beginning(byte[] packed)
    {
        Assert.Equal(-1, Lzf.UnpackedLength(packed));
        Assert.False(Lzf.TryUnpack(packed, new byte[64]));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(19)]
    public void Refuses_what_does_not_fill_its_room_exactly(int room)
    {
        byte[] packed = [2, (byte)'a', (byte)'b', (byte)'c', 0x20, 2, 0xE0, 3, 0];
        Assert.False(Lzf.TryUnpack(packed, new byte[room]));
    }
}
