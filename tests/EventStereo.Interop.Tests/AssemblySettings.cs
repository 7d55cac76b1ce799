// libtorch's seeds and the counts of live tensors are the process's: tests that look at them run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
