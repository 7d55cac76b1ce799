namespace EventStereo.Bench.Corruption;

/// <summary>What became of one damaged file that ought to have been read or refused.</summary>
/// <param name="File">The sound file.</param>
/// <param name="Seed">Seed of the damage: <c>evs bench corrupt FILE --seed N --count 1</c> makes it again.</param>
/// <param name="Damage">What was done to it.</param>
/// <param name="What">The exception, crash, or limit that was broken.</param>
public sealed record CorruptionOutcome(string File, int Seed, string Damage, string What);
