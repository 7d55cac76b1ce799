using System.Xml.Linq;
using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Search.Tests.Architecture;

public sealed class SearchCurvePictureTests
{
    [Fact]
    public void Each_epoch_is_a_point_in_both_panels()
    {
        SnapshotPoint[] points = [new(2, 60, 0.5), new(4, 70, 0.25), new(5, 65, 0.25)];

        string text = SearchCurvePicture.Draw(points, "1PA, %", "a <search>");

        XElement svg = XElement.Parse(text); // well formed, the title escaped
        XElement[] circles = [.. svg.Descendants().Where(element => element.Name.LocalName == "circle")];
        double[] across = [.. circles.Select(circle => (double)circle.Attribute("cx")!)], down = [.. circles.Select(circle => (double)circle.Attribute("cy")!)];
        Assert.Equal(6, circles.Length);
        Assert.Equal(across[..3], across[3..]);
        Assert.Equal((across[1] - across[0]) / 2, across[2] - across[1], 0.1); // two epochs against one
        Assert.True(down[0] > down[2] && down[2] > down[1]); // 60, 65, 70 percent
        Assert.True(down[3] < down[4] && down[4] == down[5] && down.Max() == down[4]); // below the accuracies
        Assert.Equal(text, SearchCurvePicture.Draw(points, "1PA, %", "a <search>"));
    }

    [Fact]
    public void One_epoch_is_a_picture_and_none_or_a_repeated_one_is_refused()
    {
        SnapshotPoint one = new(1, 50, 1);

        Assert.Contains("circle", SearchCurvePicture.Draw([one], "1PA, %", "x"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SearchCurvePicture.Draw([], "1PA, %", "x"));
        Assert.Throws<ArgumentException>(() => SearchCurvePicture.Draw([one, one], "1PA, %", "x"));
        Assert.Throws<ArgumentException>(() => SearchCurvePicture.Draw([one with { Mj = double.NaN }], "1PA, %", "x"));
    }
}
