namespace EventStereo.Cli.Shell;

/// <summary>The command line asks for something that does not go together; the message says what to do instead. Exit 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
