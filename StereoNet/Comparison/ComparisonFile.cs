using EventStereo.Search.Configuration;

namespace EventStereo.StereoNet.Comparison;

/// <summary>The file <c>comparison.json</c>, which makes a folder a comparison and says what is compared in it.</summary>
internal static class ComparisonFile
{
    private const string Name = "comparison.json";

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static void Create<T>(string folder, T config)
        where T : SceneComparisonConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        if (Exists(folder))
        {
            throw new ConfigurationException(folder, "there is a comparison in this folder, which goes on by its own settings; leave out others, or give another folder");
        }

        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("comparison", problems);
        }

        Directory.CreateDirectory(folder);
        ConfigFile.Write(Path.Combine(folder, Name), config);
    }

    /// <summary>The settings of the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">They are damaged.</exception>
    public static T Read<T>(string folder)
        where T : SceneComparisonConfig, new() => ConfigFile.Load(new T(), Path.Combine(folder, Name), [], loaded => loaded.Validate());
}
