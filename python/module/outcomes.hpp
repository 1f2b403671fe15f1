// What a run says of each subject, kept in the columns in which it was made, for Arrow and NumPy.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "bulk/run.hpp"

namespace enact::python {

// Of one subject type. Filled by a run, immutable after it.
class Outcomes {
 public:
  // `engine` holds `type`.
  Outcomes(std::shared_ptr<const bulk::Engine> engine, const bulk::TypeProgram& type, Language language)
      : engine_(std::move(engine)), type_(type), language_(language) {}

  // One provision, in the widths that callers see.
  struct Lane {
    std::vector<std::uint8_t> status;  // determine::Status
    std::vector<std::uint8_t> reason;
    std::vector<std::int64_t> least;     // empty: no money
    std::vector<std::int64_t> greatest;  // empty where it is everywhere the same
  };
  struct Kept {
    std::size_t rows = 0;
    std::vector<Lane> lanes;
    std::vector<std::int64_t> least;     // per subject, stacked
    std::vector<std::int64_t> greatest;  // empty where it is everywhere the same
    std::vector<std::int32_t> ends{0};   // of the subjects' texts
    std::string subjects;
  };
  // To be added in the order of the segments.
  static std::shared_ptr<Kept> kept(const bulk::Segment& segment, const bulk::SegmentOutcomes& outcomes);
  void add(std::shared_ptr<const Kept> kept) { kept_.push_back(std::move(kept)); }

  std::size_t rows() const;
  // Provisions in their order: (policy, provision, whether it gives money).
  pybind11::list provisions() const;
  // The 256 texts that a reason's code stands for.
  std::vector<std::string> reasons(std::size_t provision) const;
  // For each segment (subjects, least, greatest, [(status, reason, least, greatest), …]), arrays that look
  // into this object; least and greatest of a provision are None where it gives no money.
  static pybind11::list segments(const std::shared_ptr<const Outcomes>& self);
  static pybind11::capsule stream(const std::shared_ptr<const Outcomes>& self);

 private:
  // The columns of Arrow; `kept` null: without rows.
  Array batch(const std::shared_ptr<const Kept>& kept) const;

  std::shared_ptr<const bulk::Engine> engine_;
  const bulk::TypeProgram& type_;
  Language language_;
  std::vector<std::shared_ptr<const Kept>> kept_;
};

void add_outcomes(pybind11::module_& module);

}  // namespace enact::python
