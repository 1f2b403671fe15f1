// See outcomes.hpp.
#include "outcomes.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <set>

namespace enact::python {
namespace {

namespace py = pybind11;

using Kept = Outcomes::Kept;

template <typename T>
py::array view(const std::vector<T>& data, const py::capsule& owner) {
  py::array_t<T> made(static_cast<py::ssize_t>(data.size()), data.data(), owner);
  made.attr("setflags")(py::arg("write") = false);
  return made;
}

// Texts as the values of a dictionary.
ArrayPtr dictionary_of(const std::vector<std::string>& texts) {
  struct Held {
    std::vector<std::int32_t> ends{0};
    std::string bytes;
  };
  const auto held = std::make_shared<Held>();
  for (const std::string& text : texts) {
    held->bytes += text;
    held->ends.push_back(static_cast<std::int32_t>(held->bytes.size()));
  }
  return std::make_shared<const Array>(Array{"u",
                                             "",
                                             static_cast<std::int64_t>(texts.size()),
                                             0,
                                             {nullptr, held->ends.data(), held->bytes.data()},
                                             {held},
                                             {},
                                             nullptr});
}

// Amounts of which those without a bound are null.
void mark_unbounded(Array& array, const std::vector<std::int64_t>& amounts) {
  if (std::find(amounts.begin(), amounts.end(), bulk::no_bound) == amounts.end()) return;
  const auto bits = std::make_shared<std::vector<std::uint8_t>>((amounts.size() + 7) / 8);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] == bulk::no_bound) {
      ++array.nulls;
    } else {
      (*bits)[i / 8] = static_cast<std::uint8_t>((*bits)[i / 8] | 1U << (i % 8));
    }
  }
  array.buffers[0] = bits->data();
  array.kept.push_back(bits);
}

// Of a provision, or of whatever has both.
template <typename Amounts>
const std::vector<std::int64_t>& greatest_of(const Amounts& of) {
  return of.greatest.empty() ? of.least : of.greatest;
}

Outcomes::Lane lane_of(const bulk::Outcomes& outcomes) {
  Outcomes::Lane made;
  for (const std::uint8_t found : outcomes.found) {
    made.status.push_back(static_cast<std::uint8_t>(bulk::finding::status_of(found)));
    made.reason.push_back(bulk::finding::reason_of(found));
  }
  made.least = outcomes.least.in_64_bits();
  made.greatest = outcomes.greatest.in_64_bits();
  return made;
}

}  // namespace

std::shared_ptr<Kept> Outcomes::kept(const bulk::Segment& segment, const bulk::SegmentOutcomes& outcomes) {
  auto made = std::make_shared<Kept>();
  for (std::size_t row = 0; row < outcomes.rows; ++row) {
    made->subjects += identity_of(segment, *outcomes.type, row);
    made->ends.push_back(static_cast<std::int32_t>(made->subjects.size()));
  }
  made->rows = outcomes.rows;
  for (const bulk::Outcomes& lane : outcomes.lanes) made->lanes.push_back(lane_of(lane));
  made->least = outcomes.least;
  made->greatest = outcomes.greatest;
  return made;
}

std::size_t Outcomes::rows() const {
  std::size_t rows = 0;
  for (const auto& kept : kept_) rows += kept->rows;
  return rows;
}

py::list Outcomes::provisions() const {
  py::list made;
  for (const bulk::Lane& lane : type_.lanes)
    made.append(py::make_tuple(lane.package->package->id, lane.plan->provision->id, lane.money));
  return made;
}

std::vector<std::string> Outcomes::reasons(std::size_t provision) const {
  std::vector<std::string> texts;
  const bulk::Lane& lane = type_.lanes.at(provision);
  for (std::size_t code = 0; code < 256; ++code)
    texts.push_back(reason_text(lane, static_cast<std::uint8_t>(code)).in(language_));
  return texts;
}

py::list Outcomes::segments(const std::shared_ptr<const Outcomes>& self) {
  py::list made;
  for (const std::shared_ptr<const Kept>& kept : self->kept_) {
    const py::capsule owner(new std::shared_ptr<const Kept>(kept),
                            [](void* held) { delete static_cast<std::shared_ptr<const Kept>*>(held); });
    py::list subjects;
    for (std::size_t row = 0; row < kept->rows; ++row) {
      const auto from = static_cast<std::size_t>(kept->ends[row]);
      const auto to = static_cast<std::size_t>(kept->ends[row + 1]);
      subjects.append(py::str(kept->subjects.data() + from, to - from));
    }
    py::list lanes;
    for (std::size_t k = 0; k < self->type_.lanes.size(); ++k) {
      const Lane& lane = kept->lanes[k];
      const bool money = self->type_.lanes[k].money;
      lanes.append(py::make_tuple(view(lane.status, owner), view(lane.reason, owner),
                                  money ? py::object(view(lane.least, owner)) : py::none(),
                                  money ? py::object(view(greatest_of(lane), owner)) : py::none()));
    }
    made.append(py::make_tuple(subjects, view(kept->least, owner), view(greatest_of(*kept), owner), lanes));
  }
  return made;
}

Array Outcomes::batch(const std::shared_ptr<const Kept>& kept) const {
  static const Kept nothing;
  const Kept& from = kept ? *kept : nothing;
  const std::size_t rows = from.rows;
  Array whole{"+s", "", static_cast<std::int64_t>(rows), 0, {nullptr}, {}, {}, nullptr};
  const auto add = [&](std::string name, const char* format, const void* data) -> Array& {
    return whole.children.emplace_back(Array{
        format, std::move(name), static_cast<std::int64_t>(rows), 0, {nullptr, data}, {kept}, {}, nullptr});
  };
  const auto add_amounts = [&](const std::string& name, const std::vector<std::int64_t>& least,
                               const std::vector<std::int64_t>& greatest) {
    add(name + "least_fen", "l", least.data());
    mark_unbounded(add(name + "greatest_fen", "l", greatest.data()), greatest);
  };
  add("subject", "u", from.ends.data()).buffers.push_back(from.subjects.data());
  add_amounts("", from.least, greatest_of(from));
  std::set<std::string> policies;
  for (const bulk::Lane& lane : type_.lanes) policies.insert(lane.package->package->id);
  static const ArrayPtr statuses = dictionary_of({"due", "not_due", "unknown"});
  static const Lane no_outcomes;
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    const bulk::Lane& lane = type_.lanes[k];
    const std::string name =
        (policies.size() > 1 ? lane.package->package->id + "/" : "") + lane.plan->provision->id + ".";
    const Lane& found = kept ? from.lanes[k] : no_outcomes;
    add(name + "status", "C", found.status.data()).dictionary = statuses;
    add(name + "reason", "C", found.reason.data()).dictionary = dictionary_of(reasons(k));
    if (lane.money) add_amounts(name, found.least, greatest_of(found));
  }
  return whole;
}

py::capsule Outcomes::stream(const std::shared_ptr<const Outcomes>& self) {
  std::vector<ArrayPtr> batches;
  for (const auto& kept : self->kept_) batches.push_back(std::make_shared<const Array>(self->batch(kept)));
  ArrowArrayStream stream =
      stream_of(std::make_shared<const Array>(self->batch(nullptr)), std::move(batches));
  return stream_capsule(&stream);
}

void add_outcomes(py::module_& module) {
  py::class_<Outcomes, std::shared_ptr<Outcomes>>(module, "Outcomes")
      .def("__len__", &Outcomes::rows)
      .def_property_readonly("provisions", &Outcomes::provisions)
      .def("reasons", &Outcomes::reasons, py::arg("provision"))
      .def("segments", [](const std::shared_ptr<Outcomes>& self) { return Outcomes::segments(self); })
      .def("stream", [](const std::shared_ptr<Outcomes>& self) { return Outcomes::stream(self); });
}

}  // namespace enact::python
