using EventStereo.Search.Configuration;

namespace EventStereo.Search.Tests.Configuration;

public sealed class ConfigDifferenceTests
{
    [Fact]
    public void Equal_configurations_do_not_differ() => Assert.Empty(ConfigDifference.Between(new Outer(), new Outer()));

    [Fact]
    public void Every_difference_is_named_by_its_key_with_both_values() => Assert.Equal(
        ["inner.rate: 0.5 and 0.25", "names: [\"a\"] and [\"a\",\"b\"]", "note: null and \"x\""],
        ConfigDifference.Between(new Outer(), new Outer { Inner = new Inner { Rate = 0.25 }, Names = ["a", "b"], Note = "x" }));

    private sealed record Outer
    {
        public Inner Inner { get; init; } = new();

        public IReadOnlyList<string> Names { get; init; } = ["a"];

        public string? Note { get; init; }
    }

    private sealed record Inner
    {
        public double Rate { get; init; } = 0.5;

        public int Steps { get; init; } = 3;
    }
}
