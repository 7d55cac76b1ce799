using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>The result of a diagnosis: what was measured, and every defect found.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Sensor">The sensor that events were held against.</param>
/// <param name="Streams">One entry a camera.</param>
/// <param name="Stereo">The cameras together; null for one camera.</param>
/// <param name="GroundTruth">Its depth maps; null if there are none.</param>
/// <param name="Findings">The defects, the most severe first.</param>
/// <param name="NotExamined">What was left out and why; empty as a rule.</param>
public sealed record DiagnosisReport(
    string Path, string Format, SensorSize Sensor, IReadOnlyList<StreamFacts> Streams, StereoFacts? Stereo, GroundTruthFacts? GroundTruth,
    IReadOnlyList<Finding> Findings, IReadOnlyList<string> NotExamined);
