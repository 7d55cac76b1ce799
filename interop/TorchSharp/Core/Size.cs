using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor's shape; negative indices count from the end.</summary>
    public struct Size : IEnumerable<long>
    {
        public static readonly Size Empty = new(Array.Empty<long>());

        private readonly long[]? shape;

        public Size(long[] shape)
        {
            this.shape = (long[])shape.Clone();
        }

        public Size(IEnumerable<long> shape)
        {
            this.shape = shape.ToArray();
        }

        public Size(int[] shape)
        {
            this.shape = Array.ConvertAll(shape, size => (long)size);
        }

        public Size(long size)
        {
            shape = [size];
        }

        public Size(int size)
        {
            shape = [size];
        }

        public Size((long, long) size)
        {
            shape = [size.Item1, size.Item2];
        }

        public Size((long, long, long) size)
        {
            shape = [size.Item1, size.Item2, size.Item3];
        }

        public Size((long, long, long, long) size)
        {
            shape = [size.Item1, size.Item2, size.Item3, size.Item4];
        }

        public long[] Shape => shape ?? [];

        public int Length => Shape.Length;

        public bool IsEmpty => Shape.Length == 0;

        public bool IsScalar => Shape.Length == 0;

        public long this[int idx] => this[(long)idx];

        public long this[long idx] => Shape[idx < 0 ? Shape.Length + idx : idx];

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public static Size operator +(Size left, Size right) => new((IEnumerable<long>)[.. left.Shape, .. right.Shape]);

        public long numel() => Shape.TotalSize();

        public Size Slice(int first, int next) => new(Shape[first..next]);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (long size in Shape)
            {
                hash.Add(size);
            }

            return hash.ToHashCode();
        }
    }
}
