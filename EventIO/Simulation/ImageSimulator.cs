using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Images;
using EventStereo.EventIO.Simulation.Pixels;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Makes stereo event recordings out of photographs of one still scene from places along a line, with their published ground
/// truth: Middlebury's nine-view sets (Scharstein and Szeliski, "A Taxonomy and Evaluation of Dense Two-Frame Stereo
/// Correspondence Algorithms", IJCV 2002, and "High-Accuracy Stereo Depth Maps Using Structured Light", CVPR 2003) and pairs. Two
/// cameras move along the line; what each sees between two photographs is interpolated along the motion of every surface
/// point, and its pixels make events as those of <see cref="StereoSimulator"/> do. The same folder, configuration and seed give the
/// same bits, whatever the number of threads.
/// </summary>
/// <remarks>
/// Ground truth is the set's own where the left camera stands at one of its views, and that warped to the camera elsewhere. The sets
/// know no metres: depth is that of the configured rig (<see cref="RigConfig.FocalPx"/>, <see cref="RigConfig.FocalTimesBaseline"/>) at the
/// true disparity.
/// </remarks>
public static class ImageSimulator
{
    /// <summary>Records a folder of views into <paramref name="sink"/>.</summary>
    /// <param name="config">Pixels, noise, duration, ground-truth rate and <see cref="ImagesConfig"/>; the sensor is the columns that all pictures show, and scene and rig motion have no part in it.</param>
    /// <param name="folder">The folder of the set: <c>im0</c> to <c>im8</c>, <c>disp2</c>, <c>disp6</c>; or <c>*_l</c>, <c>*_r</c>, <c>*_gt</c>.</param>
    /// <param name="seed">Chooses the pixels and the noise.</param>
    /// <param name="sink">Takes the events and the ground truth.</param>
    /// <param name="threads">How many threads to use, 1 or more.</param>
    /// <param name="progress">Told the part that is done, 0 to 1; may be null.</param>
    /// <param name="cancellation">Stops the recording between two slabs of time.</param>
    /// <exception cref="ArgumentException">The configuration has problems; the message lists them all.</exception>
    /// <exception cref="InvalidDataException">The folder is no such set, or a picture is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(
        SimulationConfig config, string folder, int seed, ISimulationSink sink, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        StereoSimulator.Check(config);
        ViewSet set = ViewSetReader.Read(folder, config.Images.DisparityScale);
        ulong key = CounterRandom.Key((ulong)(uint)seed, 1);
        RandomStream random = new(CounterRandom.Key(key, 1));
        double focalPx = random.In(config.Rig.FocalPx), baselineM = random.In(config.Rig.FocalTimesBaseline) / focalPx;
        double apart = set.End * random.In(config.Images.BaselineShare), hz = random.In(config.Images.SwayHz);
        CameraSensor[] sensors = SensorBuilder.Build(config, set.Sensor, CounterRandom.Key(key, 2));
        ViewWarp warp = new(set);
        ViewRenderer renderer = new(set, warp);
        ViewRecorder[] cameras =
        [
            new(CameraSide.Left, set, warp, renderer, new LineMotion(0, set.End - apart, hz), sensors[0], config),
            new(CameraSide.Right, set, warp, renderer, new LineMotion(apart, set.End - apart, hz), sensors[1], config),
        ];
        ViewTruth truth = new(set, warp, apart, new StereoGeometry(focalPx, baselineM));
        sink.Begin(set.Sensor, truth.Rig);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Record(config, cameras, truth, sink, parallel, progress);
    }

    private static void Record(SimulationConfig config, ViewRecorder[] cameras, ViewTruth truth, ISimulationSink sink, ParallelOptions parallel, IProgress<double>? progress)
    {
        EventBatch batch = new();
        int durationUs = (int)Math.Round(config.DurationMs * 1000);
        int truths = 0, lastTruthUs = 0;
        for (int fromUs = 0; fromUs < durationUs;)
        {
            int truthUs = (int)Math.Round((truths + 1) * 1e6 / config.GroundTruthHz);
            int toUs = Math.Min(durationUs, Math.Min(fromUs + CameraRecorder.SlabUs, truthUs));
            ViewRecorder.Advance(cameras, toUs, parallel);
            foreach (ViewRecorder camera in cameras)
            {
                camera.Collect(batch);
                sink.Events(camera.Side, batch);
            }

            if (toUs == truthUs)
            {
                truth.Look(cameras[0].PlaceAt(truthUs));
                sink.Depth(truthUs, truth.DepthM, truth.Occluded);
                cameras[0].TakeEventSteps(truth.DepthM);
                truth.ToDepth(truth.DepthM);
                sink.EventDepth(lastTruthUs, truthUs, truth.DepthM);
                lastTruthUs = truthUs;
                truths++;
            }

            fromUs = toUs;
            progress?.Report(fromUs / (double)durationUs);
        }
    }
}
