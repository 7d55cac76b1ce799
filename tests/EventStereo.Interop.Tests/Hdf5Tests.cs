using HDF.PInvoke;

namespace EventStereo.Interop.Tests;

/// <summary>The binding to libhdf5, called as the published package is called.</summary>
public sealed unsafe class Hdf5Tests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"hdf5-test-{Guid.NewGuid():N}.h5");

    /// <summary>As the product begins: without the library's clean-up at process exit, which after these tests gives up ("infinite loop closing library").</summary>
    public Hdf5Tests()
    {
        _ = H5.dont_atexit();
        _ = H5E.set_auto(H5E.DEFAULT, null, 0);
    }

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Finds_version_1_10()
    {
        uint major = 0, minor = 0, release = 0;
        Assert.Equal(0, H5.get_libversion(ref major, ref minor, ref release));
        Assert.Equal((1u, 10u), (major, minor));
    }

    [Fact]
    public void Reads_back_a_box_of_a_chunked_data_set()
    {
        double[] written = [.. Enumerable.Range(0, 12).Select(i => i + 0.5)];
        long file = H5F.create(path, H5F.ACC_EXCL);
        long space = H5S.create_simple(2, [4, 3], [H5S.UNLIMITED, 3]);
        long properties = H5P.create(H5P.DATASET_CREATE);
        Assert.True(H5P.set_chunk(properties, 2, [2, 3]) >= 0 && H5P.set_shuffle(properties) >= 0 && H5P.set_deflate(properties, 6) >= 0);
        long dataset = H5D.create(file, "values", H5T.IEEE_F64LE, space, H5P.DEFAULT, properties);
        fixed (double* source = written)
        {
            Assert.True(H5D.write(dataset, H5T.NATIVE_DOUBLE, H5S.ALL, H5S.ALL, H5P.DEFAULT, (nint)source) >= 0);
        }

        Assert.True(H5S.select_hyperslab(space, H5S.seloper_t.SET, [1, 1], null, [2, 2], null) >= 0);
        long memory = H5S.create_simple(2, [2, 2], null);
        float[] read = new float[4];
        fixed (float* target = read)
        {
            Assert.True(H5D.read(dataset, H5T.NATIVE_FLOAT, memory, space, H5P.DEFAULT, (nint)target) >= 0);
        }

        ulong[] chunk = new ulong[2];
        Assert.Equal(2, H5P.get_chunk(properties, 2, chunk));
        Assert.Equal([2ul, 3], chunk);
        Assert.Equal([4.5f, 5.5f, 7.5f, 8.5f], read);
        Assert.True(H5S.close(memory) >= 0 && H5D.close(dataset) >= 0 && H5P.close(properties) >= 0 && H5S.close(space) >= 0 && H5F.close(file) >= 0);
    }

    [Fact]
    public void Tells_why_a_call_failed_from_the_cause_up()
    {
        List<(uint Index, string Function, string Text)> records = [];
        Assert.True(H5F.open(path + ".absent", H5F.ACC_RDONLY) < 0);
        Assert.True(H5E.walk(H5E.DEFAULT, H5E.direction_t.H5E_WALK_UPWARD, Take, 0) >= 0);
        Assert.Equal(0u, records[0].Index);
        Assert.Contains("No such file or directory", records[0].Text, StringComparison.Ordinal);
        Assert.Equal("H5Fopen", records[^1].Function);

        int Take(uint n, ref H5E.error_t record, nint clientData)
        {
            records.Add((n, record.func_name, record.desc));
            return 0;
        }
    }

    [Fact]
    public void Lists_links_and_what_they_lead_to()
    {
        long file = H5F.create(path, H5F.ACC_EXCL);
        Assert.True(H5G.close(H5G.create(file, "b")) >= 0 && H5G.close(H5G.create(file, "a")) >= 0);
        H5G.info_t group = default;
        Assert.True(H5G.get_info_by_name(file, "/", ref group) >= 0);
        Assert.Equal(2ul, group.nlinks);

        byte[] name = new byte[8];
        fixed (byte* buffer = name)
        {
            Assert.Equal(1, H5L.get_name_by_idx(file, "/", H5.index_t.NAME, H5.iter_order_t.INC, 0, (nint)buffer, name.Length, H5P.DEFAULT));
        }

        H5L.info_t link = default;
        Assert.Equal((byte)'a', name[0]);
        Assert.True(H5L.get_info(file, "a", ref link) >= 0);
        Assert.Equal(H5L.type_t.HARD, link.type);
        Assert.Equal((1, 0), (Math.Sign(H5L.exists(file, "b")), H5L.exists(file, "c")));
        long opened = H5O.open(file, "b");
        Assert.Equal(H5I.type_t.GROUP, H5I.get_type(opened));
        Assert.True(H5O.close(opened) >= 0 && H5F.close(file) >= 0);
    }
}
