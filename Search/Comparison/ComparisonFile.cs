using EventStereo.Search.Configuration;

namespace EventStereo.Search.Comparison;

/// <summary>The file <c>comparison.json</c>, which makes a folder a comparison and says what is compared in it.</summary>
public static class ComparisonFile
{
    private const string Name = "comparison.json";

    /// <summary>The file in <paramref name="folder"/>.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, Name);

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => File.Exists(PathIn(folder));

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="config">What is compared.</param>
    /// <param name="problems">What is wrong with that.</param>
    /// <exception cref="ConfigurationException">Something is, or the folder holds a comparison already.</exception>
    public static void Create<T>(string folder, T config, IReadOnlyList<string> problems)
        where T : class
    {
        if (Exists(folder))
        {
            throw new ConfigurationException(folder, "there is a comparison in this folder, which goes on by its own settings; leave out others, or give another folder");
        }

        if (problems is { Count: > 0 })
        {
            throw new ConfigurationException("comparison", problems);
        }

        Directory.CreateDirectory(folder);
        ConfigFile.Write(PathIn(folder), config);
    }
}
