using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Pixels;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Makes stereo event recordings with exact dense ground truth. Scenes of a few analytic surfaces are rendered by casting
/// rays, as often as their motion asks for, and each pixel's log intensity between two frames is turned into events. The
/// same configuration and seed give the same bits, whatever the number of threads.
/// </summary>
public static class StereoSimulator
{
    /// <summary>
    /// Draws a scene from <paramref name="config"/> by <paramref name="seed"/> and records it into <paramref name="sink"/>.
    /// </summary>
    /// <param name="config">What to draw from.</param>
    /// <param name="seed">Chooses the scene, the pixels and the noise.</param>
    /// <param name="sink">Takes the events and the ground truth.</param>
    /// <param name="threads">How many threads to use, 1 or more.</param>
    /// <param name="progress">Told the part that is done, 0 to 1; may be null.</param>
    /// <param name="cancellation">Stops the recording between two slabs of time.</param>
    /// <exception cref="ArgumentException">The configuration has problems; the message lists them all.</exception>
    /// <exception cref="InvalidDataException">A photograph of the configuration is not a picture.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(
        SimulationConfig config, int seed, ISimulationSink sink, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Check(config);
        ulong key = CounterRandom.Key((ulong)(uint)seed, 0);
        Scene scene = SceneBuilder.Build(config, new RandomStream(CounterRandom.Key(key, 1)));
        CameraSensor[] sensors = SensorBuilder.Build(config, scene.Sensor, CounterRandom.Key(key, 2));
        Record(config, scene, sensors, sink, threads, progress, cancellation);
    }

    /// <summary>Throws if a configuration has problems, and lists them.</summary>
    internal static void Check(SimulationConfig config)
    {
        IReadOnlyList<string> problems = config.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"the simulation's configuration has {problems.Count} problem(s): {string.Join("; ", problems)}", nameof(config));
        }
    }

    /// <summary>Records a given scene with given sensors (left, right).</summary>
    internal static void Record(
        SimulationConfig config, Scene scene, CameraSensor[] sensors, ISimulationSink sink, int threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        sink.Begin(scene.Sensor, new StereoGeometry(scene.FocalPx, scene.BaselineM));
        CameraRecorder[] cameras =
        [
            new(CameraSide.Left, scene, sensors[0], config),
            new(CameraSide.Right, scene, sensors[1], config),
        ];
        DepthMap depthMap = new(scene);
        float[] depthM = new float[scene.Sensor.Pixels];
        byte[] occluded = new byte[scene.Sensor.Pixels];
        EventBatch batch = new();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

        int durationUs = (int)Math.Round(config.DurationMs * 1000);
        int truths = 0, lastTruthUs = 0;
        for (int fromUs = 0; fromUs < durationUs;)
        {
            int truthUs = (int)Math.Round((truths + 1) * 1e6 / config.GroundTruthHz);
            int toUs = Math.Min(durationUs, Math.Min(fromUs + CameraRecorder.SlabUs, truthUs));
            CameraRecorder.Advance(cameras, toUs, parallel);
            foreach (CameraRecorder camera in cameras)
            {
                camera.Collect(batch);
                sink.Events(camera.Side, batch);
            }

            if (toUs == truthUs)
            {
                depthMap.Render(truthUs * 1e-6, depthM, occluded);
                sink.Depth(truthUs, depthM, occluded);
                cameras[0].TakeEventDepths(depthM);
                sink.EventDepth(lastTruthUs, truthUs, depthM);
                lastTruthUs = truthUs;
                truths++;
            }

            fromUs = toUs;
            progress?.Report(fromUs / (double)durationUs);
        }
    }
}
