namespace EventStereo.Cli.Shell;

/// <summary>How far a piece of work is: a fraction from 0 to 1, and a few words such as the loss of the last step.</summary>
internal abstract class WorkProgress : IProgress<double>
{
    /// <summary>Reports the fraction done.</summary>
    public void Report(double value) => Report(value, "");

    /// <summary>Reports the fraction done and what there is to say about it.</summary>
    public abstract void Report(double value, string detail);
}
