// Gradients: leaves and their gradients, backward passes, and autograd functions whose two halves are managed code.
#include <torch/csrc/autograd/anomaly_mode.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "torch_common.h"

namespace {

// Managed callbacks return 0, or the id of the exception that they caught.
using ForwardCallback = int64_t (*)(void* managed, void* context, void* outputs);
using BackwardCallback = int64_t (*)(void* managed, void* context, Handle* grads, int64_t count, void* outputs);
using ReleaseCallback = void (*)(void* managed);

ForwardCallback forward_callback = nullptr;
BackwardCallback backward_callback = nullptr;
ReleaseCallback release_callback = nullptr;

// Keeps the managed context alive as long as the graph's node lives.
struct ManagedContext final : torch::CustomClassHolder {
  explicit ManagedContext(void* gc_handle) : handle(gc_handle) {}
  ~ManagedContext() override { release_callback(handle); }
  void* handle;
};

constexpr const char* kContextKey = "managed";

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static torch::autograd::variable_list forward(
      torch::autograd::AutogradContext* context,
      const c10::intrusive_ptr<ManagedContext>& managed,
      at::TensorList /*inputs: known to the managed side; a list of this type, so that libtorch finds the graph's edges in it*/) {
    context->saved_data[kContextKey] = c10::IValue::make_capsule(managed);
    torch::autograd::variable_list outputs;
    const int64_t exception = forward_callback(managed->handle, context, &outputs);
    if (exception != 0) throw ts::ManagedError(exception);
    return outputs;
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext* context, torch::autograd::variable_list grads) {
    const auto managed = c10::static_intrusive_pointer_cast<ManagedContext>(context->saved_data[kContextKey].toCapsule());
    std::vector<Handle> handles;
    handles.reserve(grads.size());
    for (at::Tensor& grad : grads) handles.push_back(ts::release(std::move(grad)));
    torch::autograd::variable_list outputs;
    outputs.emplace_back();  // the context itself has no gradient
    const int64_t exception =
        backward_callback(managed->handle, context, handles.data(), static_cast<int64_t>(handles.size()), &outputs);
    if (exception != 0) throw ts::ManagedError(exception);
    return outputs;
  }
};

torch::autograd::AutogradContext& context_of(void* pointer) {
  return *static_cast<torch::autograd::AutogradContext*>(pointer);
}

void fill(const torch::autograd::variable_list& source, Handle* made) {
  for (size_t i = 0; i < source.size(); ++i) made[i] = ts::release(at::Tensor(source[i]));
}

// A list for the caller to free with ts_list_free.
Handle* list_of(const torch::autograd::variable_list& source, int64_t* count) {
  auto* made = static_cast<Handle*>(std::malloc(sizeof(Handle) * std::max<size_t>(source.size(), 1)));
  if (made == nullptr) throw std::bad_alloc();
  fill(source, made);
  *count = static_cast<int64_t>(source.size());
  return made;
}

}  // namespace

TS_EXPORT void ts_autograd_callbacks(ForwardCallback forward, BackwardCallback backward, ReleaseCallback release) {
  forward_callback = forward;
  backward_callback = backward;
  release_callback = release;
}

TS_EXPORT void ts_autograd_push(void* outputs, Handle handle) {
  static_cast<torch::autograd::variable_list*>(outputs)->push_back(ts::tensor(handle));
}

// Runs a managed function; takes over `managed`, which the release callback frees in every case. The caller frees the list `made`.
TS_EXPORT int ts_autograd_apply(void* managed, const Handle* inputs, int64_t count, Handle** made, int64_t* outputs) {
  return ts::guarded([&] {
    const auto holder = c10::make_intrusive<ManagedContext>(managed);
    const torch::autograd::variable_list list = ts::tensors(inputs, count);
    *made = list_of(ManagedFunction::apply(holder, at::TensorList(list)), outputs);
  });
}

TS_EXPORT int ts_context_save(void* context, const Handle* handles, int64_t count) {
  return ts::guarded([&] { context_of(context).save_for_backward(ts::tensors(handles, count)); });
}

TS_EXPORT int ts_context_saved(void* context, Handle** made, int64_t* count) {
  return ts::guarded([&] { *made = list_of(context_of(context).get_saved_variables(), count); });
}

TS_EXPORT int ts_context_mark_dirty(void* context, const Handle* handles, int64_t count) {
  return ts::guarded([&] { context_of(context).mark_dirty(ts::tensors(handles, count)); });
}

TS_EXPORT int ts_context_mark_non_differentiable(void* context, const Handle* handles, int64_t count) {
  return ts::guarded([&] { context_of(context).mark_non_differentiable(ts::tensors(handles, count)); });
}

TS_EXPORT int ts_context_materialize(void* context, int64_t value) {
  return ts::guarded([&] { context_of(context).set_materialize_grads(value != 0); });
}

TS_EXPORT int ts_set_requires_grad(Handle handle, int64_t value) {
  return ts::guarded([&] { ts::tensor(handle).set_requires_grad(value != 0); });
}

TS_EXPORT int ts_retain_grad(Handle handle) {
  return ts::guarded([&] { ts::tensor(handle).retain_grad(); });
}

TS_EXPORT int ts_grad(Handle handle, Handle* grad, int64_t* bytes) {
  return ts::guarded([&] {
    at::Tensor value = ts::tensor(handle).grad();
    *bytes = 0;  // its storage belongs to the leaf
    *grad = ts::release(std::move(value));
  });
}

TS_EXPORT int ts_set_grad(Handle handle, Handle grad) {
  return ts::guarded([&] {
    at::Tensor leaf = ts::tensor(handle);
    const at::Tensor value = ts::tensor(grad);
    TORCH_CHECK(
        !value.defined() || (value.sizes() == leaf.sizes() && value.dtype() == leaf.dtype() && value.device() == leaf.device()),
        "a gradient has the shape, type and device of its tensor");
    leaf.mutable_grad() = value;
  });
}

TS_EXPORT int ts_backward(
    const Handle* roots, int64_t count, const Handle* grads, int64_t grad_count, int64_t retain, int64_t create,
    const Handle* inputs, int64_t input_count) {
  return ts::guarded([&] {
    torch::autograd::backward(
        ts::tensors(roots, count), ts::tensors(grads, grad_count), retain != 0, create != 0, ts::tensors(inputs, input_count));
  });
}

TS_EXPORT int ts_gradients(
    const Handle* outputs, int64_t count, const Handle* inputs, int64_t input_count, const Handle* grads, int64_t grad_count,
    int64_t retain, int64_t create, int64_t allow_unused, Handle* made) {
  return ts::guarded([&] {
    fill(
        torch::autograd::grad(
            ts::tensors(outputs, count), ts::tensors(inputs, input_count), ts::tensors(grads, grad_count), retain != 0, create != 0,
            allow_unused != 0),
        made);
  });
}

TS_EXPORT int64_t ts_grad_enabled() { return at::GradMode::is_enabled(); }
TS_EXPORT void ts_set_grad_enabled(int64_t value) { at::GradMode::set_enabled(value != 0); }
TS_EXPORT int64_t ts_inference_mode_enabled() { return c10::InferenceMode::is_enabled(); }
TS_EXPORT void* ts_inference_mode_enter(int64_t value) { return new c10::InferenceMode(value != 0); }
TS_EXPORT void ts_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

TS_EXPORT int64_t ts_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }
TS_EXPORT int64_t ts_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }
TS_EXPORT void ts_set_anomaly(int64_t enabled, int64_t check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }
