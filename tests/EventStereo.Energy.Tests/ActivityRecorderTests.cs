using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;

namespace EventStereo.Energy.Tests;

public sealed class ActivityRecorderTests
{
    private static readonly ConvolutionShape Shape = ConvolutionShape.Conv2d(1, 2, 3, 3, 3, 1, 1);

    [Fact]
    public void A_layer_used_for_both_cameras_counts_twice_an_inference()
    {
        ActivityRecorder recorder = new();
        recorder.Record("shared", Shape, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.Record("shared", Shape, [0, 0, 0, 0, 1, 0, 0, 0, 0]);
        recorder.CompleteInference();

        LayerActivity activity = Assert.Single(recorder.Activities());

        Assert.Equal((324d, (4 + 9) * 2d, 1d / 9), (activity.DenseMacs, activity.SynapticOperations, activity.InputRate));
        Assert.Equal((18d, 9d, 36d, 18d, 18d), (activity.InputElements, activity.InputSize, activity.OutputElements, activity.OutputSize, activity.WeightElements));
    }

    [Fact]
    public void A_batch_of_two_is_the_sum_of_two_batches_of_one_in_every_model()
    {
        float[] first = [1, 0, 0, 0, 0, 0, 0, 0, 0], second = [0, 0, 0, 0, 1, 0, 0, 0, 1];
        ActivityRecorder batch = new();
        batch.Record("layer", Shape, [.. first, .. second]);
        batch.RecordNeurons("neurons", 36, 7);
        batch.CompleteInference(2);
        ActivityRecorder one = new();
        foreach ((float[] input, int spikes) in (IEnumerable<(float[], int)>)[(first, 3), (second, 4)])
        {
            one.Record("layer", Shape, input);
            one.RecordNeurons("neurons", 18, spikes);
            one.CompleteInference();
        }

        Assert.All(EnergyModels.All, model => Assert.Equal(
            one.Samples.Sum(sample => model.Spiking(sample).TotalMj), 2 * model.Spiking(batch.Activities()).TotalMj, 1e-18));
        Assert.Equal(one.Activities(), batch.Activities());
    }

    [Fact]
    public void Time_leads_the_batch_and_rates_are_told_by_step()
    {
        // [T = 2, B = 1]: one spike at step 0, three at step 1.
        ActivityRecorder recorder = new();
        recorder.Record("layer", Shape, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], new TimeLeading(Steps: 2, Batch: 1));
        recorder.CompleteInference();

        Assert.Equal([1d / 9, 3d / 9], recorder.RatesBySteps()["layer"]);
        Assert.Equal(2, recorder.Activities()[0].Steps);
    }

    [Fact]
    public void The_same_tensor_taken_as_a_batch_has_one_step()
    {
        ActivityRecorder recorder = new();
        recorder.Record("layer", Shape, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], new TimeLeading(Steps: 1, Batch: 2));
        recorder.CompleteInference(2);

        Assert.Equal([4d / 18], recorder.RatesBySteps()["layer"]);
        Assert.Equal(1, recorder.Activities()[0].Steps);
    }

    [Fact]
    public void A_layout_that_is_not_the_tensors_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ActivityRecorder().Record("layer", Shape, new float[18], new TimeLeading(Steps: 2, Batch: 2)));

    [Fact]
    public void Steps_given_one_by_one_are_one_inference()
    {
        ActivityRecorder recorder = new();
        recorder.Record("layer", Shape, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        recorder.CompleteStep();
        recorder.Record("layer", Shape, [1, 1, 1, 0, 0, 0, 0, 0, 0]);
        recorder.CompleteInference();

        LayerActivity activity = recorder.Activities()[0];
        Assert.Equal((2d, 324d, 1), (activity.Steps, activity.DenseMacs, recorder.Inferences));
        Assert.Equal([1d / 9, 3d / 9], recorder.RatesBySteps()["layer"]);

        // The artificial network takes the input once.
        Assert.Equal(162 * 4.6e-9, EnergyModels.Literature.Artificial(activity).GetValueOrDefault().TotalMj, 1e-15);
    }

    [Fact]
    public void Keeps_the_inferences_apart_for_the_spread()
    {
        ActivityRecorder recorder = new();
        recorder.Record("layer", Shape, [0, 0, 0, 0, 1, 0, 0, 0, 0]);
        recorder.CompleteInference();
        recorder.Record("layer", Shape, [1, 1, 1, 1, 1, 1, 1, 1, 1]);
        recorder.CompleteInference();

        ModelEnergy literature = EnergyReport.Measured("net", (3, 3), recorder).Models[0];

        Assert.Equal(18 * 0.9e-9, literature.MinMj, 1e-18);
        Assert.Equal(98 * 0.9e-9, literature.MaxMj, 1e-18);
        Assert.Equal((18 + 98) / 2d * 0.9e-9, literature.TotalMj, 1e-18);
    }

    [Fact]
    public void Needs_an_inference() => Assert.Throws<InvalidOperationException>(() => new ActivityRecorder().Activities());

    [Fact]
    public void One_name_is_one_kind_of_operation()
    {
        ActivityRecorder recorder = new();
        recorder.RecordNeurons("layer", 2, 1);

        Assert.Throws<ArgumentException>(() => recorder.Record("layer", Shape, new float[9]));
    }
}
