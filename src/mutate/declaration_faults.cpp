// See declaration_faults.hpp.
#include "mutate/declaration_faults.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "mutate/feel_faults.hpp"
#include "mutate/yaml_edits.hpp"

namespace enact::mutate {
namespace {

using policy::yaml::Entry;
using policy::yaml::Node;

std::optional<std::size_t> place_of(const Node& map, std::string_view key) {
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    if (map.entries[i].key.text == key) return i;
  }
  return std::nullopt;
}

class Declarations {
 public:
  Declarations(const Node& root, const policy::Provision& provision) : root_(root), provision_(provision) {}

  std::vector<DeclarationFault> run() {
    validity();
    if (provision_.each && place_of(root_, "date")) leave_out(Kind::event_date, root_, "date", "date");
    if (const Node* monthly = root_.find("monthly"); monthly != nullptr) months(*monthly);
    if (const Node* when = root_.find("when"); when != nullptr) conditions(*when);
    if (const Node* amount = root_.find("amount"); amount != nullptr && amount->is_map()) {
      if (place_of(*amount, "estimate")) leave_out(Kind::cap, *amount, "estimate", "amount.estimate");
      if (const Node* cap = amount->find("cap"); cap != nullptr) caps(*amount, *cap);
    }
    if (const Node* matter = root_.find("matter"); matter != nullptr) parts(*matter);
    if (provision_.matter) stacking();
    if (!provision_.benefit.empty()) leave_out(Kind::benefit, root_, "benefit", "benefit");
    if (const Node* ranks = root_.find("rank by"); ranks != nullptr) ranking(*ranks);
    return std::move(out_);
  }

 private:
  void add(Kind kind, std::string path, const Location& at, std::string before, std::string after,
           Edit edit) {
    out_.push_back({kind, std::move(path), at, std::move(before), std::move(after), std::move(edit)});
  }

  void leave_out(Kind kind, const Node& map, std::string_view key, const std::string& path) {
    const auto index = place_of(map, key);
    if (!index) return;
    const Entry& entry = map.entries[*index];
    add(kind, path, entry.key.location(), entry.key.text, "", without_entry(map, *index));
  }

  // Of a rule without dates of its own those of the policy are written down, a day off.
  void validity() {
    if (const Node* valid = root_.find("valid"); valid != nullptr) {
      days_off(*valid, "valid", out_);
      return;
    }
    const policy::Validity& whole = provision_.validity;
    if (!whole.from || !whole.to) return;
    const std::string from = whole.from->to_string();
    const std::string to = whole.to->to_string();
    for (const int days : {-1, 1}) {
      declare(Kind::validity, "valid", fmt::format("valid: [{}, {}]", moved_day(from, days), to));
      declare(Kind::validity, "valid", fmt::format("valid: [{}, {}]", from, moved_day(to, days)));
    }
  }

  void declare(Kind kind, const std::string& path, const std::string& entry) {
    add(kind, path, provision_.location, "", entry, with_entry(root_, entry));
  }

  void months(const Node& monthly) {
    for (const auto& [key, sign] : {std::pair{"from", '+'}, std::pair{"to", '-'}}) {
      const Node* bound = monthly.find(key);
      if (bound == nullptr || !bound->is_scalar()) continue;
      const std::string with = fmt::format("({}) {} duration(\"P1M\")", bound->text, sign);
      add(Kind::monthly, fmt::format("monthly.{}", key), bound->location(), bound->text, with,
          rewritten(*bound, {0, bound->text.size()}, with));
    }
    leave_out(Kind::monthly, monthly, "one claim", "monthly.one claim");
  }

  void conditions(const Node& when) {
    for (std::size_t i = 0; i < when.entries.size(); ++i) {
      const Entry& entry = when.entries[i];
      const std::string path = "when." + entry.key.text;
      add(Kind::condition, path, entry.key.location(), entry.key.text, "", without_entry(when, i));
      if (const Node* valid = entry.value.find("valid")) {
        days_off(*valid, path + ".valid", out_);
        leave_out(Kind::validity, entry.value, "valid", path + ".valid");
      }
    }
  }

  void caps(const Node& amount, const Node& cap) {
    if (cap.is_map()) {
      leave_out(Kind::cap, amount, "cap", "amount.cap");
      cap_faults(cap, "amount.cap");
      return;
    }
    for (std::size_t i = 0; i < cap.items.size(); ++i) {
      const std::string path = fmt::format("amount.cap[{}]", i);
      add(Kind::cap, path, cap.items[i].location(), "cap", "", without_item(cap, i));
      cap_faults(cap.items[i], path);
    }
  }

  void cap_faults(const Node& cap, const std::string& path) {
    if (const Node* over = cap.find("over")) {
      for (const char* other : {"claim", "year", "lifetime"}) {
        if (over->text == other) continue;
        add(Kind::cap, path + ".over", over->location(), over->text, other,
            rewritten(*over, {0, over->text.size()}, other));
      }
    }
    const Node* per = cap.find("per");
    if (per == nullptr) return;
    if (!per->is_list() || per->items.size() < 2) {
      leave_out(Kind::cap_key, cap, "per", path + ".per");
      return;
    }
    for (std::size_t i = 0; i < per->items.size(); ++i) {
      add(Kind::cap_key, fmt::format("{}.per[{}]", path, i), per->items[i].location(), per->items[i].text, "",
          without_item(*per, i));
    }
  }

  // The kind of matter has as many parts as it declares: one that says nothing stands for one left out.
  void parts(const Node& matter) {
    const Node* list = matter.find("parts");
    if (list == nullptr) return;
    const std::string nothing = "\"-\"";
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const Node& part = list->items[i];
      if (!part.is_scalar() || part.text.starts_with('"')) continue;  // a text says the same of every event
      add(Kind::matter, fmt::format("matter.parts[{}]", i), part.location(), part.text, nothing,
          rewritten(part, {0, part.text.size()}, nothing));
    }
  }

  void stacking() {
    const bool highest = provision_.stacking.same_city == policy::SameCity::highest;
    const bool top_up = provision_.stacking.second_payment == policy::SecondPayment::top_up;
    turn("same-city", highest ? "repeatable" : "highest");
    // What was paid before is looked at only where the higher is paid, and in money.
    const bool money = provision_.amount || (provision_.monthly && provision_.monthly->amount);
    if (highest && money) turn("second payment", top_up ? "none" : "top-up");
    if (const Node* own = root_.find("stacking"); own != nullptr) turn_upper_level(*own, out_);
  }

  // Each key turned round, and of several each left out.
  void ranking(const Node& ranks) {
    if (!ranks.is_list()) return rank(ranks, "rank by");
    for (std::size_t i = 0; i < ranks.items.size(); ++i) {
      const std::string path = fmt::format("rank by[{}]", i);
      rank(ranks.items[i], path);
      if (ranks.items.size() > 1) {
        add(Kind::ranking, path, ranks.items[i].location(), "rank", "", without_item(ranks, i));
      }
    }
  }

  void rank(const Node& key, const std::string& path) {
    if (key.is_scalar()) {
      const std::string turned = fmt::format("{{ value: '{}', order: ascending }}", quoted(key.text));
      add(Kind::ranking, path, key.location(), "", "order: ascending",
          Edit{key.source->name(), key.span, turned});
      return;
    }
    if (const Node* order = key.find("order")) {
      const std::string other = order->text == "ascending" ? "descending" : "ascending";
      add(Kind::ranking, path + ".order", order->location(), order->text, other,
          rewritten(*order, {0, order->text.size()}, other));
    } else {
      add(Kind::ranking, path, key.location(), "", "order: ascending", with_entry(key, "order: ascending"));
    }
  }

  // Within single quotes of YAML.
  static std::string quoted(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out;
  }

  void turn(const std::string& key, const std::string& to) {
    const Node* stacking = root_.find("stacking");
    if (stacking == nullptr || stacking->entries.empty()) {
      declare(Kind::stacking, "stacking", fmt::format("stacking: {{ {}: {} }}", key, to));
      return;
    }
    const std::string path = "stacking." + key;
    if (const Node* value = stacking->find(key)) {
      add(Kind::stacking, path, value->location(), value->text, to,
          rewritten(*value, {0, value->text.size()}, to));
    } else {
      const std::string entry = fmt::format("{}: {}", key, to);
      add(Kind::stacking, path, stacking->location(), "", entry, with_entry(*stacking, entry));
    }
  }

  const Node& root_;
  const policy::Provision& provision_;
  std::vector<DeclarationFault> out_;
};

}  // namespace

void turn_upper_level(const Node& stacking, std::vector<DeclarationFault>& out) {
  const Node* value = stacking.find("upper-level");
  if (value == nullptr) return;
  const std::string other = value->text == "on-top" ? "deducted" : "on-top";
  out.push_back({Kind::stacking, "stacking.upper-level", value->location(), value->text, other,
                 rewritten(*value, {0, value->text.size()}, other)});
}

void faults_of_front_matter(const Node& front, std::vector<DeclarationFault>& out) {
  if (const Node* days = front.find("in force")) days_off(*days, "in force", out);
  if (const Node* stacking = front.find("stacking")) turn_upper_level(*stacking, out);
  const Node* alternatives = front.find("alternatives");
  if (alternatives == nullptr) return;
  for (std::size_t i = 0; i < alternatives->items.size(); ++i) {
    const Node& alternative = alternatives->items[i];
    const std::string path = fmt::format("alternatives[{}]", i);
    out.push_back(
        {Kind::alternative, path, alternative.location(), "alternative", "", without_item(*alternatives, i)});
    const Node* sets = alternative.find("sets");
    if (sets == nullptr) continue;
    for (std::size_t set = 0; set < sets->items.size(); ++set) {
      const Node& members = sets->items[set];
      if (members.items.size() < 2) continue;
      for (std::size_t m = 0; m < members.items.size(); ++m) {
        out.push_back({Kind::alternative, fmt::format("{}.sets[{}]", path, set), members.items[m].location(),
                       members.items[m].text, "", without_item(members, m)});
      }
    }
  }
}

std::vector<DeclarationFault> faults_of_provision(const Node& root, const policy::Provision& provision) {
  return Declarations(root, provision).run();
}

void days_off(const Node& list, const std::string& path, std::vector<DeclarationFault>& out) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Node& day = list.items[i];
    if (!day.is_scalar()) continue;
    for (const int days : {-1, 1}) {
      const std::string moved = moved_day(day.text, days);
      out.push_back({Kind::validity, fmt::format("{}[{}]", path, i), day.location(), day.text, moved,
                     Edit{day.source->name(), day.span, moved}});
    }
  }
}

void faults_of_values(const Node& values, const std::string& path, std::vector<DeclarationFault>& out) {
  for (std::size_t i = 0; i < values.items.size(); ++i) {
    const Node& item = values.items[i];
    const std::string here = fmt::format("{}[{}]", path, i);
    for (const char* key : {"from", "to"}) {
      const Node* day = item.find(key);
      if (day == nullptr || !day->is_scalar()) continue;
      for (const int days : {-1, 1}) {
        const std::string moved = moved_day(day->text, days);
        out.push_back({Kind::validity, fmt::format("{}.{}", here, key), day->location(), day->text, moved,
                       Edit{day->source->name(), day->span, moved}});
      }
    }
    const Node* value = item.find("value");
    out.push_back({Kind::parameter, here, value == nullptr ? item.location() : value->location(),
                   value == nullptr ? "" : value->text, "", without_item(values, i)});
  }
}

}  // namespace enact::mutate
