using System.Xml.Linq;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Search.Tests.Architecture.Pictures;

public sealed class SurrogatePictureTests
{
    [Fact]
    public void A_line_goes_through_the_temperatures_and_jumps_at_steps()
    {
        string svg = SurrogatePicture.Draw(History(["a"], [(0, [Dspike(3)]), (100, [Dspike(4)]), (200, [Dspike(2)])]), "course");

        // Plot from x 64 to 664 over 200 steps and from y 324 up to 64 over temperatures 2 to 4.
        string line = Assert.Single(Paths(svg), path => path.Contains("L364", StringComparison.Ordinal));
        Assert.Equal("M64 194 L364 194 L364 64 L664 64 L664 324 L664 324", line);
    }

    [Fact]
    public void Every_family_has_a_plot_and_a_layer_is_in_that_of_the_family_it_had()
    {
        SurrogateHistory history = History(["a", "b & c"], [(0, [Dspike(3), Dspike(3)]), (10, [new(SurrogateKind.Arctangent, 2f), Dspike(3.2f)]), (20, [Dspike(2.8f), Dspike(3.2f)])]);
        string svg = SurrogatePicture.Draw(history, "<two>");

        XDocument document = XDocument.Parse(svg);
        string[] texts = [.. document.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Contains("dspike: temperature", texts);
        Assert.Contains("arctangent: temperature", texts);
        Assert.Contains("b & c  3.2 dspike", texts);
        Assert.Contains("<two>", texts);
    }

    [Fact]
    public void Equal_histories_give_equal_bytes_and_one_value_is_a_plot()
    {
        SurrogateHistory history = History(["a"], [(0, [Dspike(3)])]);
        Assert.Equal(SurrogatePicture.Draw(history, "t"), SurrogatePicture.Draw(history, "t"));
        Assert.DoesNotContain("NaN", SurrogatePicture.Draw(history, "t"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_without_steps_is_refused() => Assert.Throws<ArgumentException>(() => SurrogatePicture.Draw(new SurrogateHistory(["a"], []), "t"));

    private static IEnumerable<string> Paths(string svg) =>
        XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "path").Select(element => element.Attribute("d")!.Value); // every path has one

    private static SurrogateShape Dspike(float temperature) => new(SurrogateKind.Dspike, temperature);

    private static SurrogateHistory History(string[] layers, (long Step, SurrogateShape[] Surrogates)[] steps) =>
        new(layers, [.. steps.Select(step => new SurrogateStep(step.Step, step.Surrogates, [.. step.Surrogates.Select(_ => 1.0)]))]);
}
