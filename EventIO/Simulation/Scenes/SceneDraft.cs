using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A scene in the making: what is known of the rig, the source of textures, and the bodies so far.</summary>
internal sealed record SceneDraft(SceneConfig Config, SensorSize Sensor, double FocalPx, double FocalTimesBaseline, TextureSource Textures)
{
    public List<Body> Bodies { get; } = [];

    /// <summary>Metres that a pixel spans on a fronto-parallel surface of the given disparity.</summary>
    public double MetresPerPx(double disparityPx) => FocalTimesBaseline / disparityPx / FocalPx;
}
