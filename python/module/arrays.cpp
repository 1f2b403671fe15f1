// See arrays.hpp.
#include "arrays.hpp"

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <utility>

#include "population/tables.hpp"

namespace enact::python {
namespace {

namespace py = pybind11;

// What a structure that is handed out points to besides.
template <typename T>
struct Parts {
  ArrayPtr hold;
  std::vector<T> children;
  std::vector<T*> pointers;
  T dictionary{};
};

template <typename T>
void release(T* made) {
  auto* parts = static_cast<Parts<T>*>(made->private_data);
  for (T& child : parts->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (parts->dictionary.release != nullptr) parts->dictionary.release(&parts->dictionary);
  made->release = nullptr;
  delete parts;
}

void fill(const Array& from, ArrowSchema* out) {
  out->format = from.format.c_str();
  out->name = from.name.c_str();
  out->flags = ARROW_FLAG_NULLABLE;
}

void fill(const Array& from, ArrowArray* out) {
  out->length = from.length;
  out->null_count = from.nulls;
  out->n_buffers = static_cast<std::int64_t>(from.buffers.size());
  // The interface does not write there.
  out->buffers = const_cast<const void**>(from.buffers.data());
}

// Each part holds what all of them point to: a consumer may move one away and keep it.
template <typename T>
void export_to(const ArrayPtr& hold, const Array& from, T* out) {
  auto* parts = new Parts<T>{hold, std::vector<T>(from.children.size()), {}, {}};
  *out = T{};
  out->private_data = parts;
  out->release = &release<T>;
  for (std::size_t i = 0; i < from.children.size(); ++i) {
    export_to(hold, from.children[i], &parts->children[i]);
    parts->pointers.push_back(&parts->children[i]);
  }
  out->n_children = static_cast<std::int64_t>(parts->pointers.size());
  out->children = parts->pointers.data();
  if (from.dictionary) {
    export_to(hold, *from.dictionary, &parts->dictionary);
    out->dictionary = &parts->dictionary;
  }
  fill(from, out);
}

struct Batches {
  ArrayPtr schema;
  std::vector<ArrayPtr> batches;
  std::size_t given = 0;
};

// ---- as enact/_arrays.py describes them: buffers are arrays of NumPy, or None
// ------------------------------

// An object of Python that is given back with the interpreter's lock, from whatever thread.
std::shared_ptr<const void> kept(py::object object) {
  return {new py::object(std::move(object)), [](const void* held) {
            const py::gil_scoped_acquire lock;
            delete static_cast<const py::object*>(held);
          }};
}

Array described(const py::handle& from) {
  Array made{from.attr("format").cast<std::string>(),
             from.attr("name").cast<std::string>(),
             from.attr("length").cast<std::int64_t>(),
             from.attr("nulls").cast<std::int64_t>(),
             {},
             {},
             {},
             nullptr};
  for (const py::handle buffer : from.attr("buffers")) {
    if (buffer.is_none()) {
      made.buffers.push_back(nullptr);
      continue;
    }
    const auto array = py::reinterpret_borrow<py::array>(buffer);
    made.buffers.push_back(array.data());
    made.kept.push_back(kept(array));
  }
  for (const py::handle child : from.attr("children")) made.children.push_back(described(child));
  if (!from.attr("dictionary").is_none())
    made.dictionary = std::make_shared<const Array>(described(from.attr("dictionary")));
  return made;
}

// ---- batches of another producer -------------------------------------------------------------------------

template <typename T>
T moved_from(const py::object& capsule, const char* name) {
  auto* from = static_cast<T*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (from == nullptr) throw py::error_already_set();
  if (from->release == nullptr)
    throw std::runtime_error(std::string(name) + ": this capsule was used before");
  const T made = *from;
  from->release = nullptr;
  return made;
}

// A schema and an array, `__arrow_c_array__`, as a stream of one batch.
struct GivenBatch {
  ArrowSchema schema{};
  ArrowArray array{};
  bool schema_given = false;
};

ArrowArrayStream stream_of_batch(const py::object& schema, const py::object& array) {
  auto* given = new GivenBatch{moved_from<ArrowSchema>(schema, "arrow_schema"),
                               moved_from<ArrowArray>(array, "arrow_array"), false};
  ArrowArrayStream made{};
  made.private_data = given;
  made.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    auto* batch = static_cast<GivenBatch*>(self->private_data);
    *out = batch->schema;
    batch->schema.release = nullptr;
    return std::exchange(batch->schema_given, true) ? EINVAL : 0;
  };
  made.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* batch = static_cast<GivenBatch*>(self->private_data);
    *out = batch->array;
    batch->array = ArrowArray{};
    return 0;
  };
  made.get_last_error = [](ArrowArrayStream*) -> const char* { return "the schema was asked for twice"; };
  made.release = [](ArrowArrayStream* self) {
    auto* batch = static_cast<GivenBatch*>(self->private_data);
    if (batch->schema.release != nullptr) batch->schema.release(&batch->schema);
    if (batch->array.release != nullptr) batch->array.release(&batch->array);
    delete batch;
    self->release = nullptr;
  };
  return made;
}

// ---- Python's objects as texts ---------------------------------------------------------------------------

// nullopt: it is none, or no number (NaN, pandas.NA).
std::optional<std::string> text_of(const py::handle& value) {
  if (value.is_none()) return std::nullopt;
  if (PyUnicode_Check(value.ptr())) return value.cast<std::string>();
  if (PyBool_Check(value.ptr())) return value.ptr() == Py_True ? "true" : "false";
  if (PyLong_Check(value.ptr())) return py::str(value).cast<std::string>();
  if (PyFloat_Check(value.ptr())) {
    const double number = PyFloat_AsDouble(value.ptr());
    if (number != number) return std::nullopt;
    // What cannot be told is no number to the reader, which sets the row aside.
    return population::decimal_of_double(number).value_or("≈" + py::str(value).cast<std::string>());
  }
  const auto kind = py::str(py::type::of(value).attr("__name__")).cast<std::string>();
  if (kind == "NAType" || kind == "NaTType") return std::nullopt;
  if (kind == "Decimal") return py::str(value.attr("__format__")("f")).cast<std::string>();
  if (kind == "date") return py::str(value.attr("isoformat")()).cast<std::string>();
  if (kind == "Timestamp" || kind == "datetime")
    return py::str(value.attr("date")().attr("isoformat")()).cast<std::string>();
  if (py::hasattr(value, "item")) return text_of(value.attr("item")());  // a scalar of NumPy
  throw py::type_error("a value of type " + kind + " is no fact");
}

// Offsets, bytes and validity of an array of objects; validity is None where all are there.
py::tuple texts(const py::array& objects) {
  const auto count = static_cast<std::size_t>(objects.size());
  auto offsets = std::make_unique<std::vector<std::int64_t>>(1, 0);
  auto bytes = std::make_unique<std::string>();
  auto valid = std::make_unique<std::vector<std::uint8_t>>((count + 7) / 8, std::uint8_t{0});
  std::int64_t nulls = 0;
  const auto* cells = static_cast<PyObject* const*>(objects.data());
  for (std::size_t i = 0; i < count; ++i) {
    if (PyUnicode_Check(cells[i])) {  // most of them, without a copy between
      Py_ssize_t size = 0;
      const char* text = PyUnicode_AsUTF8AndSize(cells[i], &size);
      if (text == nullptr) throw py::error_already_set();
      bytes->append(text, static_cast<std::size_t>(size));
      (*valid)[i / 8] = static_cast<std::uint8_t>((*valid)[i / 8] | 1U << (i % 8));
    } else if (const auto text = text_of(cells[i])) {
      *bytes += *text;
      (*valid)[i / 8] = static_cast<std::uint8_t>((*valid)[i / 8] | 1U << (i % 8));
    } else {
      ++nulls;
    }
    offsets->push_back(static_cast<std::int64_t>(bytes->size()));
  }
  const auto array_of = [](auto owned, const auto* data, std::size_t size) -> py::object {
    using T = std::remove_cv_t<std::remove_pointer_t<decltype(data)>>;
    using Owned = typename decltype(owned)::element_type;
    const py::capsule owner(owned.get(), [](void* held) { delete static_cast<Owned*>(held); });
    owned.release();
    return py::array_t<T>(static_cast<py::ssize_t>(size), data, owner);
  };
  const auto* letters = reinterpret_cast<const std::uint8_t*>(bytes->data());
  const std::size_t size = bytes->size();
  const std::int64_t* ends = offsets->data();
  const std::uint8_t* bits = valid->data();
  const std::size_t bit_bytes = valid->size();
  return py::make_tuple(
      array_of(std::move(offsets), ends, count + 1), array_of(std::move(bytes), letters, size),
      nulls > 0 ? array_of(std::move(valid), bits, bit_bytes) : py::object(py::none()), nulls);
}

template <typename T>
void release_capsule(PyObject* capsule) {
  auto* held = static_cast<T*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
  if (held->release != nullptr) held->release(held);
  delete held;
}

template <typename T>
py::capsule capsule_of(T* moved, const char* name) {
  auto held = std::make_unique<T>(*moved);
  moved->release = nullptr;
  py::capsule made(static_cast<const void*>(held.get()), name, &release_capsule<T>);
  held.release();
  return made;
}

}  // namespace

ArrowArrayStream stream_of(ArrayPtr schema, std::vector<ArrayPtr> batches) {
  ArrowArrayStream made{};
  made.private_data = new Batches{std::move(schema), std::move(batches), 0};
  made.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    const ArrayPtr& array = static_cast<Batches*>(self->private_data)->schema;
    export_to(array, *array, out);
    return 0;
  };
  made.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* all = static_cast<Batches*>(self->private_data);
    *out = ArrowArray{};
    if (all->given == all->batches.size()) return 0;
    const ArrayPtr batch = std::move(all->batches[all->given++]);
    export_to(batch, *batch, out);
    return 0;
  };
  made.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  made.release = [](ArrowArrayStream* self) {
    delete static_cast<Batches*>(self->private_data);
    self->release = nullptr;
  };
  return made;
}

py::capsule stream_capsule(ArrowArrayStream* moved) {
  return capsule_of(moved, "arrow_array_stream");
}

ArrowArrayStream taken(const py::object& capsule) {
  return moved_from<ArrowArrayStream>(capsule, "arrow_array_stream");
}

void add_arrays(py::module_& module) {
  module.def(
      "stream_of",
      [](const py::object& array) {
        const auto whole = std::make_shared<const Array>(described(array));
        ArrowArrayStream stream = stream_of(whole, {whole});
        return stream_capsule(&stream);
      },
      py::arg("array"));
  module.def(
      "stream_of_batch",
      [](const py::object& schema, const py::object& array) {
        ArrowArrayStream stream = stream_of_batch(schema, array);
        return stream_capsule(&stream);
      },
      py::arg("schema"), py::arg("array"));
  module.def("texts", &texts, py::arg("objects"));
}

}  // namespace enact::python
