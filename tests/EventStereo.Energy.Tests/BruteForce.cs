namespace EventStereo.Energy.Tests;

/// <summary>A convolution walked output by output and tap by tap: the slow, obvious count.</summary>
internal static class BruteForce
{
    /// <summary>Taps in all, taps on the input, taps on a non-zero input element, of one sample <c>[C, D, H, W]</c>.</summary>
    public static (long Dense, long Effective, long NonZero) Count(ReadOnlySpan<float> input, ConvolutionShape shape)
    {
        long dense = 0, effective = 0, nonZero = 0;
        int channelsOfGroup = shape.InputChannels / shape.Groups;
        int outputsOfGroup = shape.OutputChannels / shape.Groups;
        Extent output = shape.Output;
        for (int outChannel = 0; outChannel < shape.OutputChannels; outChannel++)
        for (int od = 0; od < output.Depth; od++)
        for (int oh = 0; oh < output.Height; oh++)
        for (int ow = 0; ow < output.Width; ow++)
        for (int c = 0; c < channelsOfGroup; c++)
        for (int kd = 0; kd < shape.Kernel.Depth; kd++)
        for (int kh = 0; kh < shape.Kernel.Height; kh++)
        for (int kw = 0; kw < shape.Kernel.Width; kw++)
        {
            dense++;
            int d = (od * shape.Stride.Depth) - shape.Padding.Depth + (kd * shape.Dilation.Depth);
            int h = (oh * shape.Stride.Height) - shape.Padding.Height + (kh * shape.Dilation.Height);
            int w = (ow * shape.Stride.Width) - shape.Padding.Width + (kw * shape.Dilation.Width);
            if (d < 0 || h < 0 || w < 0 || d >= shape.Input.Depth || h >= shape.Input.Height || w >= shape.Input.Width)
            {
                continue;
            }

            effective++;
            int channel = (outChannel / outputsOfGroup * channelsOfGroup) + c;
            long index = ((((long)channel * shape.Input.Depth) + d) * shape.Input.Height + h) * shape.Input.Width + w;
            nonZero += input[(int)index] != 0f ? 1 : 0;
        }

        return (dense, effective, nonZero);
    }

    /// <summary>The same of a transposed convolution: every input element and tap adds to the output where the two lead, if there is one.</summary>
    public static (long Dense, long Effective, long NonZero) CountTransposed(ReadOnlySpan<float> input, ConvolutionShape shape)
    {
        long dense = 0, effective = 0, nonZero = 0;
        Extent output = shape.Output;
        for (int index = 0; index < input.Length; index++)
        for (int outChannel = 0; outChannel < shape.OutputChannels / shape.Groups; outChannel++)
        for (int kd = 0; kd < shape.Kernel.Depth; kd++)
        for (int kh = 0; kh < shape.Kernel.Height; kh++)
        for (int kw = 0; kw < shape.Kernel.Width; kw++)
        {
            dense++;
            int w = index % shape.Input.Width, h = index / shape.Input.Width % shape.Input.Height, d = index / (shape.Input.Width * shape.Input.Height) % shape.Input.Depth;
            int od = (d * shape.Stride.Depth) - shape.Padding.Depth + (kd * shape.Dilation.Depth);
            int oh = (h * shape.Stride.Height) - shape.Padding.Height + (kh * shape.Dilation.Height);
            int ow = (w * shape.Stride.Width) - shape.Padding.Width + (kw * shape.Dilation.Width);
            if (od < 0 || oh < 0 || ow < 0 || od >= output.Depth || oh >= output.Height || ow >= output.Width)
            {
                continue;
            }

            effective++;
            nonZero += input[index] != 0f ? 1 : 0;
        }

        return (dense, effective, nonZero);
    }
}
