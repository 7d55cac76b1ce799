using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EventStereo.Search.Comparison;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// What of its data a run depends on, kept as <c>data.json</c> in its folder. A network knows its classes by number alone: test samples whose folders have other names would be scored against the wrong ones,
/// and samples that came or went between two parts of a training would move held-out ones among the learned.
/// </summary>
/// <param name="Classes">Names of the classes, by label.</param>
/// <param name="Channels">Channels of a sample.</param>
/// <param name="Samples">Training samples of the data set, those held out among them.</param>
/// <param name="LabelsSha256">Of their labels in order, 32 bits each, in hexadecimal digits. A file replaced under its name is not noticed.</param>
public sealed record TrainedOn(IReadOnlyList<string> Classes, int Channels, int Samples, string LabelsSha256)
{
    /// <summary>What of <paramref name="training"/> a run depends on.</summary>
    public static TrainedOn Of(ImageDataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        int[] labels = [.. Enumerable.Range(0, training.Count).Select(training.LabelOf)];
        return new TrainedOn([.. training.Classes], training.Shape.Channels, labels.Length, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(labels.AsSpan()))));
    }

    /// <summary>What the run in <paramref name="folder"/> keeps; null of one of an earlier version.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static TrainedOn? Read(string folder) => KeptJson.Read<TrainedOn>(PathIn(folder), "what a run was trained on", "remove it to do without its checks");

    /// <summary>Keeps it in the run folder <paramref name="folder"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder) => KeptJson.Write(PathIn(folder), this);

    /// <summary>Refuses samples of other classes, in other numbers or order, or of other channels.</summary>
    /// <exception cref="InvalidDataException">They are others; the message names the first class that differs.</exception>
    public void RequireClasses(ImageDataset samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!samples.Classes.SequenceEqual(Classes, StringComparer.Ordinal))
        {
            int at = samples.Classes.Zip(Classes).TakeWhile(pair => pair.First == pair.Second).Count();
            throw new InvalidDataException($"{samples.Source}: its classes are not those of the training: class {at} is {Name(samples.Classes, at)} here and was {Name(Classes, at)}");
        }

        if (samples.Shape.Channels != Channels)
        {
            throw new InvalidDataException($"{samples.Source}: its samples have {samples.Shape.Channels} channels, those of the training had {Channels}");
        }

        static string Name(IReadOnlyList<string> classes, int at) => at < classes.Count ? $"'{classes[at]}'" : "none";
    }

    /// <summary>Refuses training samples that are not those that the run began with.</summary>
    /// <exception cref="InvalidDataException">Some came or went.</exception>
    public void RequireSame(ImageDataset training)
    {
        RequireClasses(training);
        if (Of(training) is var now && now.LabelsSha256 != LabelsSha256)
        {
            throw new InvalidDataException($"{training.Source}: not the data that the run began with: {now.Samples} training samples, {Samples} at the beginning{(now.Samples == Samples ? ", of other classes" : "")}; put them back, or begin a new run");
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, "data.json");
}
