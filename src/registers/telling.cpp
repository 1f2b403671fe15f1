#include "registers/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "registers/refusals.hpp"

namespace enact::registers {
namespace {

namespace json = boost::json;
using store::Fault;

// The attested fact of that name that counts: the latest day, then the latest known. What a subject has
// declared of itself is not attested by standing beside what a register tells; it stays as it is.
std::optional<store::Fact> counting(const store::Reader& reader, const std::string& subject,
                                    const std::string& name, Instant now) {
  std::optional<store::Fact> found;
  const auto rank = [](const store::Fact& fact) {
    return std::tuple(fact.valid_from, fact.known_on, fact.seq);
  };
  for (store::Fact& fact : store::facts_known_at(reader, subject, now)) {
    if (fact.name != name || fact.source != store::FactSource::attested) continue;
    if (!found || rank(fact) > rank(*found)) found = std::move(fact);
  }
  return found;
}

// The items of a list fact as it stands; a single record counts as a list of one.
std::vector<ExactJson> items_of(const std::optional<store::Fact>& fact, bool& open) {
  if (!fact) return {};
  open = open || fact->open;
  auto read = parse_exact(fact->value);
  if (!read) return {};
  if (read->kind == ExactJson::Kind::list) return std::move(read->items);
  if (read->kind != ExactJson::Kind::object) return {};
  const ExactJson* items = read->member("items");
  if (items == nullptr) return {*read};
  const ExactJson* said = read->member("open");
  open = open || (said != nullptr && said->boolean);
  return items->items;
}

std::string list_json(const std::vector<ExactJson>& items) {
  ExactJson list;
  list.kind = ExactJson::Kind::list;
  list.items = items;
  return list.written();
}

class Telling {
 public:
  Telling(store::Transaction& tx, const EntryFile& file) : tx_(tx), file_(file) {}

  std::optional<Fault> list(const std::string& name, const std::vector<Told>& before,
                            const std::vector<Told>& now) {
    const auto standing = counting(tx_, file_.owner->id, name, tx_.now());
    bool open = false;
    std::vector<ExactJson> items = items_of(standing, open);
    // Without anything on record the register's items are what is known of the list, and more may exist.
    if (!standing) open = std::ranges::none_of(now, &Told::complete);
    for (const Told& one : before) remove(items, one.value);
    for (const Told& one : now) {
      const auto same = [&](const ExactJson& item) { return item.written() == one.value; };
      auto item = parse_exact(one.value);
      if (item && std::ranges::none_of(items, same)) items.push_back(std::move(*item));
    }
    return put(name, list_json(items), open, standing);
  }

  // What another entry still tells stands; else the fact is known to be absent.
  std::optional<Fault> single(const std::string& name, const std::vector<Told>& now) {
    const auto standing = counting(tx_, file_.owner->id, name, tx_.now());
    if (!now.empty()) return put(name, now.back().value, false, standing);
    const auto other = tx_.text(
        "SELECT value FROM register_told WHERE subject = ? AND fact = ? AND entry <> ? ORDER BY entry LIMIT "
        "1",
        {file_.owner->id, name, file_.id});
    return put(name, other.value_or("null"), false, standing);
  }

 private:
  static void remove(std::vector<ExactJson>& items, const std::string& value) {
    const auto found =
        std::ranges::find_if(items, [&](const ExactJson& item) { return item.written() == value; });
    if (found != items.end()) items.erase(found);
  }

  std::optional<Fault> put(const std::string& name, std::string value, bool open,
                           const std::optional<store::Fact>& standing) {
    store::Fact fact{.subject_id = file_.owner->id,
                     .name = name,
                     .value = std::move(value),
                     .source = store::FactSource::attested,
                     .attested_by = file_.made->keeper,
                     .evidence = fmt::format("entry:{}@{}", file_.id, file_.version),
                     .open = open,
                     .valid_from = standing ? standing->valid_from : std::nullopt,
                     .known_on = {}};
    if (standing) fact.supersedes = standing->seq;
    const auto added = store::add_fact(tx_, std::move(fact));
    if (!added) return added.error();
    const json::object payload{{"fact", added->seq}, {"name", name}, {"entry", file_.id}};
    const auto event = tx_.append({.stream_type = "subject",
                                   .stream_id = file_.owner->id,
                                   .expected_version = {},
                                   .kind = "subject.fact_attested",
                                   .schema_version = 1,
                                   .payload = json::serialize(payload),
                                   .actor = {"", file_.made->keeper}});
    if (!event) return event.error();
    return std::nullopt;
  }

  store::Transaction& tx_;
  const EntryFile& file_;
};

std::vector<Told> of_fact(const std::vector<Told>& all, const std::string& name) {
  std::vector<Told> some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](const Told& one) { return one.fact == name; });
  return some;
}

}  // namespace

std::optional<Fault> tell(store::Transaction& tx, const Registers& registers, const EntryFile& file,
                          const std::vector<Told>& before, const std::vector<Told>& now) {
  if (!file.owner) return std::nullopt;
  std::set<std::string> names;
  for (const Told& one : before) names.insert(one.fact);
  for (const Told& one : now) names.insert(one.fact);
  bool changed = false;
  Telling telling(tx, file);
  for (const std::string& name : names) {
    const auto was = of_fact(before, name);
    const auto is = of_fact(now, name);
    if (was == is) continue;
    const bool list = (is.empty() ? was : is).front().list;
    if (auto fault = list ? telling.list(name, was, is) : telling.single(name, is)) return fault;
    changed = true;
  }
  if (!changed || !registers.facts_changed()) return std::nullopt;
  return registers.facts_changed()(tx, file.owner->id);
}

}  // namespace enact::registers
