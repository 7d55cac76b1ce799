namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a position, a slice, a tensor of positions or a mask, a new axis, or "everything between".</summary>
    public struct TensorIndex
    {
        /// <summary>A new axis of length 1.</summary>
        public static readonly TensorIndex Null = new(IndexKind.Null);

        /// <summary>As many full slices as it takes.</summary>
        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A full slice.</summary>
        public static readonly TensorIndex Colon = new(IndexKind.Slice);

        /// <summary>A new axis of length 1.</summary>
        public static readonly TensorIndex None = new(IndexKind.Null);

        private TensorIndex(IndexKind kind)
        {
            Kind = kind;
        }

        internal IndexKind Kind { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal torch.Tensor? Source { get; private init; }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice) { Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), Position(range.End));

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Bool(bool value) => new(IndexKind.Bool) { Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => index is { } position ? new(IndexKind.Single) { Start = position } : Null;

        public static TensorIndex Tensor(torch.Tensor tensor) => new(IndexKind.Tensor) { Source = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        // ^0 is one past the last: as a bound it means "to the end".
        private static long? Position(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;
    }
}
