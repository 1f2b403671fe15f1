#include "registers/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "registers/constraints.hpp"
#include "registers/refusals.hpp"
#include "registers/step.hpp"

namespace enact::registers {
namespace {

using feel::Value;
using policy::RegisterLadder;
using store::Fault;

constexpr int months_a_year = 12;

std::optional<Date> day_in(const Values& values, const std::string& field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.date() == nullptr ? std::nullopt
                                                                  : std::optional(*found->second.date());
}

std::string text_in(const Values& values, const std::string& field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.text() == nullptr ? std::string() : *found->second.text();
}

Fault off_ladder(Text message) {
  return refuse(Fault::Kind::conflict, "register.ladder", std::move(message),
                {"请核对层级和起始日期", "check the level and its first day"});
}

class Climbing {
 public:
  Climbing(store::Transaction& tx, const Registers& registers, EntryFile& after)
      : tx_(tx),
        registers_(registers),
        after_(after),
        ladder_(*after.made->ladder),
        levels_(after.made->field(ladder_.level)->declared.type->codes) {}

  std::optional<Fault> grant() {
    const Date today = tx_.now().legal_day();
    level_ = text_in(after_.values, ladder_.level);
    if (level_.empty()) return off_ladder({"未写明层级", "no level is stated"});
    if (!day_in(after_.values, ladder_.from)) after_.values.insert_or_assign(ladder_.from, Value(today));
    from_ = *day_in(after_.values, ladder_.from);
    if (ladder_.years && !day_in(after_.values, ladder_.to)) {
      const auto next = from_.add_months(std::int64_t{*ladder_.years} * months_a_year);
      const auto last = next ? next->add_days(-1) : std::nullopt;
      if (last) after_.values.insert_or_assign(ladder_.to, Value(*last));
    }
    if (const auto to = day_in(after_.values, ladder_.to); to && *to < from_) {
      return off_ladder({"层级的止日早于起日", "the level ends before it begins"});
    }
    history_ = history_of(tx_, after_);
    if (auto fault = reachable()) return fault;
    if (auto fault = criteria(today)) return fault;
    return end_former(today);
  }

 private:
  const Held* held_on(const Date& day) const {
    const auto found = std::ranges::find_if(
        history_, [&](const Held& one) { return one.from <= day && (!one.to || day <= *one.to); });
    return found == history_.end() ? nullptr : &*found;
  }
  std::ptrdiff_t place(const std::string& level) const {
    return std::ranges::find(levels_, level) - levels_.begin();
  }

  // From the level held on the day one climbs; what was held until the day before may be had again.
  std::optional<Fault> reachable() const {
    const Held* now = held_on(from_);
    const auto eve = from_.add_days(-1);
    const Held* until = now == nullptr && eve ? held_on(*eve) : nullptr;
    const std::ptrdiff_t wanted = place(level_);
    if (now != nullptr && wanted <= place(now->level)) {
      return off_ladder(
          {fmt::format("{} 仍持有“{}”，不能授予“{}”", from_.to_string(), now->level, level_),
           fmt::format("`{}` is held on {}: `{}` cannot be granted", now->level, from_.to_string(), level_)});
    }
    if (!ladder_.one_step) return std::nullopt;
    const std::ptrdiff_t highest = now != nullptr     ? place(now->level) + 1
                                   : until != nullptr ? place(until->level) + 1
                                                      : 0;
    if (wanted <= highest) return std::nullopt;
    const std::string& below = levels_[static_cast<std::size_t>(wanted - 1)];
    return off_ladder({fmt::format("须先持有“{}”才能授予“{}”，{} 并未持有", below, level_, from_.to_string()),
                       fmt::format("`{}` is reached from `{}`, which is not held on {}", level_, below,
                                   from_.to_string())});
  }

  std::optional<Fault> criteria(const Date& today) const {
    const auto of_level = ladder_.criteria.find(level_);
    if (of_level == ladder_.criteria.end()) return std::nullopt;
    std::vector<Value> past;
    for (const Held& one : history_) {
      past.push_back(feel::make_context({{ladder_.level, Value(one.level)},
                                         {ladder_.from, Value(one.from)},
                                         {ladder_.to, one.to ? Value(*one.to) : Value()}}));
    }
    Evaluator evaluator(*after_.book, *after_.made, after_.values, today, values_in(tx_));
    evaluator.give(std::string(policy::ladder_history), feel::make_list(std::move(past)));
    for (const RegisterLadder::Criterion& criterion : of_level->second) {
      const auto holds = evaluator.holds(criterion.rule);
      if (holds == true) continue;
      return refuse(Fault::Kind::conflict, "register.criterion",
                    {fmt::format("“{}”的条件{}：{}", level_, holds ? "不满足" : "尚无法判断（信息不全）",
                                 criterion.title.zh),
                     fmt::format("`{}`: {}: {}", level_,
                                 holds ? "a criterion is not met"
                                       : "a criterion cannot be judged, something is missing",
                                 criterion.title.en)},
                    {"请补齐信息或待条件满足后办理", "complete what is missing, or wait until it is met"});
    }
    return std::nullopt;
  }

  // The level held on the day ends the day before; on that day or later its entry ends, too.
  std::optional<Fault> end_former(const Date& today) {
    const Held* now = held_on(from_);
    if (now == nullptr) return std::nullopt;
    auto former = load_entry(tx_, registers_.catalogue(), now->entry);
    if (!former) return former.error();
    Values values = former->values;
    values.insert_or_assign(ladder_.to, Value(*from_.add_days(-1)));
    const Text reason{fmt::format("晋升为“{}”", level_), fmt::format("promoted to `{}`", level_)};
    for (const procedure::OpenStep& open : former->state.open) {
      if (from_ > today || std::ranges::find(ladder_.during, open.step->id) == ladder_.during.end()) continue;
      return take_by_rule(tx_, registers_, *former, open.step->id, ladder_.promoted, std::move(values),
                          reason);
    }
    return make_move(tx_, registers_, *former,
                     {.kind = "entry.changed",
                      .values = std::move(values),
                      .reason = reason.zh,
                      .actor = {"", after_.made->keeper},
                      .by_rule = true});
  }

  store::Transaction& tx_;
  const Registers& registers_;
  EntryFile& after_;
  const RegisterLadder& ladder_;
  const std::vector<std::string>& levels_;
  std::string level_;
  Date from_;
  std::vector<Held> history_;
};

}  // namespace

std::vector<Held> history_of(const store::Reader& reader, const EntryFile& file) {
  std::vector<Held> history;
  const auto& ladder = file.made->ladder;
  if (!ladder || !file.owner) return history;
  reader.query(
      "SELECT e.id, e.content FROM register_span s JOIN register_entry e ON e.id = s.entry WHERE s.scope = ? "
      "AND "
      "s.key = ? AND e.id <> ? ORDER BY s.starts",
      {ladder_scope(file), file.owner->id, file.id}, [&](const store::Row& row) {
        const Values values = stored_values(*file.made, row.view(1));
        const auto from = day_in(values, ladder->from);
        if (!from) return;
        history.push_back({row.text(0), text_in(values, ladder->level), *from, day_in(values, ladder->to)});
      });
  return history;
}

std::optional<Fault> climb(store::Transaction& tx, const Registers& registers, const EntryFile& before,
                           EntryFile& after) {
  const auto& ladder = after.made->ladder;
  if (!ladder || !after.owner) return std::nullopt;
  const bool was = before.is_in(ladder->during);
  const bool is = after.is_in(ladder->during);
  if (!was && is) return Climbing(tx, registers, after).grant();
  if (!was || is) return std::nullopt;
  // Left before its time: what was held ends the day before.
  const auto to = day_in(after.values, ladder->to);
  const auto yesterday = tx.now().legal_day().add_days(-1);
  if (yesterday && (!to || *to > *yesterday)) after.values.insert_or_assign(ladder->to, Value(*yesterday));
  return std::nullopt;
}

}  // namespace enact::registers
