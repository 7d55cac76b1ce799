namespace OpenCvSharp;

/// <summary>Colour conversions.</summary>
public enum ColorConversionCodes
{
    BGR2BGRA = 0,
    BGRA2BGR = 1,
    BGR2RGB = 4,
    RGB2BGR = 4,
    BGR2GRAY = 6,
    RGB2GRAY = 7,
    GRAY2BGR = 8,
    BGRA2GRAY = 10,
    BGR2HSV = 40,
    HSV2BGR = 54,
}
