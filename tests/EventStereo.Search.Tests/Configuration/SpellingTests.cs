using EventStereo.Search.Configuration;

namespace EventStereo.Search.Tests.Configuration;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("flaw", "lawn", 2)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_single_character_changes(string a, string b, int expected) => Assert.Equal(expected, Spelling.Distance(a, b));

    [Fact]
    public void Nearest_ignores_case_and_gives_up_when_all_are_far()
    {
        Assert.Equal("batchSize", Spelling.Nearest("BatchSice", ["steps", "batchSize"]));
        Assert.Null(Spelling.Nearest("momentum", ["steps", "batchSize"]));
    }
}
