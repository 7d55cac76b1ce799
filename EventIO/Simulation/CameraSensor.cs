using EventStereo.EventIO.Simulation.Pixels;

namespace EventStereo.EventIO.Simulation;

/// <summary>What the events of one camera are made with: its pixels, its noise and, where its past is random, the key of the pixels' phases.</summary>
internal sealed record CameraSensor(PixelTraits Traits, NoiseSource Noise, ulong? PhaseKey);
