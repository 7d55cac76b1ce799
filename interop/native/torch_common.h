// What the files of the torch half share: handles, the error state, the C calling convention.
//
// A handle is a TensorImpl* that owns one reference; null stands for "no tensor". Every function that can fail returns 0 for
// success and -1 for failure, and leaves the message in ts_error(); no C++ exception leaves this library.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <exception>
#include <string>

#define TS_EXPORT extern "C" __attribute__((visibility("default")))

using Handle = void*;

namespace ts {

// An exception of managed code on its way through C++ frames; `id` finds the original again.
struct ManagedError final : std::exception {
  explicit ManagedError(int64_t exception_id) : id(exception_id) {}
  const char* what() const noexcept override { return "exception in managed code called from libtorch"; }
  int64_t id;
};

struct ErrorState {
  std::string message;
  int64_t managed_id = 0;
};

ErrorState& last_error() noexcept;

// The tensor behind a handle, holding a reference of its own; undefined for null.
inline at::Tensor tensor(Handle handle) {
  if (handle == nullptr) return {};
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(
      static_cast<c10::TensorImpl*>(handle)));
}

// Hands the tensor's reference over to the caller.
inline Handle release(at::Tensor&& value) {
  return value.defined() ? static_cast<Handle>(std::move(value).unsafeReleaseIntrusivePtr().release()) : nullptr;
}

inline std::vector<at::Tensor> tensors(const Handle* handles, int64_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int64_t i = 0; i < count; ++i) list.push_back(tensor(handles[i]));
  return list;
}

// Bytes that live as long as this tensor alone: its storage's size, or 0 for a view of a storage that others hold too.
inline int64_t owned_bytes(const at::Tensor& value) {
  if (!value.defined() || !value.has_storage()) return 0;
  const c10::Storage& storage = value.storage();
  return storage.use_count() == 1 ? static_cast<int64_t>(storage.nbytes()) : 0;
}

template <class Body>
int guarded(Body&& body) noexcept {
  ErrorState& error = last_error();
  try {
    body();
    return 0;
  } catch (const ManagedError& e) {
    error.message = e.what();
    error.managed_id = e.id;
  } catch (const c10::Error& e) {
    error.message = e.what_without_backtrace();
    error.managed_id = 0;
  } catch (const std::exception& e) {
    error.message = e.what();
    error.managed_id = 0;
  } catch (...) {
    error.message = "unknown C++ exception";
    error.managed_id = 0;
  }
  return -1;
}

}  // namespace ts
