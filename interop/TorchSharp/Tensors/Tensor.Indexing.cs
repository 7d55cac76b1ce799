namespace TorchSharp;

public static partial class torch
{
    // Indices in brackets: positions, slices, new axes, "everything between", masks and tensors of positions.
    public partial class Tensor
    {
        public Tensor this[long i1]
        {
            get => At(i1);
            set => Set(value, At(i1));
        }

        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Set(value, At(i1, i2));
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Set(value, At(i1, i2, i3));
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Set(value, At(i1, i2, i3, i4));
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => Set(value, At(i1, i2, i3, i4, i5));
        }

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>What the indices pick: a view without tensors among them, a copy with.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            (Tensor viewed, Tensor?[]? picks) = Resolve(indices);
            if (picks is null)
            {
                return viewed;
            }

            using Tensor between = viewed;
            return Ops.Index.Call(between, Arg.Optional(picks));
        }

        public Tensor index(params Tensor[] indices) => Ops.Index.Call(this, Arg.Optional(indices));

        /// <summary>Writes into what the indices pick; the value is broadcast.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Writes into what the indices pick, or adds to it.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            (Tensor viewed, Tensor?[]? picks) = Resolve(indices);
            using Tensor between = viewed;
            if (picks is not null)
            {
                Ops.IndexPutInPlace.Change(between, Arg.Optional(picks), value, accumulate);
            }
            else if (accumulate)
            {
                between.add_(value);
            }
            else
            {
                between.copy_(value);
            }

            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Ops.IndexPutInPlace.Change(this, Arg.Optional(indices), value, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => Ops.IndexPutInPlace.Change(this, Arg.Optional(indices), value, accumulate);

        private static void Set(Tensor value, Tensor target)
        {
            using Tensor picked = target;
            picked.copy_(value);
        }

        private Tensor At(params ReadOnlySpan<long> positions)
        {
            Tensor current = this;
            foreach (long position in positions)
            {
                Tensor next = current.select(0, position);
                Release(current);
                current = next;
            }

            return current;
        }

        // Applies what makes a view; tensors are left for the operator, each at the dimension where it belongs.
        private (Tensor Viewed, Tensor?[]? Picks) Resolve(TensorIndex[] indices)
        {
            Tensor current = alias();
            List<Tensor?> picks = [];
            bool any = false;
            int axis = 0;
            foreach (TensorIndex index in indices)
            {
                Tensor next = current;
                switch (index.Kind)
                {
                    case IndexKind.Single:
                        next = current.select(axis, index.Start!.Value); // a position has one
                        break;
                    case IndexKind.Slice:
                        next = Ops.Slice.Call(current, (long)axis++, index.Start, index.Stop, index.Step ?? 1);
                        picks.Add(null);
                        break;
                    case IndexKind.Null:
                        next = current.unsqueeze(axis++);
                        picks.Add(null);
                        break;
                    case IndexKind.Bool:
                        next = current.unsqueeze(axis++);
                        picks.Add(tensor(index.Start == 1 ? new long[] { 0 } : []));
                        any = true;
                        break;
                    case IndexKind.Tensor:
                        Tensor source = index.Source!; // an index by a tensor has one
                        picks.Add(source);
                        axis += source.dtype is ScalarType.Bool ? (int)source.dim() : 1;
                        any = true;
                        break;
                    default:
                        int after = indices.SkipWhile(entry => entry.Kind != IndexKind.Ellipsis).Skip(1).Sum(Consumed);
                        int skipped = Math.Max(0, (int)current.dim() - axis - after); // with too many indices the next one fails
                        picks.AddRange(new Tensor?[skipped]);
                        axis += skipped;
                        break;
                }

                if (!ReferenceEquals(next, current))
                {
                    current.Dispose();
                    current = next;
                }
            }

            return (current, any ? picks.ToArray() : null);
        }

        // Dimensions of the tensor that an index uses up.
        private static int Consumed(TensorIndex index) => index.Kind switch
        {
            IndexKind.Null or IndexKind.Bool or IndexKind.Ellipsis => 0,
            IndexKind.Tensor when index.Source!.dtype is ScalarType.Bool => (int)index.Source.dim(), // an index by a tensor has one
            _ => 1,
        };

        private void Release(Tensor step)
        {
            if (!ReferenceEquals(step, this))
            {
                step.Dispose();
            }
        }
    }
}
