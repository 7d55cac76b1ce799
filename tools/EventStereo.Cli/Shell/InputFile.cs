namespace EventStereo.Cli.Shell;

/// <summary>Checks of what a command reads, made before it writes anything.</summary>
internal static class InputFile
{
    /// <summary>The full path of a recording: a file that can be read, or a folder that holds one.</summary>
    /// <exception cref="InvalidDataException">It is missing, or may not be read.</exception>
    public static string RequireRecording(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : Require(path);

    /// <summary>The full path of a file that can be read.</summary>
    /// <exception cref="InvalidDataException">It is missing, a folder, or may not be read.</exception>
    public static string Require(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"{path}: is a folder; name a recording");
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: no such file");
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: cannot be read: {exception.Message}", exception);
        }

        return Path.GetFullPath(path);
    }
}
