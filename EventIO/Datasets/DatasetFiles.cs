namespace EventStereo.EventIO.Datasets;

/// <summary>Says in one message what of a download is missing.</summary>
internal static class DatasetFiles
{
    private const int Listed = 12;

    /// <summary>Throws unless every path is there; a path that ends in a slash is a folder with something in it.</summary>
    /// <param name="what">The data set and part.</param>
    /// <param name="folder">The folder that the user named.</param>
    /// <param name="source">What to fetch, by the name of the project's page.</param>
    /// <param name="paths">Where the files must lie.</param>
    /// <exception cref="FileNotFoundException">Some are not there.</exception>
    public static void Require(string what, string folder, string source, IEnumerable<string> paths)
    {
        string[] missing = [.. paths.Distinct().Where(path => !IsThere(path))];
        if (missing.Length > 0)
        {
            string more = missing.Length > Listed ? $" and {missing.Length - Listed} more" : "";
            throw new FileNotFoundException(
                $"{folder}: {what} needs {string.Join(", ", missing.Take(Listed))}{more}, which {(missing.Length == 1 ? "is" : "are")} not there; fetch {source} and put {(missing.Length == 1 ? "it" : "them")} there",
                missing[0]);
        }
    }

    private static bool IsThere(string path) => path.EndsWith('/') ? Directory.Exists(path) && Directory.EnumerateFiles(path).Any() : File.Exists(path);
}
