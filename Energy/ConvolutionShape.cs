namespace EventStereo.Energy;

/// <summary>
/// The shape of a convolution over one sample: 2-D over <c>[C, H, W]</c>, 3-D over <c>[C, D, H, W]</c>, or a linear layer,
/// which is a convolution over one pixel. Padding is with zeros.
/// </summary>
public sealed record ConvolutionShape
{
    private ConvolutionShape(int dimensions, int inputChannels, int outputChannels, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inputChannels % groups != 0 || outputChannels % groups != 0)
        {
            throw new ArgumentException($"{groups} groups do not divide both {inputChannels} and {outputChannels} channels", nameof(groups));
        }

        Dimensions = dimensions;
        InputChannels = inputChannels;
        OutputChannels = outputChannels;
        Groups = groups;
    }

    /// <summary>Axes that the kernel moves along: 2 or 3, 0 for a linear layer.</summary>
    public int Dimensions { get; }

    /// <summary>Channels of the input.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutputChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>Size of the input.</summary>
    public Extent Input { get; private init; } = new(1, 1, 1);

    /// <summary>Size of the kernel.</summary>
    public Extent Kernel { get; private init; } = new(1, 1, 1);

    /// <summary>Step of the kernel.</summary>
    public Extent Stride { get; private init; } = new(1, 1, 1);

    /// <summary>Zeros added on either side.</summary>
    public Extent Padding { get; private init; }

    /// <summary>Distance of neighbouring taps.</summary>
    public Extent Dilation { get; private init; } = new(1, 1, 1);

    /// <summary>Whether it is a transposed convolution: the stride spreads the input instead of thinning the output.</summary>
    public bool IsTransposed { get; private init; }

    /// <summary>Outputs added at the far side of a transposed convolution.</summary>
    public Extent OutputPadding { get; private init; }

    /// <summary>Size of the output.</summary>
    public Extent Output => new(
        OutputAlong(Input.Depth, Kernel.Depth, Stride.Depth, Padding.Depth, Dilation.Depth, OutputPadding.Depth),
        OutputAlong(Input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, OutputPadding.Height),
        OutputAlong(Input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, OutputPadding.Width));

    /// <summary>Elements of one input sample.</summary>
    public long InputElements => InputChannels * Input.Volume;

    /// <summary>Elements of one output sample.</summary>
    public long OutputElements => OutputChannels * Output.Volume;

    /// <summary>Weights, without the bias.</summary>
    public long WeightElements => Kernel.Volume * (InputChannels / Groups) * OutputChannels;

    /// <summary>
    /// Dense multiply-accumulates a sample as the literature counts them, taps on padding included:
    /// <c>D_out H_out W_out k_d k_h k_w (C_in / groups) C_out</c>, of a transposed convolution with the input's extents.
    /// </summary>
    public long DenseMacs => (IsTransposed ? Input : Output).Volume * Kernel.Volume * (InputChannels / Groups) * OutputChannels;

    /// <summary>
    /// Products with an input element, taps on padding left out: the synaptic operations of an input without a zero, and
    /// the exact upper end of <see cref="InputActivity.SynapticOperations"/>.
    /// </summary>
    public long EffectiveMacs =>
        FanOutAlongDepth().Sum(count => (long)count) * FanOutAlongHeight().Sum(count => (long)count) * FanOutAlongWidth().Sum(count => (long)count)
        * (InputChannels / Groups) * OutputChannels;

    /// <summary>Outputs that an input element reaches along depth, by its place; the fan-out of an element is the product of the three and of the output channels of its group.</summary>
    public int[] FanOutAlongDepth() => FanOutAlong(Input.Depth, Kernel.Depth, Stride.Depth, Padding.Depth, Dilation.Depth, Output.Depth);

    /// <summary>The same along the rows.</summary>
    public int[] FanOutAlongHeight() => FanOutAlong(Input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, Output.Height);

    /// <summary>The same along the columns.</summary>
    public int[] FanOutAlongWidth() => FanOutAlong(Input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, Output.Width);

    /// <summary>A 2-D convolution of a <paramref name="height"/> by <paramref name="width"/> picture, the same along both axes.</summary>
    public static ConvolutionShape Conv2d(int inputChannels, int outputChannels, int height, int width, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Conv2d(inputChannels, outputChannels, (height, width), (kernel, kernel), (stride, stride), (padding, padding), (dilation, dilation), groups);

    /// <summary>A 2-D convolution, or a transposed one where <paramref name="outputPadding"/> is given; every pair is rows, columns.</summary>
    public static ConvolutionShape Conv2d(
        int inputChannels, int outputChannels, (int H, int W) input, (int H, int W) kernel, (int H, int W) stride, (int H, int W) padding, (int H, int W) dilation,
        int groups = 1, (int H, int W)? outputPadding = null) =>
        new ConvolutionShape(2, inputChannels, outputChannels, groups)
        {
            Input = new Extent(1, input.H, input.W),
            Kernel = new Extent(1, kernel.H, kernel.W),
            Stride = new Extent(1, stride.H, stride.W),
            Padding = new Extent(0, padding.H, padding.W),
            Dilation = new Extent(1, dilation.H, dilation.W),
            IsTransposed = outputPadding is not null,
            OutputPadding = new Extent(0, outputPadding?.H ?? 0, outputPadding?.W ?? 0),
        }.Checked();

    /// <summary>A 3-D convolution of a volume, the same along all axes.</summary>
    public static ConvolutionShape Conv3d(int inputChannels, int outputChannels, Extent input, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Conv3d(inputChannels, outputChannels, input, Cube(kernel), Cube(stride), Cube(padding), Cube(dilation), groups);

    /// <summary>A 3-D convolution, or a transposed one where <paramref name="outputPadding"/> is given.</summary>
    public static ConvolutionShape Conv3d(
        int inputChannels, int outputChannels, Extent input, Extent kernel, Extent stride, Extent padding, Extent dilation, int groups = 1, Extent? outputPadding = null) =>
        new ConvolutionShape(3, inputChannels, outputChannels, groups)
        {
            Input = input,
            Kernel = kernel,
            Stride = stride,
            Padding = padding,
            Dilation = dilation,
            IsTransposed = outputPadding is not null,
            OutputPadding = outputPadding ?? default,
        }.Checked();

    /// <summary>A linear layer.</summary>
    public static ConvolutionShape Linear(int inputFeatures, int outputFeatures) => new(0, inputFeatures, outputFeatures, 1);

    /// <summary>The part of it that reads <paramref name="channels"/> of the input channels, without groups.</summary>
    /// <exception cref="InvalidOperationException">It has groups, whose parts are not alike.</exception>
    public ConvolutionShape OfInputs(int channels) =>
        channels == InputChannels ? this
        : Groups > 1 ? throw new InvalidOperationException($"a convolution of {Groups} groups has no part of {channels} input channels")
        : new ConvolutionShape(Dimensions, channels, OutputChannels, 1)
        {
            Input = Input,
            Kernel = Kernel,
            Stride = Stride,
            Padding = Padding,
            Dilation = Dilation,
            IsTransposed = IsTransposed,
            OutputPadding = OutputPadding,
        };

    private int OutputAlong(int size, int kernel, int stride, int padding, int dilation, int outputPadding) => IsTransposed
        ? FanOut.TransposedOutputSize(size, kernel, stride, padding, dilation, outputPadding)
        : FanOut.OutputSize(size, kernel, stride, padding, dilation);

    private int[] FanOutAlong(int size, int kernel, int stride, int padding, int dilation, int outputs) => IsTransposed
        ? FanOut.AlongTransposed(size, kernel, stride, padding, dilation, outputs)
        : FanOut.Along(size, kernel, stride, padding, dilation);

    private static Extent Cube(int side) => new(side, side, side);

    private ConvolutionShape Checked()
    {
        RequireAtLeast(1, Input, nameof(Input));
        RequireAtLeast(1, Kernel, nameof(Kernel));
        RequireAtLeast(1, Stride, nameof(Stride));
        RequireAtLeast(0, Padding, nameof(Padding));
        RequireAtLeast(1, Dilation, nameof(Dilation));
        RequireAtLeast(1, Output, nameof(Output));
        return this;
    }

    private static void RequireAtLeast(int least, Extent extent, string name)
    {
        if (Math.Min(extent.Depth, Math.Min(extent.Height, extent.Width)) < least)
        {
            throw new ArgumentException($"{name} {extent} has a side under {least}", name);
        }
    }
}
