// The library as a whole: errors, memory allocation, threads, random generators, devices.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <malloc.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include "torch_common.h"

namespace ts {

ErrorState& last_error() noexcept {
  thread_local ErrorState state;
  return state;
}

}  // namespace ts

namespace {

at::Generator& generator_of(void* pointer) { return *static_cast<at::Generator*>(pointer); }

c10::Device device_of(int64_t type, int64_t index) {
  return {static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index)};
}

}  // namespace

TS_EXPORT const char* ts_error(int64_t* managed_id) {
  *managed_id = ts::last_error().managed_id;
  return ts::last_error().message.c_str();
}

TS_EXPORT const char* ts_version() { return TORCH_VERSION; }

// glibc gives each large block to mmap and back to the kernel when it is freed, so that every step of a training loop faults its
// pages in anew. Keep them: no mmap for blocks, and nothing is trimmed from the heap's top.
TS_EXPORT void ts_keep_freed_memory() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 64 << 20);
}

TS_EXPORT int ts_set_threads(int64_t count) {
  return ts::guarded([&] { at::set_num_threads(static_cast<int>(count)); });
}
TS_EXPORT int64_t ts_threads() { return at::get_num_threads(); }
TS_EXPORT int ts_set_interop_threads(int64_t count) {
  return ts::guarded([&] { at::set_num_interop_threads(static_cast<int>(count)); });
}
TS_EXPORT int64_t ts_interop_threads() { return at::get_num_interop_threads(); }

TS_EXPORT int ts_manual_seed(int64_t seed) {
  return ts::guarded([&] { torch::manual_seed(static_cast<uint64_t>(seed)); });
}

TS_EXPORT int ts_generator_new(uint64_t seed, int64_t type, int64_t index, void** made) {
  return ts::guarded([&] {
    const c10::Device device = device_of(type, index);
    at::Generator generator = device.is_cpu() ? at::make_generator<at::CPUGeneratorImpl>(seed)
                                              : at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    *made = new at::Generator(std::move(generator));
  });
}

TS_EXPORT int ts_generator_default(int64_t type, int64_t index, void** made) {
  return ts::guarded([&] { *made = new at::Generator(at::globalContext().defaultGenerator(device_of(type, index))); });
}

TS_EXPORT void ts_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

TS_EXPORT int ts_generator_set_seed(void* generator, uint64_t seed) {
  return ts::guarded([&] { generator_of(generator).set_current_seed(seed); });
}

TS_EXPORT int ts_generator_seed(void* generator, int64_t* seed) {
  return ts::guarded([&] { *seed = static_cast<int64_t>(generator_of(generator).seed()); });
}

TS_EXPORT int ts_generator_current_seed(void* generator, int64_t* seed) {
  return ts::guarded([&] { *seed = static_cast<int64_t>(generator_of(generator).current_seed()); });
}

TS_EXPORT int ts_generator_get_state(void* generator, Handle* made) {
  return ts::guarded([&] { *made = ts::release(generator_of(generator).get_state()); });
}

TS_EXPORT int ts_generator_set_state(void* generator, Handle state) {
  return ts::guarded([&] { generator_of(generator).set_state(ts::tensor(state)); });
}

TS_EXPORT int64_t ts_cuda_available() { return torch::cuda::is_available(); }
TS_EXPORT int64_t ts_cudnn_available() { return torch::cuda::cudnn_is_available(); }
TS_EXPORT int64_t ts_cuda_devices() { return static_cast<int64_t>(torch::cuda::device_count()); }
TS_EXPORT int ts_cuda_seed(int64_t seed, int64_t all) {
  return ts::guarded([&] {
    if (all != 0) torch::cuda::manual_seed_all(static_cast<uint64_t>(seed));
    else torch::cuda::manual_seed(static_cast<uint64_t>(seed));
  });
}
TS_EXPORT int ts_cuda_synchronize(int64_t index) {
  return ts::guarded([&] { torch::cuda::synchronize(index); });
}
