using System.Xml.Linq;
using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Search.Tests.Architecture;

public sealed class ParetoPictureTests
{
    private static readonly ParetoPoint[] Points = [new("dear", 3, 80), new("cheap", 1, 70, 1.5), new("beaten", 2, 69), new("equal", 1, 70), new("middle <&>", 2, 75)];

    [Fact]
    public void The_front_is_what_no_other_surpasses_in_both() =>
        Assert.Equal(["cheap", "middle <&>", "dear"], ParetoPoint.Front(Points).Select(point => point.Name));

    [Fact]
    public void Points_lie_by_their_values()
    {
        XDocument svg = XDocument.Parse(ParetoPicture.Draw(Points, "1PA, %", "plot"));

        XElement[] circles = [.. svg.Descendants().Where(element => element.Name.LocalName == "circle")];
        double[] x = [.. circles.Select(circle => (double)circle.Attribute("cx")!)], y = [.. circles.Select(circle => (double)circle.Attribute("cy")!)]; // every circle has both
        Assert.Equal(5, circles.Length);
        Assert.Equal(x[2], x[4]);
        Assert.Equal((x[0] + x[1]) / 2, x[2], 1);
        Assert.True(y[0] < y[4] && y[4] < y[1] && y[1] < y[2]);
        Assert.Equal("#1f5fa8", (string)circles[0].Attribute("fill")!); // as said
        Assert.Equal("#8a8a8a", (string)circles[2].Attribute("fill")!); // as said
    }

    [Fact]
    public void One_point_is_a_plot() => Assert.Contains("alone", ParetoPicture.Draw([new("alone", 0.5, 77)], "1PA, %", "plot"), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_finite_is_refused() => Assert.Throws<ArgumentException>(() => ParetoPicture.Draw([new("none", double.NaN, 77)], "1PA, %", "plot"));
}
