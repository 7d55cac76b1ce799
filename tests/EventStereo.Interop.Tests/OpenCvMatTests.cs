using OpenCvSharp;

namespace EventStereo.Interop.Tests;

public sealed class OpenCvMatTests
{
    [Fact]
    public void Reads_back_what_was_set()
    {
        using Mat mat = new(2, 3, MatType.CV_16SC1, new Scalar(-7));
        mat.Set<short>(1, 2, 300);

        Assert.Equal((2, 3, 1), (mat.Rows, mat.Cols, mat.Channels()));
        Assert.Equal(MatType.CV_16SC1, mat.Type());
        Assert.Equal(-7, mat.Get<short>(0, 0));
        Assert.True(mat.GetArray(out short[] values));
        Assert.Equal([-7, -7, -7, -7, -7, 300], values);
    }

    [Fact]
    public void Lies_over_the_array_that_it_was_made_from()
    {
        float[] pixels = [1, 2, 3, 4, 5, 6];
        using Mat mat = Mat.FromPixelData(2, 3, MatType.CV_32FC1, pixels);
        mat.Set(1, 0, 40f);

        Assert.Equal(40f, pixels[3]);
        Assert.Equal(6f, mat.Get<float>(1, 2));
    }

    [Fact]
    public void Refuses_an_array_that_is_too_small() =>
        Assert.Throws<ArgumentException>(() => Mat.FromPixelData(2, 4, MatType.CV_32FC1, new float[7]));

    [Fact]
    public void View_shares_elements_and_outlives_its_owner()
    {
        Mat whole = new(4, 4, MatType.CV_8UC1, new Scalar(1));
        using Mat view = whole.SubMat(new Rect(1, 2, 2, 1));
        whole.Set<byte>(2, 2, 9);
        whole.Dispose();

        Assert.True(view.IsSubmatrix());
        Assert.True(view.GetArray(out byte[] values));
        Assert.Equal([1, 9], values);
    }

    [Fact]
    public void Assigning_a_region_copies_into_it()
    {
        using Mat whole = new(3, 3, MatType.CV_8UC1, new Scalar(0));
        using Mat patch = new(1, 2, MatType.CV_8UC1, new Scalar(5));
        whole[new Rect(1, 1, 2, 1)] = patch;

        Assert.True(whole.GetArray(out byte[] values));
        Assert.Equal([0, 0, 0, 0, 5, 5, 0, 0, 0], values);
        Assert.Throws<ArgumentException>(() => whole[new Rect(0, 0, 1, 1)] = patch);
    }

    [Fact]
    public void Converts_with_scale_and_offset_saturating()
    {
        using Mat from = Mat.FromPixelData(1, 4, MatType.CV_32FC1, new[] { -1f, 0.5f, 2f, 200f });
        using Mat to = new();
        from.ConvertTo(to, MatType.CV_8UC1, 2, 1);

        Assert.True(to.GetArray(out byte[] values));
        Assert.Equal([0, 2, 5, 255], values);
    }

    [Fact]
    public void Native_error_becomes_an_exception_with_its_place()
    {
        using Mat mat = new(2, 2, MatType.CV_8UC1);
        OpenCVException error = Assert.Throws<OpenCVException>(() => mat.SubMat(new Rect(1, 1, 5, 5)));

        Assert.Equal(ErrorCode.StsAssert, error.Status);
        Assert.Contains("roi.width", error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Fact]
    public void Use_after_dispose_throws()
    {
        Mat mat = new(2, 2, MatType.CV_8UC1);
        mat.Dispose();
        mat.Dispose();

        Assert.Throws<ObjectDisposedException>(() => mat.Rows);
        Assert.Throws<ObjectDisposedException>(() => Cv2.MedianBlur(mat, mat, 3));
    }

    [Fact]
    public void Span_of_the_wrong_type_is_refused()
    {
        using Mat mat = new(2, 2, MatType.CV_32FC1);

        Assert.Throws<OpenCvSharpException>(() => mat.AsSpan<int>().Length);
        Assert.Equal(4, mat.AsSpan<float>().Length);
    }

    [Fact]
    public void Elements_outside_are_refused()
    {
        using Mat mat = new(2, 2, MatType.CV_8UC1);

        Assert.Throws<ArgumentOutOfRangeException>(() => mat.Get<byte>(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => mat.Set<byte>(0, -1, 0));
        Assert.Throws<ArgumentException>(() => mat.SetArray<byte>(1, 2, 3));
    }

    [Fact]
    public void Collector_runs_for_matrices_that_nobody_disposes()
    {
        int before = GC.CollectionCount(0);
        for (int i = 0; i < 1600 && GC.CollectionCount(0) == before; i++)
        {
            _ = new Mat(2048, 4096, MatType.CV_8UC1); // 8 MiB, never touched
            if (i % 100 == 99)
            {
                // The collector heeds no pressure for ten times as long as its last collection took.
                Thread.Sleep(50);
            }
        }

        // 1,600 small managed objects alone would not call for one collection.
        Assert.True(GC.CollectionCount(0) > before, "12 GiB of native memory called for no collection");
    }

    [Fact]
    public void Arrays_stay_pinned_while_the_matrix_lies_over_them()
    {
        using Mat mat = Mat.FromPixelData(1, 4, MatType.CV_32SC1, new[] { 1, 2, 3, 4 });
        for (int i = 0; i < 3; i++)
        {
            _ = new byte[100_000];
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        Assert.True(mat.GetArray(out int[] values));
        Assert.Equal([1, 2, 3, 4], values);
    }
}
