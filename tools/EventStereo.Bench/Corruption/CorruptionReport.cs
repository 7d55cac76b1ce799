namespace EventStereo.Bench.Corruption;

/// <summary>Counts of a run over one sound file.</summary>
/// <param name="File">The sound file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Files">Damaged files read.</param>
/// <param name="Read">Those read to their end, losses counted.</param>
/// <param name="Refused">Those refused with a message that names the file.</param>
/// <param name="MostSeconds">Longest time of one.</param>
/// <param name="MostAllocatedMb">Most managed memory allocated for one, in millions of bytes.</param>
/// <param name="PeakResidentMb">Most resident memory of a reading process, in millions of bytes.</param>
/// <param name="Broken">What must not happen and did.</param>
public sealed record CorruptionReport(
    string File, string Format, int Files, long Read, long Refused, double MostSeconds, double MostAllocatedMb, double PeakResidentMb, IReadOnlyList<CorruptionOutcome> Broken);
