namespace EventStereo.Search.Classification.Augmentation;

/// <summary>Operations of AutoAugment on an image of 8-bit channels; ranges are those of the paper's Table 6, in ten levels from 0 to 9.</summary>
internal enum ImageOperation
{
    /// <summary>Rows move sideways by up to 0.3 columns a row, in a random direction.</summary>
    ShearX,

    /// <summary>Columns move up or down by up to 0.3 rows a column.</summary>
    ShearY,

    /// <summary>Moves sideways by up to 150/331 of the width.</summary>
    TranslateX,

    /// <summary>Moves up or down by up to 150/331 of the height.</summary>
    TranslateY,

    /// <summary>Turns around the middle by up to 30 degrees.</summary>
    Rotate,

    /// <summary>Stretches each channel to 0 to 255.</summary>
    AutoContrast,

    /// <summary>Negative.</summary>
    Invert,

    /// <summary>Makes each channel's values about equally frequent.</summary>
    Equalize,

    /// <summary>Negative of values from a threshold on, 256 down to 0.</summary>
    Solarize,

    /// <summary>Keeps the 8 down to 4 highest bits.</summary>
    Posterize,

    /// <summary>Away from the mean grey or towards it: a factor of 1 and up to 0.9 more or less.</summary>
    Contrast,

    /// <summary>Away from grey or towards it, by such a factor.</summary>
    Color,

    /// <summary>Away from black or towards it.</summary>
    Brightness,

    /// <summary>Away from a smoothed image or towards it.</summary>
    Sharpness,
}
