// Synthetic subjects from a seed: for practising, measuring and tests, never mistaken for real ones (their
// facts' source says so). What they look like stands in a package's `synthetic.yaml` (docs/synthetic.md); the
// vocabulary gives types and identities. The same seed gives the same subjects, each by its number alone.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "determine/facts.hpp"

namespace enact::determine {

// A file of the CSV layout (docs/population.md): the subjects of a type, or the records of one of its lists.
struct SynthTable {
  std::string type;
  std::string list;  // empty: the subjects
  std::string head;  // its first line
};

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

  // Of all below the precondition is that there are no errors. Subjects are numbered from 0.
  Subject subject(std::uint64_t number) const;
  Subject next() { return subject(next_++); }

  // The same subjects as text, for millions. Each type has its own tables, one after the other.
  const std::vector<SynthTable>& tables() const;
  // How many of the subjects [first, first + count) belong to each table's type, one number a table.
  std::vector<std::uint64_t> counts(std::uint64_t first, std::uint64_t count) const;
  // Appends their lines, to one text a table. `before`: by table, how many subjects of its type stand before
  // `first`. May be called by several threads.
  void append_rows(std::uint64_t first, std::uint64_t count, std::span<const std::uint64_t> before,
                   std::span<std::string> rows) const;

 private:
  std::uint64_t seed_of(std::uint64_t number) const;

  std::unique_ptr<Plan> plan_;
  Diagnostics diagnostics_;
  std::uint64_t seed_;
  std::uint64_t next_ = 0;
};

// The value of `source` in the provenance of every synthetic fact.
inline constexpr std::string_view synthetic_source = "合成数据";

}  // namespace enact::determine
