namespace EventStereo.Search.Classification.Data;

/// <summary>Which recordings of a data set without published test recordings are for testing.</summary>
public enum TestSplit
{
    /// <summary>The last of each class, in ordinal order of their files' names: the first 90 % train, as SpikingJelly's <c>split_to_train_test_set</c> has it and trainings on CIFAR10-DVS after it.</summary>
    Last,

    /// <summary>Drawn from each class, the same ones for every run.</summary>
    Random,
}
