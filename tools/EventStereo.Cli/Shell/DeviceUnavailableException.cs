namespace EventStereo.Cli.Shell;

/// <summary>The device asked for is not there, or the library underneath cannot use it. Exit 4.</summary>
internal sealed class DeviceUnavailableException(string message) : Exception(message);
