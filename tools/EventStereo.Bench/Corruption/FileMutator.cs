using System.Buffers.Binary;

namespace EventStereo.Bench.Corruption;

/// <summary>
/// Damages a file the way disks, transfers and people of ill will do: flipped bits, changed bytes, a lost end, lost, repeated or inserted
/// spans, and numbers that look like lengths set to extremes. Equal seeds give equal files.
/// </summary>
public static class FileMutator
{
    /// <summary>Most damages of one file.</summary>
    private const int MaxDamages = 3;
    private const int MaxSpan = 512;

    // Structure comes first in most formats: half of the damage goes there.
    private const int HeadBytes = 1024;
    private static readonly long[] Extremes = [0, 1, -1, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 40, 1L << 20, 65_535, 65_536];
    private static readonly string[] Numbers = ["99999999999999999999", "-1", "4294967296", "2147483648", "NaN", "1e308", "0", ""];

    /// <summary>A damaged copy.</summary>
    /// <param name="whole">The sound file's bytes.</param>
    /// <param name="seed">Which damage.</param>
    /// <param name="description">What was done, in words.</param>
    public static byte[] Mutate(ReadOnlySpan<byte> whole, int seed, out string description)
    {
        Random random = new(seed);
        List<byte> file = [.. whole];
        List<string> done = [];
        for (int left = random.Next(1, MaxDamages + 1); left > 0; left--)
        {
            done.Add(file.Count == 0 ? Insert(file, random) : random.Next(9) switch
            {
                0 or 1 => FlipBits(file, random),
                2 => ChangeByte(file, random),
                3 => Truncate(file, random),
                4 => Insert(file, random),
                5 => Delete(file, random),
                6 => Repeat(file, random),
                7 => SetLength(file, random),
                _ => SetNumber(file, random),
            });
        }

        description = string.Join("; ", done);
        return [.. file];
    }

    private static int Place(List<byte> file, Random random) =>
        random.Next(random.Next(2) == 0 ? Math.Min(HeadBytes, file.Count) : file.Count);

    private static string FlipBits(List<byte> file, Random random)
    {
        int flips = random.Next(1, 9), at = 0;
        for (int i = 0; i < flips; i++)
        {
            at = Place(file, random);
            file[at] ^= (byte)(1 << random.Next(8));
        }

        return $"{flips} bits flipped, the last at {at}";
    }

    private static string ChangeByte(List<byte> file, Random random)
    {
        int at = Place(file, random);
        file[at] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
        return $"byte {at} = {file[at]}";
    }

    private static string Truncate(List<byte> file, Random random)
    {
        int keep = Place(file, random);
        file.RemoveRange(keep, file.Count - keep);
        return $"cut to {keep} bytes";
    }

    private static string Insert(List<byte> file, Random random)
    {
        int at = file.Count == 0 ? 0 : Place(file, random);
        byte[] span = new byte[random.Next(1, MaxSpan)];
        if (random.Next(2) == 0)
        {
            random.NextBytes(span);
        }

        file.InsertRange(at, span);
        return $"{span.Length} bytes inserted at {at}";
    }

    private static string Delete(List<byte> file, Random random)
    {
        int at = Place(file, random), count = Math.Min(random.Next(1, MaxSpan), file.Count - at);
        file.RemoveRange(at, count);
        return $"{count} bytes lost at {at}";
    }

    private static string Repeat(List<byte> file, Random random)
    {
        int at = Place(file, random), count = Math.Min(random.Next(1, MaxSpan), file.Count - at), to = Place(file, random);
        file.InsertRange(to, file.GetRange(at, count));
        return $"{count} bytes of {at} repeated at {to}";
    }

    /// <summary>Sets a binary number that could be a length or an offset, being no larger than the file, to an extreme one.</summary>
    private static string SetLength(List<byte> file, Random random)
    {
        int size = random.Next(3) switch { 0 => 2, 1 => 4, _ => 8 };
        if (file.Count < size)
        {
            return ChangeByte(file, random);
        }

        int start = Math.Min(Place(file, random), file.Count - size), at = start;
        byte[] value = new byte[8];
        for (int i = 0; i < 4096; i++)
        {
            at = (start + i) % (file.Count - size + 1);
            Array.Clear(value);
            file.CopyTo(at, value, 0, size);
            if (BinaryPrimitives.ReadUInt64LittleEndian(value) is ulong found && found > 0 && found <= (ulong)file.Count)
            {
                break;
            }
        }

        BinaryPrimitives.WriteInt64LittleEndian(value, Extremes[random.Next(Extremes.Length)]);
        if (random.Next(8) == 0)
        {
            Array.Reverse(value, 0, size);
        }

        for (int i = 0; i < size; i++)
        {
            file[at + i] = value[i];
        }

        return $"{size} bytes at {at} = {System.Convert.ToHexString(value, 0, size)}";
    }

    /// <summary>Replaces a number in decimal digits.</summary>
    private static string SetNumber(List<byte> file, Random random)
    {
        int at = Place(file, random), last = Math.Min(file.Count, at + 4096);
        while (at < last && !char.IsAsciiDigit((char)file[at]))
        {
            at++;
        }

        if (at == last)
        {
            return FlipBits(file, random);
        }

        int end = at;
        while (end < file.Count && char.IsAsciiDigit((char)file[end]))
        {
            end++;
        }

        string number = Numbers[random.Next(Numbers.Length)];
        file.RemoveRange(at, end - at);
        file.InsertRange(at, number.Select(digit => (byte)digit));
        return $"number at {at} = '{number}'";
    }
}
