using OpenCvSharp;

namespace EventStereo.Interop.Tests;

public sealed class OpenCvStereoTests
{
    private const int Shift = 6;

    [Fact]
    public void Semi_global_matching_gives_the_shift_of_a_texture()
    {
        using StereoSGBM matcher = StereoSGBM.Create(0, 16, 5, p1: 200, p2: 800, mode: StereoSGBMMode.HH);

        AssertFindsTheShift(matcher);
    }

    [Fact]
    public void Block_matching_gives_the_shift_of_a_texture()
    {
        using StereoBM matcher = StereoBM.Create(16, 9);

        AssertFindsTheShift(matcher);
    }

    [Fact]
    public void Settings_come_back_as_they_were_set()
    {
        using StereoSGBM sgbm = StereoSGBM.Create(1, 32, 7, 11, 22, 3, 4, 5, 6, 7, StereoSGBMMode.HH);
        using StereoBM bm = StereoBM.Create(32, 15);
        bm.TextureThreshold = 12;

        Assert.Equal(
            (1, 32, 7, 11, 22, 3, 4, 5, 6, 7, StereoSGBMMode.HH),
            (sgbm.MinDisparity, sgbm.NumDisparities, sgbm.BlockSize, sgbm.P1, sgbm.P2, sgbm.Disp12MaxDiff, sgbm.PreFilterCap, sgbm.UniquenessRatio, sgbm.SpeckleWindowSize, sgbm.SpeckleRange, sgbm.Mode));
        Assert.Equal((32, 15, 12), (bm.NumDisparities, bm.BlockSize, bm.TextureThreshold));
    }

    [Fact]
    public void Unmatched_sizes_are_an_error()
    {
        using StereoSGBM matcher = StereoSGBM.Create(0, 16, 5);
        using Mat left = new(20, 40, MatType.CV_8UC1);
        using Mat right = new(20, 41, MatType.CV_8UC1);
        using Mat disparity = new();

        Assert.Throws<OpenCVException>(() => matcher.Compute(left, right, disparity));
    }

    [Fact]
    public void Use_after_dispose_throws()
    {
        StereoSGBM matcher = StereoSGBM.Create(0, 16, 5);
        matcher.Dispose();

        Assert.Throws<ObjectDisposedException>(() => matcher.BlockSize);
    }

    [Fact]
    public void Small_speckles_are_removed_and_large_areas_stay()
    {
        using Mat disparity = new(8, 8, MatType.CV_16SC1, new Scalar(160));
        disparity.Set<short>(4, 4, 16);
        Cv2.FilterSpeckles(disparity, -16, 3, 32);

        Assert.Equal(-16, disparity.Get<short>(4, 4));
        Assert.Equal(160, disparity.Get<short>(0, 0));
    }

    private static void AssertFindsTheShift(StereoMatcher matcher)
    {
        const int rows = 40, columns = 90;
        Random random = new(3);
        using Mat left = new(rows, columns, MatType.CV_8UC1);
        using Mat right = new(rows, columns, MatType.CV_8UC1);
        for (int row = 0; row < rows; row++)
        {
            byte[] texture = new byte[columns + Shift];
            random.NextBytes(texture);
            texture.AsSpan(0, columns).CopyTo(left.RowSpan<byte>(row));
            texture.AsSpan(Shift, columns).CopyTo(right.RowSpan<byte>(row));
        }

        using Mat disparity = new();
        matcher.Compute(left, right, disparity);

        Assert.Equal(MatType.CV_16SC1, disparity.Type());
        for (int column = 30; column < 70; column++)
        {
            // A quarter of a pixel: the sub-pixel fit of a perfect match is not exact.
            Assert.Equal(Shift, disparity.Get<short>(rows / 2, column) / 16.0, 0.25);
        }
    }
}
