using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary>The methods that <c>evs view</c> compares, and the sheet and the animation of them.</summary>
internal sealed class ViewComparison : IDisposable
{
    private const int ScaleMaps = 8;
    private const double WorstErrorPx = 5;
    private const int BaselineDisparityPx = 63;
    private readonly List<StereoModel> models = [];
    private readonly List<StereoPredictor> predictors = [];
    private readonly List<ComparedMethod> methods = [];
    private readonly CommandContext context;

    /// <summary>Loads the networks that the command line names.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be loaded.</exception>
    /// <exception cref="UsageException">They take windows of unlike lengths.</exception>
    public ViewComparison(CommandContext context)
    {
        this.context = context;
        try
        {
            LoadNetworks(context.Get(ComparisonOptions.Run)!, Devices.Select(context)); // has a default
        }
        catch
        {
            Dispose();
            throw;
        }

        if (context.Get(ComparisonOptions.Baselines))
        {
            methods.AddRange(EvaluateCommand.Baselines(MaxDisparityPx).Select(method => new ComparedMethod(method.Name, method, StackingBasedOnTime.DefaultChannels)));
        }
    }

    /// <summary>Length of a window: what the command line says, else the networks' own.</summary>
    public long WindowUs => models.Count == 0 || context.Has(RecordingOptions.WindowUs) ? context.Get(RecordingOptions.WindowUs) : models[0].Config.Training.WindowUs;

    private int MaxDisparityPx => models.Select(model => model.Config.Network.MaxDisparityPx).DefaultIfEmpty(BaselineDisparityPx).Max();

    /// <summary>Paints sheet.png and, if asked for, view.png.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="frames">Its windows.</param>
    /// <param name="folder">Where the pictures go.</param>
    /// <param name="video">Whether to write the animation.</param>
    /// <param name="every">Of how many windows one is in it.</param>
    /// <param name="progress">Told the share of windows done.</param>
    public ViewReport Paint(IEventRecording recording, ViewFrames frames, string folder, bool video, int every, WorkProgress progress)
    {
        HashSet<int> chosen = [.. frames.Choose(context.Get(ComparisonOptions.AtUs)!, context.Get(ComparisonOptions.Frames))]; // has a default
        int count = video ? frames.Count : chosen.Max() + 1;
        ComparisonSheet sheets = Sheets(recording.Sensor, frames.Truth);
        RecordingComparison comparison = new(methods, recording.Sensor, sheets.AtEvents);
        string? animationPath = video ? Path.Combine(folder, "view.png") : null;
        using AnimatedPng? animation = animationPath is null ? null : new AnimatedPng(animationPath, (int)Math.Clamp(WindowUs * every / 1000, 20, 2000));
        EventLosses losses = new();
        List<ComparisonFrame> rows = [];
        try
        {
            foreach ((int index, ComparisonFrame frame) in comparison.Run(frames.Windows(losses).Take(count), index => chosen.Contains(index) || (video && index % every == 0), frames.Truth is null ? null : frames.Truth.Read))
            {
                rows.Add(frame);
                context.Cancellation.ThrowIfCancellationRequested();
                if (animation is not null && index % every == 0)
                {
                    using Mat picture = sheets.ComposeOne(frame, ViewCommand.Title(recording, frame.Span));
                    animation.Add(picture);
                }

                if (!chosen.Contains(index))
                {
                    rows.Remove(frame);
                    frame.Dispose();
                }

                progress.Report((index + 1) / (double)count);
            }

            animation?.Complete();
            string path = Path.Combine(folder, "sheet.png");
            using Mat sheet = sheets.Compose(rows, Path.GetFileName(recording.Path));
            PngFile.Write(sheet, path);
            return new ViewReport([path], animationPath, losses.ByReason, [.. rows.Select(row => ViewedFrame.Of(row, sheets.Names))]);
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        predictors.ForEach(predictor => predictor.Dispose());
        models.ForEach(model => model.Dispose());
    }

    private ComparisonSheet Sheets(SensorSize sensor, DisparityTruth? truth)
    {
        ColorScale disparity = context.Get(ComparisonOptions.MaxDisparity) is int most ? new ColorScale(0, most, "px")
            : truth is null ? new ColorScale(0, MaxDisparityPx, "px")
            : ColorScale.ForDisparity(truth.Sample(ScaleMaps));
        bool atEvents = context.Get(ComparisonOptions.Pixels) == ComparisonOptions.AtEvents;
        return new ComparisonSheet(sensor, [.. methods.Select(method => method.Name)], disparity, new ColorScale(0, WorstErrorPx, "px"), atEvents);
    }

    private void LoadNetworks(string[] runs, Device device)
    {
        foreach (string run in runs)
        {
            StereoModel model = TrainedModels.Load(run, device);
            models.Add(model);
            StereoPredictor predictor = new(model.Network, device);
            predictors.Add(predictor);

            // Folders of one name in different places go by their paths.
            bool ambiguous = runs.Count(other => Path.GetFileName(Path.TrimEndingDirectorySeparator(other)) == model.Name) > 1;
            string name = ambiguous ? run : model.Name;
            methods.Add(new ComparedMethod(name, new NetworkMethod(name, predictor), model.Config.Network.InputChannels));
            if (!context.Has(RecordingOptions.WindowUs) && model.Config.Training.WindowUs != models[0].Config.Training.WindowUs)
            {
                throw new UsageException($"--run {run} was trained on windows of {model.Config.Training.WindowUs} us, --run {runs[0]} on {models[0].Config.Training.WindowUs}; say which with --window-us");
            }
        }
    }
}
