using EventStereo.Search.Configuration;

namespace EventStereo.Search.Tests.Configuration;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public enum Shade
    {
        Dark,
        VeryBright,
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lays_file_over_defaults_and_overrides_over_the_file()
    {
        string path = folder.Write("c.json", """{ "training": { "steps": 7 }, "name": "file" } // a comment""");

        Sample config = ConfigFile.Load(new Sample(), path, ["training.learningRate=0.25", "name=word", "shade=veryBright"]);

        Assert.Equal(new Sample { Name = "word", Shade = Shade.VeryBright, Training = new Inner { Steps = 7, LearningRate = 0.25f } }, config);
    }

    [Fact]
    public void Keeps_defaults_that_differ_from_those_of_the_inner_type()
    {
        Sample defaults = new() { Training = new Inner { Steps = 50, LearningRate = 9 } };

        Assert.Equal(new Inner { Steps = 51, LearningRate = 9 }, ConfigFile.Load(defaults, null, ["training.steps=51"]).Training);
    }

    [Fact]
    public void Tells_every_problem_with_its_key_and_a_suggestion()
    {
        string path = folder.Write("c.json", """{ "trainning": {}, "training": { "step": 1, "learningRate": "fast" }, "shade": "bright", "name": null, "ranges": [1, "x"] }""");

        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => ConfigFile.Load(new Sample(), path, ["training.steps=many", "zzzzzzzz=1", "nothing", "name.first=x"]));

        Assert.Equal(
            [
                "unknown key 'trainning', did you mean 'training'?",
                "unknown key 'training.step', did you mean 'steps'?",
                "training.learningRate must be a number, not \"fast\"",
                "shade must be one of dark, veryBright, not \"bright\"",
                "name must not be null",
                "ranges must be a list of fitting items, not [1,\"x\"]",
                "training.steps must be an integer in range, not \"many\"",
                "unknown key 'zzzzzzzz', known here: name, shade, training, optional, ranges, parts",
                "'nothing' is not key.path=value",
                "name has no keys below it",
            ],
            exception.Problems);
        Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong_with_an_item_of_a_list()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => ConfigFile.Load(new Sample(), null, ["""parts=[{"steps":1},{"stepps":2},3]"""]));

        Assert.Equal(["unknown key 'parts[1].stepps', did you mean 'steps'?", "parts[2] must be an object"], exception.Problems);
    }

    [Theory]
    [InlineData("name=5", "5")]
    [InlineData("name=\"quoted\"", "quoted")]
    [InlineData("name=a=b", "a=b")]
    [InlineData("name=true", "true")]
    [InlineData("name=", "")]
    public void Takes_the_override_of_a_text_as_it_stands(string text, string expected) =>
        Assert.Equal(expected, ConfigFile.Load(new Sample(), null, [text]).Name);

    [Fact]
    public void Makes_an_absent_part_by_an_override_below_it() =>
        Assert.Equal(new Inner { Steps = 3 }, ConfigFile.Load(new Sample(), null, ["optional.steps=3"]).Optional);

    [Fact]
    public void Takes_null_and_lists_where_they_fit()
    {
        Sample config = ConfigFile.Load(new Sample { Optional = new Inner() }, null, ["optional=null", "ranges=[3, 4.5]"]);

        Assert.Null(config.Optional);
        Assert.Equal([3, 4.5], config.Ranges);
    }

    [Fact]
    public void Tells_what_the_validation_finds()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => ConfigFile.Load(new Sample(), null, ["training.steps=-1"], config => config.Training.Steps < 0 ? ["training.steps must be 0 or more", "second"] : []));

        Assert.Equal(["training.steps must be 0 or more", "second"], exception.Problems);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{ "name": "a", "name": "b" }""", "not valid JSON")]
    public void Refuses_what_is_no_configuration(string text, string expected)
    {
        string path = folder.Write("c.json", text);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(new Sample(), path, []));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void Refuses_a_missing_file() =>
        Assert.Contains("cannot be read", Assert.Throws<ConfigurationException>(() => ConfigFile.Load(new Sample(), folder["none.json"], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_effective_configuration_loads_as_itself()
    {
        Sample config = new() { Name = "ünïcode", Training = new Inner { Steps = 3, LearningRate = 0.1f } };
        ConfigFile.Write(folder["e.json"], config);

        Sample again = ConfigFile.Load(new Sample(), folder["e.json"], []);

        Assert.Equal(ConfigFile.ToJson(config), ConfigFile.ToJson(again));
        Assert.Equal(ConfigFile.ToJson(config), File.ReadAllText(folder["e.json"]));
    }

    [Fact]
    public void A_computed_property_is_no_key()
    {
        Derived config = ConfigFile.Load(new Derived(), null, ["size.width=3", "sizes=[{\"width\":4,\"height\":5}]"]);

        Assert.Equal((3 * 2, 4 * 5), (config.Size.Pixels, config.Sizes[0].Pixels));
        Assert.DoesNotContain("pixels", ConfigFile.ToJson(config), StringComparison.Ordinal);
        Assert.DoesNotContain("twice", ConfigFile.ToJson(config), StringComparison.Ordinal);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(new Derived(), null, ["size.pixels=3", "twice=2"]));
        Assert.Equal(["unknown key 'size.pixels', known here: width, height", "unknown key 'twice', known here: size, sizes"], exception.Problems);
    }

    public readonly record struct Size(int Width, int Height)
    {
        public int Pixels => Width * Height;
    }

    public sealed record Derived
    {
        public Size Size { get; init; } = new(1, 2);

        public IReadOnlyList<Size> Sizes { get; init; } = [];

        public int Twice => 2 * Size.Width;
    }

    public sealed record Inner
    {
        public int Steps { get; init; } = 10;

        public float LearningRate { get; init; } = 0.1f;
    }

    public sealed record Sample
    {
        public string Name { get; init; } = "default";

        public Shade Shade { get; init; }

        public Inner Training { get; init; } = new();

        public Inner? Optional { get; init; }

        public IReadOnlyList<double>? Ranges { get; init; }

        public IReadOnlyList<Inner>? Parts { get; init; }
    }
}
