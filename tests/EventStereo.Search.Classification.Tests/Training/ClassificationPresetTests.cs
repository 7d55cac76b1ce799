using System.Buffers.Binary;
using System.Text;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Tests;
using OpenCvSharp;
using TorchSharp;

namespace EventStereo.Search.Classification.Tests.Training;

/// <summary>Every preset of a data set that is too large to be at hand, through its own reader, on a few samples in the data set's own layout, with a smaller network.</summary>
public sealed class ClassificationPresetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(6);

    public ClassificationPresetTests() => Directory.CreateDirectory(folder["data"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_preset_is_sound() =>
        Assert.All(ClassificationPresets.Names, name => Assert.Empty((ClassificationPresets.Find(name) with { Data = ClassificationPresets.Find(name).Data with { Folder = "somewhere" } }).Validate()));

    [Fact]
    public void Every_preset_of_a_training_is_one_of_a_search_too()
    {
        Assert.Equal(ClassificationPresets.Names.Order(), ClassificationSearchPresets.Names.Order());
        Assert.All(ClassificationSearchPresets.Names, name => Assert.Empty((ClassificationSearchPresets.Find(name) with { Data = ClassificationPresets.Find(name).Data with { Folder = "somewhere" } }).Validate()));
    }

    [Fact]
    public void Imagenet_trains_and_tests_on_photographs_of_any_size()
    {
        foreach ((string name, int height, int width) in ((string, int, int)[])[("train/a/1.JPEG", 60, 80), ("train/a/2.JPEG", 90, 40), ("train/b/1.JPEG", 50, 50), ("train/b/2.JPEG", 33, 200), ("val/a/1.JPEG", 70, 50), ("val/b/1.JPEG", 50, 70)])
        {
            Photo(name, height, width);
        }

        ClassificationScore score = TrainAndTest("imagenet", config => config with { Data = config.Data with { CropPx = 32, ResizePx = 36, ValidationShare = 0.5 }, Network = config.Network with { AuxiliaryHead = false } });

        Assert.Equal((2, 2), (score.Images, score.Classes));
    }

    [Fact]
    public void Cifar10_dvs_trains_and_tests()
    {
        foreach (string name in (string[])["airplane", "truck"])
        {
            for (int i = 0; i < 6; i++)
            {
                Directory.CreateDirectory(folder[$"data/{name}"]);
                File.WriteAllBytes(folder[FormattableString.Invariant($"data/{name}/cifar10_{name}_{i}.aedat")], Aedat2(60));
            }
        }

        Assert.Equal(2, TrainAndTest("cifar10-dvs", config => config with { Data = config.Data with { TestShare = 0.2, ValidationShare = 0.2 } }).Images);
    }

    [Fact]
    public void Dvs_gesture_trains_and_tests_and_has_its_eleven_classes()
    {
        foreach (string name in (string[])["user01_led", "user24_led"])
        {
            File.WriteAllBytes(folder[$"data/{name}.aedat"], Aedat3(400));
            folder.Write($"data/{name}_labels.csv", "class,startTime_usec,endTime_usec\n1,0,100\n1,100,200\n2,200,300\n2,300,400\n");
        }

        folder.Write("data/trials_to_train.txt", "user01_led.aedat\n");
        folder.Write("data/trials_to_test.txt", "user24_led.aedat\n");

        ClassificationScore score = TrainAndTest("dvs-gesture", config => config with { Data = config.Data with { ValidationShare = 0.5 } });

        Assert.Equal((4, 11), (score.Images, score.Classes));
    }

    [Fact]
    public void N_caltech101_trains_and_tests()
    {
        foreach (string name in (string[])["airplanes", "zebra"])
        {
            for (int i = 1; i <= 6; i++)
            {
                Directory.CreateDirectory(folder[$"data/{name}"]);
                File.WriteAllBytes(folder[FormattableString.Invariant($"data/{name}/image_{i:0000}.bin")], [.. Enumerable.Range(0, 60).SelectMany(t => (byte[])[(byte)random.Next(240), (byte)random.Next(180), (byte)(random.Next(2) << 7), 0, (byte)t])]);
            }
        }

        Assert.Equal(2, TrainAndTest("n-caltech101", config => config with { Data = config.Data with { TestShare = 0.2, ValidationShare = 0.2 } }).Images);
    }

    [Fact]
    public void A_broken_photograph_is_left_out_and_named_and_ends_a_strict_run()
    {
        for (int i = 0; i < 6; i++)
        {
            Photo(FormattableString.Invariant($"train/a/{i}.JPEG"), 40, 40);
            Photo(FormattableString.Invariant($"train/b/{i}.JPEG"), 40, 40);
        }

        foreach (string name in (string[])["train/a/2.JPEG", "train/a/5.JPEG"])
        {
            File.WriteAllBytes(folder[$"data/{name}"], File.ReadAllBytes(folder[$"data/{name}"])[..^9]);
        }

        ClassificationRunConfig config = Small("imagenet", c => c with { Data = c.Data with { CropPx = 16, ResizePx = 16, ValidationShare = 0.5 }, Training = c.Training with { Epochs = 2, Steps = 0, BatchSize = 12 } });
        HashSet<string> broken = [];
        using (ClassificationTrainingRun run = ClassificationTrainingRun.Start(folder["run"], config, torch.CPU))
        {
            run.Run((step, validation) => broken.UnionWith([.. step.Broken, .. validation?.Broken ?? []]), TestContext.Current.CancellationToken); // both parts of the data, two epochs, to their ends
        }

        Assert.Equal([folder["data/train/a/2.JPEG"], folder["data/train/a/5.JPEG"]], broken.Select(text => text[..text.IndexOf(": ", StringComparison.Ordinal)]).Order());
        using ClassificationTrainingRun strict = ClassificationTrainingRun.Start(folder["strict"], config with { Training = config.Training with { Strict = true } }, torch.CPU);
        Assert.StartsWith(folder["data/train/a/"], Assert.Throws<InvalidDataException>(() => strict.Run((_, _) => { }, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixup_smoothing_and_a_searched_policy_are_options_of_a_run_that_resumes_exactly()
    {
        for (int i = 0; i < 6; i++)
        {
            Photo(FormattableString.Invariant($"train/a/{i}.JPEG"), 40, 40);
            Photo(FormattableString.Invariant($"train/b/{i}.JPEG"), 30, 60);
        }

        ClassificationRunConfig config = Small("imagenet", c => c with
        {
            Data = c.Data with { CropPx = 16, ResizePx = 16, ValidationShare = 0.2 },
            Training = c.Training with { Steps = 5, BatchSize = 4, CheckpointEvery = 2, MixupAlpha = 0.4, Augmentation = c.Training.Augmentation with { AutoAugment = Augmentation.AutoAugmentPolicy.ImageNet } },
        });
        using (ClassificationTrainingRun whole = ClassificationTrainingRun.Start(folder["whole"], config, torch.CPU))
        {
            whole.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        using CancellationTokenSource stop = new();
        using (ClassificationTrainingRun first = ClassificationTrainingRun.Start(folder["stopped"], config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run(
                (step, _) =>
                {
                    if (step.Step == 2)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token));
        }

        using (ClassificationTrainingRun second = ClassificationTrainingRun.Resume(folder["stopped"], torch.CPU))
        {
            second.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(File.ReadAllBytes(folder["whole/weights.safetensors"]), File.ReadAllBytes(folder["stopped/weights.safetensors"]));
        Assert.Equal(File.ReadAllBytes(folder["whole/metrics.jsonl"]), File.ReadAllBytes(folder["stopped/metrics.jsonl"]));
    }

    [Fact]
    public void A_searched_policy_is_not_for_events() =>
        Assert.Contains("training.augmentation.autoAugment is for images, not for counts of events", Small("cifar10-dvs", c => c with { Training = c.Training with { Augmentation = c.Training.Augmentation with { AutoAugment = Augmentation.AutoAugmentPolicy.Cifar10 } } }).Validate());

    private ClassificationScore TrainAndTest(string preset, Func<ClassificationRunConfig, ClassificationRunConfig> change)
    {
        ClassificationRunConfig config = Small(preset, change);
        using (ClassificationTrainingRun run = ClassificationTrainingRun.Start(folder["run"], config, torch.CPU))
        {
            run.Run((_, _) => { }, TestContext.Current.CancellationToken);
            Assert.NotNull(run.Best); // it validates too
        }

        using ClassificationModel model = ClassificationModel.Load(folder["run"], torch.CPU);
        ImageDataset test = model.Config.Data.Open(training: false, model.Config.Network.Steps);
        return new ClassificationEvaluator(test, [.. Enumerable.Range(0, test.Count)], model.Config.Normalization).Score(model.Network, torch.CPU, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>A preset with a network of two layers, for two steps of two samples.</summary>
    private ClassificationRunConfig Small(string preset, Func<ClassificationRunConfig, ClassificationRunConfig> change)
    {
        CellGenotype cell = new([new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConv3), new EdgeGenotype(1, CellOperation.SpikingConv3)])]);
        GenotypeFile.Write(folder["small.json"], new ClassificationGenotype("small", new GenotypeProvenance("by hand"), new SubnetGenotype([0, 1], cell)));
        ClassificationRunConfig config = ClassificationPresets.Find(preset);
        return change(config with
        {
            Network = config.Network with { Genotype = folder["small.json"], FilterMultiplier = 2, Steps = 2, AuxiliaryHead = false },
            Training = config.Training with { Steps = 2, BatchSize = 2, Workers = 2 },
            Data = config.Data with { Folder = folder["data"] },
        });
    }

    private void Photo(string name, int height, int width)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[$"data/{name}"])!); // a folder of the test's
        using Mat image = new(height, width, MatType.CV_8UC3, OpenCvSharp.Scalar.FromRgb(random.Next(256), random.Next(256), random.Next(256)));
        Cv2.ImEncode(".jpg", image, out byte[] content);
        File.WriteAllBytes(folder[$"data/{name}"], content);
    }

    private byte[] Aedat2(int events)
    {
        byte[] file = [.. Encoding.ASCII.GetBytes("#!AER-DAT2.0\r\n"), .. new byte[8 * events]];
        for (int i = 0; i < events; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(14 + (8 * i)), random.Next(1 << 15));
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(14 + (8 * i) + 4), i);
        }

        return file;
    }

    private byte[] Aedat3(int events)
    {
        byte[] packet = new byte[28 + (8 * events)];
        (packet[0], packet[2], packet[4], packet[8]) = (1, 1, 8, 4);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(20), events);
        for (int i = 0; i < events; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(28 + (8 * i)), (random.Next(128) << 17) | (random.Next(128) << 2) | (random.Next(2) << 1) | 1);
            BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(28 + (8 * i) + 4), i);
        }

        return [.. Encoding.ASCII.GetBytes("#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n"), .. packet];
    }
}
