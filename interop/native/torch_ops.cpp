// Every ATen operator through one door: libtorch's own dispatcher, called with boxed arguments as TorchScript does. An operator is
// found once by its schema name ("aten::conv2d"), its trailing arguments default as the schema says, and the same code serves every
// libtorch that knows the schema.
#include <ATen/core/dispatch/Dispatcher.h>

#include <cstdlib>

#include "torch_common.h"

namespace {

enum class Kind : int64_t {
  None = 0,
  Tensor = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  IntList = 5,
  DoubleList = 6,
  TensorList = 7,
  OptionalTensorList = 8,
  String = 9,
  Device = 10,
  Generator = 11,
};

// One argument or result. Lists: `value` points to `count` 64-bit items. Device: `value` is the type, `count` the index.
struct Value {
  Kind kind;
  int64_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
  int64_t bytes;  // of a result tensor: the storage that it alone holds
};

struct Operator {
  explicit Operator(c10::OperatorHandle found) : handle(std::move(found)) {
    for (const c10::Argument& argument : handle.schema().arguments()) {
      c10::TypePtr type = argument.type();
      if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
      takes_float.push_back(type->kind() == c10::TypeKind::FloatType);
      defaults.push_back(argument.default_value());
    }
  }

  c10::OperatorHandle handle;
  std::vector<bool> takes_float;
  std::vector<c10::optional<c10::IValue>> defaults;
};

c10::IValue list_of_optional_tensors(const Value& value) {
  c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
  Handle* handles = static_cast<Handle*>(value.pointer);
  for (int64_t i = 0; i < value.count; ++i) {
    list.push_back(handles[i] == nullptr ? c10::IValue() : c10::IValue(ts::tensor(handles[i])));
  }
  return list;
}

c10::IValue unpack(const Value& value, bool as_float) {
  const int64_t* items = static_cast<const int64_t*>(value.pointer);
  switch (value.kind) {
    case Kind::None: return {};
    case Kind::Tensor: return ts::tensor(value.pointer);
    case Kind::Int: return as_float ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
    case Kind::Double: return value.real;
    case Kind::Bool: return value.integer != 0;
    case Kind::IntList: return c10::IValue(at::IntArrayRef(items, value.count));
    case Kind::DoubleList: return c10::IValue(at::ArrayRef<double>(static_cast<const double*>(value.pointer), value.count));
    case Kind::TensorList: return c10::IValue(ts::tensors(static_cast<Handle*>(value.pointer), value.count));
    case Kind::OptionalTensorList: return list_of_optional_tensors(value);
    case Kind::String: return std::string(static_cast<const char*>(value.pointer), value.count);
    case Kind::Device:
      return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
    case Kind::Generator: return *static_cast<at::Generator*>(value.pointer);
  }
  TORCH_CHECK(false, "unknown argument kind ", static_cast<int64_t>(value.kind));
}

Value pack_tensor(at::Tensor&& value) {
  Value result{};
  result.kind = Kind::Tensor;
  result.bytes = ts::owned_bytes(value);
  result.pointer = ts::release(std::move(value));
  return result;
}

Value pack_list(std::vector<at::Tensor>&& list) {
  Value result{};
  result.kind = Kind::TensorList;
  result.count = static_cast<int64_t>(list.size());
  Value* items = static_cast<Value*>(std::malloc(sizeof(Value) * std::max<size_t>(list.size(), 1)));
  for (size_t i = 0; i < list.size(); ++i) items[i] = pack_tensor(std::move(list[i]));
  result.pointer = items;
  return result;
}

Value pack(c10::IValue&& value) {
  Value result{};
  if (value.isTensor()) return pack_tensor(std::move(value).toTensor());
  if (value.isTensorList()) return pack_list(value.toTensorVector());
  if (value.isBool()) {
    result.kind = Kind::Bool;
    result.integer = value.toBool();
  } else if (value.isInt()) {
    result.kind = Kind::Int;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.kind = Kind::Double;
    result.real = value.toDouble();
  } else {
    TORCH_CHECK(value.isNone(), "an operator returned a ", value.tagKind(), ", which this binding does not carry");
  }
  return result;
}

}  // namespace

TS_EXPORT int ts_op_find(const char* name, const char* overload, void** found) {
  return ts::guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch (", TORCH_VERSION, ") has no operator ", name, ".", overload);
    *found = new Operator(std::move(*handle));  // lives as long as the process, as the dispatcher's entry does
  });
}

// Calls `op` with `count` arguments; writes up to `wanted` results and drops the rest.
TS_EXPORT int ts_op_call(const void* op, const Value* arguments, int count, Value* results, int wanted) {
  return ts::guarded([&] {
    const Operator& target = *static_cast<const Operator*>(op);
    const size_t arity = target.defaults.size();
    TORCH_CHECK(static_cast<size_t>(count) <= arity, target.handle.schema().name(), " takes ", arity, " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(arity);
    for (int i = 0; i < count; ++i) stack.push_back(unpack(arguments[i], target.takes_float[i]));
    for (size_t i = count; i < arity; ++i) {
      TORCH_CHECK(target.defaults[i].has_value(), target.handle.schema().name(), " needs its argument ", i);
      stack.push_back(*target.defaults[i]);
    }
    target.handle.callBoxed(stack);
    TORCH_CHECK(static_cast<size_t>(wanted) <= stack.size(), target.handle.schema().name(), " returned too little");
    for (int i = 0; i < wanted; ++i) results[i] = pack(std::move(stack[i]));
  });
}

TS_EXPORT void ts_list_free(void* items) { std::free(items); }
