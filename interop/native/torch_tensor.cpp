// What a tensor says about itself, and the way in and out of its memory.
#include <cstring>

#include "torch_common.h"

namespace {

const c10::TensorImpl& impl(Handle handle) { return *static_cast<c10::TensorImpl*>(handle); }

constexpr int64_t kRequiresGrad = 1;
constexpr int64_t kLeaf = 2;
constexpr int64_t kContiguous = 4;
constexpr int64_t kSparse = 8;

}  // namespace

TS_EXPORT void ts_free(Handle handle) {
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle));
}

// A second handle to the same tensor.
TS_EXPORT Handle ts_share(Handle handle) { return ts::release(ts::tensor(handle)); }

TS_EXPORT int64_t ts_dim(Handle handle) { return impl(handle).dim(); }
TS_EXPORT int64_t ts_numel(Handle handle) { return impl(handle).numel(); }
TS_EXPORT int64_t ts_dtype(Handle handle) { return static_cast<int64_t>(c10::typeMetaToScalarType(impl(handle).dtype())); }
TS_EXPORT int64_t ts_element_size(Handle handle) { return static_cast<int64_t>(impl(handle).dtype().itemsize()); }

TS_EXPORT int64_t ts_device(Handle handle, int64_t* index) {
  const c10::Device device = impl(handle).device();
  *index = device.index();
  return static_cast<int64_t>(device.type());
}

TS_EXPORT void ts_sizes(Handle handle, int64_t* sizes) {
  const at::IntArrayRef source = impl(handle).sizes();
  std::copy(source.begin(), source.end(), sizes);
}

TS_EXPORT int ts_strides(Handle handle, int64_t* strides) {
  return ts::guarded([&] {
    const at::IntArrayRef source = impl(handle).strides();
    std::copy(source.begin(), source.end(), strides);
  });
}

TS_EXPORT int ts_storage_offset(Handle handle, int64_t* offset) {
  return ts::guarded([&] { *offset = impl(handle).storage_offset(); });
}

TS_EXPORT int ts_flags(Handle handle, int64_t* flags) {
  return ts::guarded([&] {
    const at::Tensor value = ts::tensor(handle);
    *flags = value.requires_grad() * kRequiresGrad + value.is_leaf() * kLeaf +
        (!value.is_sparse() && value.is_contiguous()) * kContiguous + value.is_sparse() * kSparse;
  });
}

// The address of the first element, wherever it lies.
TS_EXPORT int ts_data(Handle handle, void** data) {
  return ts::guarded([&] { *data = ts::tensor(handle).data_ptr(); });
}

TS_EXPORT int64_t ts_owned_bytes(Handle handle) { return ts::owned_bytes(ts::tensor(handle)); }

// A new CPU tensor with a copy of `data`.
TS_EXPORT int ts_from_data(const void* data, int64_t dtype, const int64_t* sizes, int64_t dims, Handle* made, int64_t* bytes) {
  return ts::guarded([&] {
    at::Tensor value = at::empty(at::IntArrayRef(sizes, dims), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
    if (value.numel() > 0) std::memcpy(value.data_ptr(), data, value.nbytes());
    *bytes = ts::owned_bytes(value);
    *made = ts::release(std::move(value));
  });
}
