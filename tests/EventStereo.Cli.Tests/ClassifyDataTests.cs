using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>Training on data sets on disk, from the command line: sound ones and damaged ones.</summary>
public sealed class ClassifyDataTests : IDisposable
{
    private static readonly string[] Tiny =
    [
        "--threads", "1", "--set", "training.epochs=1", "--set", "training.batchSize=12", "--set", "training.workers=2", "--set", "network.filterMultiplier=1", "--set", "network.steps=1",
        "--set", "network.auxiliaryHead=false", "--set", "data.validationShare=0.5", "--set", "data.cropPx=32", "--set", "data.resizePx=32",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_broken_jpeg_is_told_and_ends_a_strict_run_alone()
    {
        string photo = Repository.File("tests/EventStereo.Search.Classification.Tests/data/photos/rgb.jpg");
        for (int i = 0; i < 4; i++)
        {
            foreach (string name in (string[])["n01440764", "n02119789"])
            {
                Directory.CreateDirectory(folder[$"data/train/{name}"]);
                File.Copy(photo, folder[FormattableString.Invariant($"data/train/{name}/{name}_{i}.JPEG")]);
            }
        }

        string broken = folder["data/train/n02119789/n02119789_3.JPEG"];
        File.WriteAllBytes(broken, File.ReadAllBytes(photo)[..300]);
        string[] train = ["train", "classify", "--preset", "imagenet", "--data", folder["data"], .. Tiny];

        EvsResult result = EvsProcess.Run([.. train, "--run", folder["run"]]), strict = EvsProcess.Run([.. train, "--run", folder["strict"], "--strict"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("1 of all could not be read", result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(broken), result.Output, StringComparison.Ordinal);
        Assert.Equal(3, strict.ExitCode);
        Assert.Contains($"{broken}: offset 300: the image ends before its last part", strict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_images_of_other_classes_than_the_network_knows_are_refused()
    {
        string photo = Repository.File("tests/EventStereo.Search.Classification.Tests/data/photos/rgb.jpg");
        string[] paths = ["data/train/n01440764/a.JPEG", "data/train/n01440764/b.JPEG", "data/train/n02119789/a.JPEG", "data/train/n02119789/b.JPEG", "other/val/n01440764/a.JPEG", "other/val/n03393912/a.JPEG"];
        foreach (string path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!); // it is in a folder
            File.Copy(photo, folder[path]);
        }

        EvsResult train = EvsProcess.Run(["train", "classify", "--preset", "imagenet", "--data", folder["data"], "--run", folder["run"], .. Tiny, "--set", "data.validationShare=0"]);
        Assert.True(train.ExitCode == 0, train.Error);
        EvsResult result = EvsProcess.Run("evaluate", folder["run"], "--data", folder["other"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("its classes are not those of the training: class 1 is 'n03393912' here and was 'n02119789'", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cifar10", "data_batch_3.bin", 3073 + 1000, "record 1: the file ends after 1000 of its 3073 bytes")]
    [InlineData("cifar10", "data_batch_2.bin", -1, "record 1: label 10, not 0 to 9")]
    public void A_cut_batch_file_and_a_label_of_no_class_are_named_with_their_record(string preset, string file, int length, string message)
    {
        byte[] sound = new byte[2 * 3073], bad = length < 0 ? [.. sound] : sound[..length];
        bad[3073] = length < 0 ? (byte)10 : (byte)0;
        Directory.CreateDirectory(folder["data"]);
        for (int i = 1; i <= 5; i++)
        {
            File.WriteAllBytes(folder[FormattableString.Invariant($"data/data_batch_{i}.bin")], sound);
        }

        File.WriteAllBytes(folder[$"data/{file}"], bad);

        EvsResult result = EvsProcess.Run(["train", "classify", "--preset", preset, "--data", folder["data"], "--run", folder["run"], .. Tiny]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"{folder[$"data/{file}"]}: {message}", Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Help_lists_every_preset_with_what_it_is()
    {
        string help = string.Join(' ', EvsProcess.Run("train", "classify", "--help").Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

        Assert.All(
            ["cifar10 (", "cifar100 (", "imagenet (the large network", "fashion-mnist (", "mnist (", "n-mnist (", "cifar10-dvs (128x128 event recordings", "dvs-gesture (", "n-caltech101 ("],
            preset => Assert.Contains(preset, help, StringComparison.Ordinal));
    }
}
