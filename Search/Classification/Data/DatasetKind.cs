namespace EventStereo.Search.Classification.Data;

/// <summary>Data sets that are known by their layout on disk.</summary>
public enum DatasetKind
{
    /// <summary>CIFAR-10's binary files.</summary>
    Cifar10,

    /// <summary>CIFAR-100's binary files, fine labels.</summary>
    Cifar100,

    /// <summary>MNIST's idx files.</summary>
    Mnist,

    /// <summary>Fashion-MNIST's idx files.</summary>
    FashionMnist,

    /// <summary>PNG images of one size in folders <c>train</c> and <c>test</c>, each with one folder a class.</summary>
    Images,

    /// <summary>ImageNet, or other photographs that lie like it: see <see cref="ImageNetDataset"/>.</summary>
    ImageNet,

    /// <summary>N-MNIST's folders <c>Train</c> and <c>Test</c>.</summary>
    NMnist,

    /// <summary>CIFAR10-DVS: one folder a class, AEDAT 2.0.</summary>
    Cifar10Dvs,

    /// <summary>N-Caltech101: one folder a class, N-MNIST's format.</summary>
    NCaltech101,

    /// <summary>DVS128 Gesture: AEDAT 3.1 with lists of gestures.</summary>
    DvsGesture,
}
