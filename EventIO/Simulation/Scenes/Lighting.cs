namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// The light: an even share and one from <paramref name="Direction"/> (a unit vector towards it, in the frame of whoever
/// holds this). A surface of reflectance r sends <c>r (ambient + (1 - ambient) max(0, n . l))</c>, Lambert's law.
/// </summary>
internal readonly record struct Lighting(Vec3 Direction, double Ambient);
