namespace EventStereo.Search.Configuration;

/// <summary>A configuration that cannot be used, with everything that is wrong with it; the message is one line.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Makes the exception of <paramref name="problems"/> in <paramref name="origin"/>, a file or an option.</summary>
    public ConfigurationException(string origin, IReadOnlyList<string> problems, Exception? inner = null)
        : base($"{origin}: {string.Join("; ", problems)}", inner)
    {
        Origin = origin;
        Problems = problems;
    }

    /// <summary>Makes the exception of one problem.</summary>
    public ConfigurationException(string origin, string problem, Exception? inner = null)
        : this(origin, [problem], inner)
    {
    }

    /// <summary>Where the configuration comes from.</summary>
    public string Origin { get; }

    /// <summary>Every problem, each with the path of its key.</summary>
    public IReadOnlyList<string> Problems { get; }
}
