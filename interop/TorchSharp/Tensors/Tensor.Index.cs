namespace TorchSharp;

public static partial class torch
{
    // Indexing: positions and slices are views, tensors and masks are gathered.
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => index(i1);
            set => index_put_(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            (Tensor region, Tensor?[] gathered) = Locate(indices);
            return gathered.Any(index => index is not null) ? Ops.Index.Call(region, Arg.Optional(gathered)) : region;
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            (Tensor region, Tensor?[] gathered) = Locate(indices);
            if (gathered.Any(index => index is not null))
            {
                Ops.IndexPut.Change(region, Arg.Optional(gathered), value);
            }
            else
            {
                region.copy_(value);
            }

            return this;
        }

        /// <summary>The view that positions, slices and new axes cut out, and what is left to gather in each of its dimensions.</summary>
        private (Tensor Region, Tensor?[] Gathered) Locate(TensorIndex[] indices)
        {
            int consumed = indices.Count(entry => entry.Kind is not (IndexKind.Null or IndexKind.Ellipsis or IndexKind.Bool));
            Tensor region = alias();
            List<Tensor?> gathered = [];
            int dim = 0;
            foreach (TensorIndex entry in indices)
            {
                switch (entry.Kind)
                {
                    case IndexKind.Null:
                        region = region.unsqueeze(dim++);
                        gathered.Add(null);
                        break;
                    case IndexKind.Ellipsis:
                        int rest = (int)ndim - consumed;
                        dim += rest;
                        gathered.AddRange(Enumerable.Repeat<Tensor?>(null, rest));
                        break;
                    case IndexKind.Single:
                        region = region.select(dim, entry.Start ?? 0);
                        break;
                    case IndexKind.Slice:
                        region = region.slice(dim++, entry.Start ?? 0, entry.Stop ?? long.MaxValue, entry.Step ?? 1);
                        gathered.Add(null);
                        break;
                    case IndexKind.Tensor:
                        gathered.Add(entry.Source);
                        dim += entry.Source!.dtype == ScalarType.Bool ? (int)entry.Source.ndim : 1; // set with this kind
                        break;
                    default:
                        throw new ArgumentException($"an index of kind {entry.Kind} is not part of this subset", nameof(indices));
                }
            }

            return (region, [.. gathered]);
        }
    }
}
