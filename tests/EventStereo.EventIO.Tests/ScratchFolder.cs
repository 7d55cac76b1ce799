namespace EventStereo.EventIO.Tests;

/// <summary>A folder of a test's own, gone with the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("eventio-test-").FullName;

    public string Path { get; }

    /// <summary>Everything in the folder, hidden files too.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path, "*", new EnumerationOptions { AttributesToSkip = 0 }).Select(p => System.IO.Path.GetFileName(p))];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
