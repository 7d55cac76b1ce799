using System.Xml.Linq;
using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Search.Tests.Architecture;

public sealed class TrainingCurvePictureTests
{
    private static readonly TrainingCurve Curve = new("first", [new(10, 2, 40, 1.5, 60), new(20, 1, 70, 1.25, 65), new(25, 0.5, 80, null, null)]);

    [Fact]
    public void Each_validation_is_a_disc_in_both_panels_and_each_run_has_a_colour()
    {
        string text = TrainingCurvePicture.Draw([Curve, Curve with { Name = "a <second>" }], "top-1, %", "title");

        XElement svg = XElement.Parse(text); // well formed, names escaped
        XElement[] circles = Elements("circle"), dashed = [.. Elements("path").Where(path => path.Attribute("stroke-dasharray") is not null)];
        Assert.Equal(8, circles.Length); // two validations of two runs in two panels
        Assert.Equal(2, circles.Select(circle => (string)circle.Attribute("fill")!).Distinct().Count());
        Assert.Equal(4, dashed.Length); // a run's own batches in both panels
        Assert.All(dashed, path => Assert.Equal(3, ((string)path.Attribute("d")!).Split('M', 'L').Length - 1));
        Assert.True((double)circles[0].Attribute("cy")! < (double)circles[1].Attribute("cy")!); // the loss falls
        Assert.True((double)circles[4].Attribute("cy")! > (double)circles[5].Attribute("cy")!); // the accuracy rises
        Assert.Contains("a <second>", Elements("text").Select(element => element.Value));

        XElement[] Elements(string name) => [.. svg.Descendants().Where(element => element.Name.LocalName == name)];
    }

    [Fact]
    public void A_run_without_validation_is_drawn_and_what_has_no_place_is_refused()
    {
        Assert.DoesNotContain("circle", TrainingCurvePicture.Draw([new TrainingCurve("one", [new(1, 2, 50, null, null)])], "1PA, %", "x"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TrainingCurvePicture.Draw([], "1PA, %", "x"));
        Assert.Throws<ArgumentException>(() => TrainingCurvePicture.Draw([new TrainingCurve("none", [])], "1PA, %", "x"));
        Assert.Throws<ArgumentException>(() => TrainingCurvePicture.Draw([Curve with { Points = [.. Curve.Points, Curve.Points[0]] }], "1PA, %", "x"));
        Assert.Throws<ArgumentException>(() => TrainingCurvePicture.Draw([Curve with { Points = [Curve.Points[0] with { Loss = double.NaN }] }], "1PA, %", "x"));
    }
}
