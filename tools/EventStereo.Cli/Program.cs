using EventStereo.Cli.Shell;

namespace EventStereo.Cli;

/// <summary>The entry point of <c>evs</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => Session.Run(EvsRoot.Create(), arguments);
}
