namespace EventStereo.Energy.Measurement;

/// <summary>Joules that a part of this machine has used since some moment in the past.</summary>
public interface IEnergyMeter : IDisposable
{
    /// <summary>What is metered, such as <c>processor package 0</c>.</summary>
    string Name { get; }

    /// <summary>Joules used between the meter's opening and now; grows.</summary>
    double ReadJoules();
}
