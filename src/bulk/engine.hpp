// The vector evaluator: packages compiled for populations, and workers that judge segments of one. Gives for
// every subject and provision what determine::Determiner gives for that subject alone, to the last fen.
// Pure; knows neither where populations come from nor where outcomes go.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/executor.hpp"
#include "bulk/outcome.hpp"
#include "determine/stacking.hpp"

namespace enact::bulk {

// Immutable, shared between threads.
class Engine {
 public:
  // `question.what_would_change` is not looked at.
  Engine(std::vector<policy::PackagePtr> packages, const determine::Question& question);

  const determine::Determiner& determiner() const { return determiner_; }
  const determine::Question& question() const { return question_; }
  const std::vector<TypeProgram>& types() const { return types_; }
  const TypeProgram* type(std::string_view name) const;  // null: no such subject type
  Wanted wanted() const;                                 // by any rule
  // How each provision is run, and why not over columns.
  std::string plan_text(Language language) const;

 private:
  determine::Determiner determiner_;
  determine::Question question_;
  std::vector<TypeProgram> types_;
};

// What the scalar evaluator says of one subject, in the form of a segment's outcomes.
struct ScalarOutcome {
  struct Lane {
    determine::Status status;
    std::uint8_t reason;
    std::int64_t least;
    std::int64_t greatest;
    std::uint8_t found() const {
      if (status == determine::Status::due) return finding::due;
      return status == determine::Status::unknown ? finding::unknown : reason;
    }
  };
  std::vector<Lane> lanes;
  std::int64_t least;
  std::int64_t greatest;
};
ScalarOutcome scalar_outcome(const Engine& engine, const Segment& segment, std::size_t row);

// Judges segments of one subject type. One worker serves one thread.
class Worker {
 public:
  Worker(const Engine& engine, const TypeProgram& type);

  // `keep`: the outcomes of every row; else only those of `totals` (and of rows in between).
  void run(const Segment& segment, SegmentOutcomes& out, bool keep);

 private:
  // An event that may be paid, before stacking.
  struct Claim {
    std::uint32_t row = 0;  // of the window
    std::uint32_t lane = 0;
    std::uint32_t at = 0;  // row of the lane's domain
    std::uint32_t variant = 0;
    std::int64_t date = 0;
    bool dated = false;
    bool certain = false;
    bool matter_known = true;
    bool further = false;  // what more an open list could bring; `at` is the row of the window
    std::int64_t low = 0;
    std::int64_t high = 0;  // or no_bound
  };
  struct Money {
    std::int64_t low = 0;
    std::int64_t high = 0;
    enum class Is : std::uint8_t { settled, unknown, absent, hard } is = Is::settled;
  };

  // Totals alone, where a window holds nothing but verdicts and figures; false: it holds more.
  bool window_in_all(std::size_t begin, std::size_t rows);
  bool lane_in_all(std::size_t k);
  void window(std::size_t begin, std::size_t rows, std::size_t at);
  // The conditions of a subject as its own event, all by `and`; where there are several, `reasons` says which
  // is the first that is not met.
  void combine(const Lane& lane, const Variant& variant, const Date& day, std::uint8_t* reasons);
  // Whether every part of the matter and of the caps' keys is known in this window.
  bool all_known(const Lane& lane, const Variant& variant) const;
  void by_subject(std::size_t k);
  bool pay_settled(std::size_t k, const Variant& variant, const Tally& tally);
  void by_row(std::size_t k);
  void by_event(std::size_t k);  // also subjects with a date of their own
  void begin_events(std::size_t k);
  void leave_events(std::size_t k);
  void judge_events(std::size_t k);
  // What more the open list of a subject could bring, after its events. `none_refused`: no event of its was
  // judged and refused.
  void weigh_further(std::size_t k, std::uint32_t row, bool none_refused);
  bool weigh(std::size_t k, std::size_t at, std::uint32_t row, const Variant& variant,
             std::uint32_t variant_index, bool perhaps, std::optional<std::int64_t> date);
  Money money(const Lane& lane, const AmountLane& amount, std::size_t at);
  // Which months a record has that make one claim.
  struct Months {
    std::int64_t first = 0;  // days since 1970-01-01
    std::int64_t count = 0;  // 0: it has none
    bool hard = false;       // the columns cannot say
  };
  Months months_of(const Lane& lane, std::size_t at) const;
  // All of them. `perhaps`: it is not certain that there is anything to be paid.
  Money money_of_schedule(const Lane& lane, const RowExpression& expression, std::size_t at,
                          bool perhaps) const;
  // nullopt: a cell does not say what the evaluator would see.
  std::optional<feel::Value> value_of_row(const Lane& lane, const RowExpression& expression,
                                          std::size_t at) const;
  // What the scalar evaluator makes of the amount of one row.
  Money money_of_row(const Lane& lane, const RowExpression& expression, std::size_t at) const;
  // Amounts of a window in fen, and none is above `most`; null: they have to be looked at one by one.
  struct Figures {
    const std::int64_t* fen = nullptr;
    std::int64_t most = 0;
  };
  Figures fen_of(const Lane& lane, const Variant& variant);
  static bool known(const Executor& executor, RegisterId id, std::size_t at, bool& hard);
  bool draws(const CapLane& cap, std::uint32_t row, bool& hard);
  // Over the window, which has subjects with an open list.
  Executor& further();
  void settle();
  void settle_together(std::uint32_t row, const std::vector<std::uint32_t>& claims);
  // Of a part of a matter or of the key of a cap, which is known.
  std::string text_of(const Leaf& leaf, DomainId domain, std::size_t at) const;
  void ask_scalar();
  void add_totals();
  void add_reasons(std::size_t k, std::size_t not_due);
  std::uint8_t* found(std::size_t k) { return out_->lanes[k].found.data() + at_; }
  AmountColumn& least(std::size_t k) { return out_->lanes[k].least; }
  AmountColumn& greatest(std::size_t k) { return out_->lanes[k].greatest; }
  std::int64_t* sure() { return out_->least.data() + at_; }  // paid for certain, no more and no less
  std::int64_t added(std::int64_t sum, std::int64_t more, std::uint32_t row);
  std::int64_t added_greatest(std::int64_t sum, std::int64_t more, std::uint32_t row);
  void pay(std::size_t k, std::uint32_t row, std::int64_t low, std::int64_t high);
  void add_total(std::uint32_t row, std::int64_t low, std::int64_t high);

  const Engine& engine_;
  const TypeProgram& type_;
  const Kernels& kernels_;
  Executor executor_;
  Executor further_;  // of what open lists could bring; only where there are any
  bool further_bound_ = false;
  bool further_run_ = false;
  std::int64_t today_;
  // of the segment
  const Segment* segment_ = nullptr;
  SegmentOutcomes* out_ = nullptr;
  // of the window
  std::size_t begin_ = 0;  // in the segment
  std::size_t rows_ = 0;
  std::size_t at_ = 0;  // in the outcomes
  std::vector<std::uint8_t> hard_;
  std::vector<std::uint8_t> verdicts_;
  const std::uint8_t* combined_ = nullptr;  // of the conditions: one's own verdicts, or verdicts_
  std::size_t parts_ = 0;                   // how many conditions they are
  bool parts_decided_ = true;               // of several: none is undecidable
  bool decided(const Tally& combined) const;
  std::vector<std::int64_t> low_;   // beside what is sure
  std::vector<std::int64_t> high_;  // no_bound: boundless
  bool open_ = false;               // whether low_ and high_ hold anything
  std::vector<std::int64_t> fen_;
  // What a provision comes to in this window, where that is known from the whole.
  struct Quick {
    bool known = false;
    Tally tally;
    std::int64_t sum = 0;
    std::uint8_t why = reason::none;  // of all that are not due; none: of several
  };
  std::vector<Quick> quick_;          // by lane
  std::vector<std::uint8_t> spread_;  // by lane: whether greatest differs from least in this window
  // of a window in all
  struct InAll {
    std::uint64_t due = 0;
    std::uint64_t unknown = 0;
    std::int64_t sum = 0;
    std::vector<std::pair<std::uint8_t, std::uint64_t>> reasons;
  };
  std::vector<InAll> in_all_;
  std::vector<std::uint8_t> paid_;
  std::vector<std::uint8_t> first_reasons_;
  std::vector<Claim> claims_;
  std::vector<std::uint32_t> counts_;  // by group and row
  std::vector<std::uint8_t> failures_;
  std::vector<std::int64_t> nearest_;
};

}  // namespace enact::bulk
