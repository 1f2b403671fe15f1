// Subjects and groups of a comparison. See comparison.hpp; lines by provision are comparison_lines.cpp.
#include "bulk/comparison.hpp"

#include <algorithm>

#include "bulk/comparison_lines.hpp"

namespace enact::bulk {

Comparer::Comparer(const Simulation& simulation) : simulation_(simulation) {
  for (const HeldPopulation::Type& type : simulation.population().types())
    subjects_[type.name].resize(type.rows);
  for (const auto& [key, part] : simulation.base().parts) {
    const auto of_type = subjects_.find(part->type);
    if (of_type == subjects_.end()) continue;
    for (std::size_t i = 0; i < part->rows.size(); ++i) {
      Subject& subject = of_type->second[part->rows[i]];
      subject.least += part->least[i];
      if (part->greatest[i] == no_bound) {
        ++subject.unbounded;
      } else {
        subject.bounded += part->greatest[i];
      }
    }
  }
  for (const auto& [type, subjects] : subjects_) {
    for (const Subject& subject : subjects) {
      budget_.least += subject.least;
      if (subject.unbounded > 0) {
        ++budget_.unbounded;
      } else {
        budget_.greatest += subject.bounded;
      }
      if (subject.least > 0) ++paid_;
      received_.add(subject.least);
    }
  }
}

// What the parts that are not the base's own change for each subject; ascending, only where there is
// something.
std::vector<Comparer::Moved> Comparer::moved(const std::string& type, const Outcome& after) const {
  static const Part nothing;
  std::vector<Moved> all;
  const auto take = [&](const Part& was, const Part& is) {
    if (was.type != type && is.type != type) return;
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    add_differences(was, is, all);
    if (middle == 0) return;
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(),
                       [](const Moved& a, const Moved& b) { return a.row < b.row; });
  };
  const Outcome& base = simulation_.base();
  for (const auto& [key, was] : base.parts) {
    const auto is = after.parts.find(key);
    if (is == after.parts.end()) {
      take(*was, nothing);
    } else if (is->second != was) {
      take(*was, *is->second);
    }
  }
  for (const auto& [key, is] : after.parts) {
    if (!base.parts.contains(key)) take(nothing, *is);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size();) {
    Moved sum = all[i];
    for (++i; i < all.size() && all[i].row == sum.row; ++i) sum.by.add(all[i].by);
    if (!sum.by.none()) all[kept++] = sum;
  }
  all.resize(kept);
  return all;
}

// Both parts stand in the order of their rows, so one walk over both finds where they differ.
void Comparer::add_differences(const Part& was, const Part& is, std::vector<Moved>& out) {
  const auto amounts = [](const Part& part, std::size_t i, std::int64_t sign) {
    Subject one;
    one.least = sign * part.least[i];
    if (part.greatest[i] == no_bound) {
      one.unbounded = static_cast<std::uint32_t>(sign);
    } else {
      one.bounded = sign * part.greatest[i];
    }
    return one;
  };
  out.reserve(out.size() + std::max(was.rows.size(), is.rows.size()));
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < was.rows.size() || b < is.rows.size()) {
    const bool before = b == is.rows.size() || (a < was.rows.size() && was.rows[a] <= is.rows[b]);
    const std::uint32_t row = before ? was.rows[a] : is.rows[b];
    Moved one{row, {}};
    if (before) one.by.add(amounts(was, a++, -1));
    if (b < is.rows.size() && is.rows[b] == row) one.by.add(amounts(is, b++, 1));
    if (!one.by.none()) out.push_back(one);
  }
}

void Comparer::count_effects(const std::string& type, const std::vector<Moved>& moved,
                             const Grouping* grouping, Comparison& out, std::vector<std::int64_t>& gains,
                             std::vector<std::int64_t>& losses) const {
  const std::vector<Subject>& subjects = subjects_.at(type);
  const std::uint32_t* groups = grouping != nullptr ? grouping->groups.at(type).data() : nullptr;
  Effects& effects = out.effects;
  for (const Moved& one : moved) {
    const Subject& was = subjects[one.row];
    const std::int64_t least = was.least + one.by.least;
    const std::uint32_t unbounded = was.unbounded + one.by.unbounded;
    out.after.least += one.by.least;
    if (was.unbounded > 0) {
      --out.after.unbounded;
    } else {
      out.after.greatest -= was.bounded;
    }
    if (unbounded > 0) {
      ++out.after.unbounded;
    } else {
      out.after.greatest += was.bounded + one.by.bounded;
    }
    if (was.least > 0) --out.paid_after;
    if (least > 0) ++out.paid_after;
    out.received_after.add(was.least, -1);
    out.received_after.add(least);
    GroupLine* group = groups != nullptr ? &out.groups[groups[one.row]] : nullptr;
    if (group != nullptr) group->after += one.by.least;
    if (one.by.least > 0) {
      gains.push_back(one.by.least);
      effects.gains += one.by.least;
      effects.gained.add(one.by.least);
      if (group != nullptr) ++group->winners, group->gains += one.by.least;
    } else if (one.by.least < 0) {
      losses.push_back(-one.by.least);
      effects.losses += -one.by.least;
      effects.lost.add(-one.by.least);
      if (group != nullptr) ++group->losers, group->losses += -one.by.least;
    } else if ((was.unbounded > 0) != (unbounded > 0) || (unbounded == 0 && one.by.bounded != 0)) {
      ++effects.possible;
    }
  }
}

void Comparer::add_groups(const Grouping& grouping, Comparison& out) const {
  for (std::size_t i = 0; i < grouping.names.size(); ++i) {
    GroupLine line;
    line.name = grouping.names[i];
    line.rest = grouping.rest && i + 1 == grouping.names.size();
    line.subjects = grouping.subjects[i];
    out.groups.push_back(std::move(line));
  }
  for (const auto& [type, subjects] : subjects_) {
    const std::vector<std::uint32_t>& groups = grouping.groups.at(type);
    for (std::size_t row = 0; row < subjects.size(); ++row)
      out.groups[groups[row]].before += subjects[row].least;
  }
  for (GroupLine& line : out.groups) line.after = line.before;
}

void Comparer::limit(const std::map<std::string, std::vector<Moved>>& moved, const LimitOptions& options,
                     Comparison& out) const {
  struct Claimant {
    std::string id;
    const std::string* type;
    std::size_t row;
    std::int64_t fen;
  };
  std::vector<Claimant> claimants;
  const auto model = [&](const std::string& type) {
    for (const policy::PackagePtr& package : simulation_.base().packages) {
      if (const policy::SubjectType* found = package->vocabulary.subject(type)) return found->identity;
    }
    return std::string();
  };
  for (const auto& [type, subjects] : subjects_) {
    const HeldPopulation::Type& held = *simulation_.population().type(type);
    const std::string identity = model(type);
    auto next = moved.at(type).begin();
    for (std::size_t row = 0; row < subjects.size(); ++row) {
      std::int64_t fen = subjects[row].least;
      if (next != moved.at(type).end() && next->row == row) fen += next++->by.least;
      if (fen <= 0) continue;
      // The row tells apart what bears one number.
      std::string id =
          type + " " + HeldPopulation::text_of(held, row, identity) + " #" + std::to_string(row + 1);
      claimants.push_back({std::move(id), &type, row, fen});
    }
  }
  for (const determine::AllocationRule rule : determine::allocation_rules) {
    const bool ranking = rule == determine::AllocationRule::ranking;
    if (ranking && !options.ranked) continue;
    const OrderKeys* keys = ranking ? &*options.ranked : options.arrived ? &*options.arrived : nullptr;
    std::vector<determine::Demand> demands;
    demands.reserve(claimants.size());
    for (std::size_t i = 0; i < claimants.size(); ++i) {
      const Claimant& one = claimants[i];
      const std::int64_t turn = keys != nullptr ? keys->at(*one.type)[one.row] : static_cast<std::int64_t>(i);
      demands.push_back({one.id, one.fen, turn});
    }
    std::vector<std::int64_t> given = determine::allocate(options.budget, demands, rule);
    Limited made;
    made.rule = rule;
    made.budget = options.budget;
    made.claimants = claimants.size();
    for (std::size_t i = 0; i < given.size(); ++i) {
      made.demanded += claimants[i].fen;
      made.given += given[i];
      made.received.add(given[i]);
      ++(given[i] == claimants[i].fen ? made.in_full : given[i] > 0 ? made.in_part : made.nothing);
    }
    made.quantiles = quantiles(given);
    out.limited.push_back(std::move(made));
  }
}

Comparison Comparer::compare(const Outcome& after, const Grouping* grouping,
                             const LimitOptions* limited) const {
  Comparison out;
  out.subjects = simulation_.population().subjects();
  out.before = out.after = budget_;
  out.paid_before = out.paid_after = paid_;
  out.received_before = out.received_after = received_;
  out.parts = after.parts.size();
  out.again = after.again;
  add_lines(simulation_.base(), after, out);
  if (grouping != nullptr) add_groups(*grouping, out);
  std::vector<std::int64_t> gains, losses;
  std::map<std::string, std::vector<Moved>> all_moved;
  for (const auto& [type, subjects] : subjects_) {
    std::vector<Moved>& of_type = all_moved[type];
    of_type = moved(type, after);
    count_effects(type, of_type, grouping, out, gains, losses);
  }
  out.effects.winners = gains.size();
  out.effects.losers = losses.size();
  out.effects.gain_quantiles = quantiles(gains);
  out.effects.loss_quantiles = quantiles(losses);
  if (limited != nullptr) limit(all_moved, *limited, out);
  return out;
}

}  // namespace enact::bulk
