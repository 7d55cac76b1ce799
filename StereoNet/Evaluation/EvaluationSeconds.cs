namespace EventStereo.StereoNet.Evaluation;

/// <summary>Where an evaluation's time went, in seconds of wall clock.</summary>
/// <param name="Reading">Events and ground truth from files, cut into windows.</param>
/// <param name="Encoding">Events to frames.</param>
/// <param name="Methods">The methods' own work.</param>
/// <param name="Scoring">Selecting pixels and measuring errors at them.</param>
public sealed record EvaluationSeconds(double Reading, double Encoding, double Methods, double Scoring)
{
    /// <summary>All of it.</summary>
    public double Total => Reading + Encoding + Methods + Scoring;
}
