// Synthetic subjects with facts, from a seed: for practising, measuring and tests, never mistaken for real
// ones (their facts' source says so). What they look like stands in a package's `synthetic.yaml`
// (docs/synthetic.md); the vocabulary gives types and identities. The same seed gives the same subjects.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/diagnostic.hpp"
#include "determine/facts.hpp"

namespace enact::determine {

class Synth {
 public:
  struct Plan;  // as read from synthetic.yaml

  // Errors name their place in `hints`. Without hints (null) every subject type is as frequent as the others
  // and has an identity only. `model` must outlive it.
  Synth(const FactModel& model, const SourcePtr& hints, std::uint64_t seed);
  ~Synth();
  Synth(Synth&&) noexcept;
  Synth& operator=(Synth&&) noexcept;

  const Diagnostics& diagnostics() const { return diagnostics_; }
  // The next subject. Precondition: no errors.
  Subject next();

 private:
  const FactModel* model_;
  std::unique_ptr<Plan> plan_;
  Diagnostics diagnostics_;
  SeededRandom seeds_;
};

// The value of `source` in the provenance of every synthetic fact.
inline constexpr std::string_view synthetic_source = "合成数据";

}  // namespace enact::determine
