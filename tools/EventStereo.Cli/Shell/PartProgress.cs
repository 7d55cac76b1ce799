namespace EventStereo.Cli.Shell;

/// <summary>Progress of part <paramref name="index"/> of <paramref name="count"/> equal parts of a whole.</summary>
internal sealed class PartProgress(IProgress<double> whole, int index, int count) : IProgress<double>
{
    public void Report(double value) => whole.Report((index + value) / count);
}
