namespace EventStereo.EventIO.Datasets;

/// <summary>Ground truth whose source holds depth, from which its disparity is made.</summary>
public interface IDepthTruth : IDisparityTruth
{
    /// <summary>Reads map <paramref name="index"/> as the source has it, [H, W] in metres; NaN where unknown.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names the file.</exception>
    float[] ReadDepthM(int index);
}
