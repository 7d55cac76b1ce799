using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class MipTextureTests
{
    [Fact]
    public void Texel_centres_hold_the_texels_and_the_tile_repeats()
    {
        MipTexture texture = new(4, [.. Enumerable.Range(0, 16).Select(i => (float)i)]);
        Assert.Equal(6, texture.Sample(2.5, 1.5, 1));
        Assert.Equal(6, texture.Sample(2.5 - 4, 1.5 + 8, 1));
        Assert.Equal(6.5f, texture.Sample(3, 1.5, 0.3f));
    }

    [Fact]
    public void Footprint_of_the_whole_tile_sees_its_mean()
    {
        MipTexture texture = ProceduralTexture.Random(64, new RandomStream(3));
        Assert.Equal(texture.Mean, texture.Sample(12.3, 45.6, 64), 1e-6f);
        Assert.Equal(texture.Mean, texture.Sample(12.3, 45.6, 1e6f));
    }

    [Fact]
    public void Wider_footprint_changes_the_sample_without_a_jump()
    {
        MipTexture texture = ProceduralTexture.Random(64, new RandomStream(5));
        float before = texture.Sample(20.2, 33.7, 0.9f);
        for (float footprint = 0.9f; footprint < 70; footprint *= 1.01f)
        {
            // A step of 1 % of an octave's 100 %, times at most the whole range of the texture.
            float now = texture.Sample(20.2, 33.7, footprint);
            Assert.InRange(now - before, -0.03, 0.03);
            before = now;
        }
    }

    [Fact]
    public void Patterns_are_reflectances_with_contrast()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            MipTexture texture = ProceduralTexture.Random(64, new RandomStream(seed));
            float[] samples = [.. Enumerable.Range(0, 64 * 64).Select(i => texture.Sample((i % 64) + 0.5, (i / 64) + 0.5, 1))];
            Assert.InRange(samples.Min(), 0.039f, 1);
            Assert.InRange(samples.Max(), 0, 0.951f);
            Assert.True(samples.Max() > 1.2f * samples.Min(), $"seed {seed} is flat");
        }
    }

    [Fact]
    public void Texture_of_the_wrong_shape_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MipTexture(3, new float[9]));
        Assert.Throws<ArgumentException>(() => new MipTexture(4, new float[9]));
    }
}
