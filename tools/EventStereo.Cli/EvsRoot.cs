using System.CommandLine;


namespace EventStereo.Cli;

/// <summary>The command tree of <c>evs</c>; what is not built is not in it.</summary>
internal static class EvsRoot
{
    public static RootCommand Create()
    {
        RootCommand root = new("EventStereo: disparity from stereo event cameras with spiking networks, and what it costs in energy.");
        root.Options.Add(Shell.CommonOptions.Verbose);
        Shell.HelpWithExamples.Attach(root, ["evs demo", "evs info samples/pendulum_3s_mvsec_gzip.hdf5", "evs COMMAND --help"]);
        return root;
    }
}
