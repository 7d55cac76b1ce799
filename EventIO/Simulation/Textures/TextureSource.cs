namespace EventStereo.EventIO.Simulation.Textures;

/// <summary>Where a scene's textures come from: the photographs of its configuration and the procedural patterns.</summary>
internal sealed class TextureSource(SceneConfig config)
{
    /// <summary>A texture at random, <paramref name="size"/> texels a side.</summary>
    public MipTexture Draw(int size, RandomStream random) =>
        config.Photographs.Count > 0 && random.Chance(config.PhotographShare)
            ? PhotoTexture.Read(config.Photographs[random.Index(config.Photographs.Count)], size)
            : ProceduralTexture.Random(size, random);
}
