namespace EventStereo.Energy;

/// <summary>Layers of published artificial networks, to put a spiking network's energy beside theirs.</summary>
public static class ReferenceNetworks
{
    /// <summary>DDES pads its images to multiples of this: 260x346 to 320x384.</summary>
    private const int Padding = 64;

    /// <summary>DDES for a sensor of that size, padded as its authors pad.</summary>
    /// <param name="height">Rows of the sensor.</param>
    /// <param name="width">Columns of the sensor.</param>
    public static IReadOnlyList<LayerActivity> DdesFor(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Ddes(Padded(height), Padded(width));
    }

    /// <summary>The size that DDES pads a side to.</summary>
    public static int Padded(int side) => (side + Padding - 1) / Padding * Padding;

    /// <summary>
    /// The event stereo network of Tulyakov et al. (DDES, ICCV 2019, on Practical Deep Stereo) without its 3-D regularisation:
    /// embedding of both images, matching of each disparity bin. At 320x384 with 64 features it takes 37.91 GMAC, 174.4 mJ at
    /// 4.6 pJ: 26 times the 6.7 mJ published for SpikeDHS, which is how that ratio is understood.
    /// </summary>
    /// <remarks>Operations grow with the image: <see cref="DdesFor"/> gives the network at another sensor's size.</remarks>
    /// <param name="height">Padded rows, a multiple of 4.</param>
    /// <param name="width">Padded columns, a multiple of 4.</param>
    /// <param name="features">Feature channels; 64 as published.</param>
    /// <param name="disparityBins">Disparities at a quarter of the size; 16 as published.</param>
    public static IReadOnlyList<LayerActivity> Ddes(int height = 320, int width = 384, int features = 64, int disparityBins = 16)
    {
        const int Time = 64; // channels of the learned time embedding
        const int Match = 64; // channels of the matching layers
        const int Signature = 8; // channels a bin passes on
        const int Images = 2;
        (int h2, int w2) = (height / 2, width / 2);
        (int h4, int w4) = (height / 4, width / 4);
        return
        [
            Dense("embedding.0", ConvolutionShape.Conv2d(Time, features, height, width, 5, 2, 2), Images),
            Dense("embedding.1", ConvolutionShape.Conv2d(features, features, h2, w2, 5, 2, 2), Images),
            .. Enumerable.Range(2, 4).Select(i => Dense($"embedding.{i}", ConvolutionShape.Conv2d(features, features, h4, w4, 3, 1, 1), Images)),
            Dense("shortcut", ConvolutionShape.Conv2d(features, Signature, h4, w4, 3, 1, 1), 1),
            Dense("matching.0", ConvolutionShape.Conv2d(2 * features, Match, h4, w4, 3, 1, 1), disparityBins),
            .. Enumerable.Range(1, 4).Select(i => Dense($"matching.{i}", ConvolutionShape.Conv2d(Match, Match, h4, w4, 3, 1, 1), disparityBins)),
            Dense("matching.5", ConvolutionShape.Conv2d(Match, Signature, h4, w4, 3, 1, 1), disparityBins),
        ];

        static LayerActivity Dense(string name, ConvolutionShape shape, int uses) => LayerActivity.AtRate(name, shape, 1, InputKind.Real, uses);
    }
}
