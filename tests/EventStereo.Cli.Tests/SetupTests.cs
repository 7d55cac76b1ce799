using System.Diagnostics;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>eng/setup.sh against a pretended system: its dpkg-query, id, sudo, apt-get and dotnet are scripts of the test.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SetupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SetupTests()
    {
        // dpkg-query: every package asked for is installed, but those in MISSING.
        Fake("dpkg-query", """for p in "${@:4}"; do case " $MISSING " in *" $p "*) ;; *) echo "$p installed";; esac; done""");
        Fake("id", "echo $FAKE_UID");
        Fake("sudo", "exit 1");
        Fake("dotnet", "echo \"$SDK [/usr/share/dotnet/sdk]\"");
        Fake("apt-get", """
            echo "$DEBIAN_FRONTEND $*" >> "$APT_LOG"
            [ "$(grep -c . "$APT_LOG")" -gt "$APT_FAILURES" ] || exit 100
            """);
    }

    private string[] AptCalls => File.Exists(folder["apt.log"]) ? File.ReadAllLines(folder["apt.log"]) : [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Prints_and_installs_nothing_when_all_is_there()
    {
        EvsResult result = Setup();

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Empty(AptCalls);
    }

    [Fact]
    public void Installs_exactly_what_is_missing_as_root_and_asks_nothing()
    {
        EvsResult result = Setup(missing: "cmake libtorch-dev");

        Assert.Equal(0, result.ExitCode);
        string call = Assert.Single(AptCalls);
        Assert.StartsWith("noninteractive -y", call);
        Assert.EndsWith("install --no-install-recommends libtorch-dev cmake", call);
    }

    [Fact]
    public void Fetches_the_package_lists_when_the_first_install_fails()
    {
        EvsResult result = Setup(missing: "cmake", aptFailures: 1);

        Assert.Equal(0, result.ExitCode);
        Assert.Collection(
            AptCalls,
            first => Assert.Contains(" install ", first),
            second => Assert.EndsWith(" update", second),
            third => Assert.Contains(" install ", third));
    }

    [Fact]
    public void Names_packages_and_command_and_exits_4_without_root()
    {
        EvsResult result = Setup(missing: "cmake g++", user: 1000);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("sudo apt-get install --no-install-recommends cmake g++", Assert.Single(result.ErrorLines));
        Assert.Empty(AptCalls);
    }

    [Fact]
    public void Exits_4_when_the_sdk_is_too_old()
    {
        EvsResult result = Setup(sdk: "8.0.404");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("install .NET 10", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Asks_for_no_library_with_published_packages()
    {
        EvsResult result = Setup(missing: "cmake libtorch-dev", user: 1000, packages: "published");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    private EvsResult Setup(string missing = "", int user = 0, string sdk = "10.0.100", int aptFailures = 0, string packages = "system")
    {
        ProcessStartInfo start = new("/bin/bash", [Repository.File("eng", "setup.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["MISSING"] = missing;
        start.Environment["FAKE_UID"] = $"{user}";
        start.Environment["SDK"] = sdk;
        start.Environment["APT_LOG"] = folder["apt.log"];
        start.Environment["APT_FAILURES"] = $"{aptFailures}";
        start.Environment["PACKAGES"] = packages;
        start.Environment["LIBTORCH"] = "";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new EvsResult(process.ExitCode, output, error);
    }

    private void Fake(string name, string body)
    {
        File.WriteAllText(folder[name], $"#!/bin/bash\n{body}\n");
        File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
