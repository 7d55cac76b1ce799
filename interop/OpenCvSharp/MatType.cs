namespace OpenCvSharp;

/// <summary>A matrix element's type: depth (the number's type) and channels.</summary>
public readonly struct MatType : IEquatable<MatType>, IEquatable<int>
{
    public const int CV_8U = 0;
    public const int CV_8S = 1;
    public const int CV_16U = 2;
    public const int CV_16S = 3;
    public const int CV_32S = 4;
    public const int CV_32F = 5;
    public const int CV_64F = 6;

    public static readonly MatType CV_8UC1 = CV_8UC(1);
    public static readonly MatType CV_8UC3 = CV_8UC(3);
    public static readonly MatType CV_8UC4 = CV_8UC(4);
    public static readonly MatType CV_8SC1 = CV_8SC(1);
    public static readonly MatType CV_16UC1 = CV_16UC(1);
    public static readonly MatType CV_16SC1 = CV_16SC(1);
    public static readonly MatType CV_16SC2 = CV_16SC(2);
    public static readonly MatType CV_32SC1 = CV_32SC(1);
    public static readonly MatType CV_32FC1 = CV_32FC(1);
    public static readonly MatType CV_32FC2 = CV_32FC(2);
    public static readonly MatType CV_32FC3 = CV_32FC(3);
    public static readonly MatType CV_64FC1 = CV_64FC(1);

    private const int DepthBits = 3;
    private const int MostChannels = 512;

    public MatType(int value) => Value = value;

    public int Value { get; }

    public int Depth => Value & ((1 << DepthBits) - 1);

    public int Channels => (Value >> DepthBits) + 1;

    public bool IsInteger => Depth < CV_32F;

    public static implicit operator MatType(int value) => new(value);

    public static explicit operator int(MatType self) => self.Value;

    public static bool operator ==(MatType left, MatType right) => left.Value == right.Value;

    public static bool operator !=(MatType left, MatType right) => left.Value != right.Value;

    public static bool operator ==(MatType self, int other) => self.Value == other;

    public static bool operator !=(MatType self, int other) => self.Value != other;

    public static MatType FromInt32(int value) => new(value);

    public static MatType CV_8UC(int ch) => MakeType(CV_8U, ch);

    public static MatType CV_8SC(int ch) => MakeType(CV_8S, ch);

    public static MatType CV_16UC(int ch) => MakeType(CV_16U, ch);

    public static MatType CV_16SC(int ch) => MakeType(CV_16S, ch);

    public static MatType CV_32SC(int ch) => MakeType(CV_32S, ch);

    public static MatType CV_32FC(int ch) => MakeType(CV_32F, ch);

    public static MatType CV_64FC(int ch) => MakeType(CV_64F, ch);

    public static MatType MakeType(int depth, int channels)
    {
        if (channels is <= 0 or >= MostChannels)
        {
            throw new OpenCvSharpException("Channels count should be 1.." + (MostChannels - 1));
        }

        if (depth is < 0 or >= 1 << DepthBits)
        {
            throw new OpenCvSharpException("Data type depth should be 0.." + ((1 << DepthBits) - 1));
        }

        return depth + ((channels - 1) << DepthBits);
    }

    public int ToInt32() => Value;

    public bool Equals(MatType other) => Value == other.Value;

    public bool Equals(int other) => Value == other;

    public override bool Equals(object? obj) => obj is MatType other ? Equals(other) : obj is int value && Equals(value);

    public override int GetHashCode() => Value;

    public override string ToString()
    {
        string depth = Depth switch
        {
            CV_8U => "CV_8U",
            CV_8S => "CV_8S",
            CV_16U => "CV_16U",
            CV_16S => "CV_16S",
            CV_32S => "CV_32S",
            CV_32F => "CV_32F",
            CV_64F => "CV_64F",
            _ => "CV_16F",
        };
        return Channels <= 4 ? $"{depth}C{Channels}" : $"{depth}C({Channels})";
    }
}
