#include "registers/entry_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::registers {
namespace {

namespace json = boost::json;
using feel::Value;

constexpr char between_parts = '\x1f';  // ASCII's unit separator: stands in no value

const Value* value_of(const EntryFile& file, std::string_view field) {
  const auto found = file.values.find(field);
  return found == file.values.end() ? nullptr : &found->second;
}

// The values of the fields as one text; nullopt if one of them is missing.
std::optional<std::string> joined(const EntryFile& file, const std::vector<std::string>& fields) {
  std::string key;
  for (const std::string& field : fields) {
    const Value* value = value_of(file, field);
    if (value == nullptr) return std::nullopt;
    key += determine::fact_value_json(*value) + between_parts;
  }
  return key;
}

std::string scope_of(const EntryFile& file, std::string_view kind, std::size_t number) {
  return fmt::format("{}/{}/{}{}", file.policy, file.register_id, kind, number);
}

// In millionths; nullopt if it has more digits or does not fit.
std::optional<std::int64_t> millionths(const Decimal& number) {
  const auto scaled = number.multiply(Decimal(1'000'000));
  return scaled ? scaled->to_int64() : std::nullopt;
}

std::optional<std::int64_t> end_of(const EntryFile& file, const std::string& field, bool included) {
  const Value* value = field.empty() ? nullptr : value_of(file, field);
  return value == nullptr ? std::optional(never_ends) : moment_of(*value, included);
}

// The history of a ladder stays, whatever becomes of the entry.
std::optional<SpanRow> ladder_span(const EntryFile& file) {
  const auto& ladder = file.made->ladder;
  const json::value* held = file.now.if_contains("held");
  const bool was_held = held != nullptr && held->as_bool();
  if (!ladder || !file.owner || !(was_held || file.is_in(ladder->during))) return std::nullopt;
  const Value* from = value_of(file, ladder->from);
  const auto starts = from == nullptr ? std::nullopt : moment_of(*from);
  const auto ends = end_of(file, ladder->to, true);
  if (!starts || !ends || *ends <= *starts) return std::nullopt;
  SpanRow row;
  row.scope = ladder_scope(file);
  row.key = file.owner->id;
  row.starts = *starts;
  row.ends = *ends;
  return row;
}

json::array open_steps(const EntryFile& file) {
  json::array open;
  for (const procedure::OpenStep& one : file.state.open) {
    json::object step{{"step", one.step->id}, {"kind", one.step->kind}, {"title", text_json(one.step->title)},
                      {"unit", one.unit},     {"role", one.step->role}, {"opened", one.opened.to_string()}};
    if (one.deadline) {
      step["deadline"] = one.deadline->day.to_string();
      step["provisional"] = one.deadline->provisional;
    }
    if (one.step->late && !one.escalated) step["late"] = true;
    open.push_back(std::move(step));
  }
  return open;
}

std::string search_text(const EntryFile& file) {
  std::string text;
  for (const policy::RegisterField& field : file.made->fields) {
    const Value* value = field.searched ? value_of(file, field.name()) : nullptr;
    if (value == nullptr) continue;
    text += shown_text(*value) + "\n";
    // A code is found by its English name, too.
    const auto& lists = file.book->package->vocabulary.code_lists;
    const auto list = lists.find(field.declared.type->name);
    if (list == lists.end() || value->text() == nullptr) continue;
    for (const auto& [code, title] : list->second) {
      if (code == *value->text()) text += title.zh + " " + title.en + "\n";
    }
  }
  return text;
}

}  // namespace

std::string ladder_scope(const EntryFile& file) {
  return scope_of(file, "ladder", 0);
}

std::vector<KeyRow> keys_of(const EntryFile& file) {
  std::vector<KeyRow> rows;
  for (std::size_t i = 0; i < file.made->unique.size(); ++i) {
    const policy::RegisterKey& unique = file.made->unique[i];
    const bool counts =
        unique.during.empty() ? !file.untouched() && !file.state.ended() : file.is_in(unique.during);
    const auto key = counts ? joined(file, unique.fields) : std::nullopt;
    if (key) rows.push_back({scope_of(file, "unique", i), *key, &unique});
  }
  return rows;
}

std::vector<SpanRow> spans_of(const EntryFile& file) {
  std::vector<SpanRow> rows;
  for (std::size_t i = 0; i < file.made->spans.size(); ++i) {
    const policy::RegisterSpan& span = file.made->spans[i];
    if (!file.is_in(span.during) || file.draft()) continue;
    const auto key = joined(file, span.key);
    const Value* from = value_of(file, span.from);
    const auto starts = from == nullptr ? std::nullopt : moment_of(*from);
    const auto ends = end_of(file, span.to, span.to_included);
    if (!key || !starts || !ends) continue;
    SpanRow row{scope_of(file, "span", i), *key, *starts, *ends, 1, 1, &span};
    if (!span.sum.empty()) {
      const Value* amount = value_of(file, span.sum);
      const auto counted =
          amount == nullptr || amount->number() == nullptr ? std::nullopt : millionths(*amount->number());
      const auto bound = millionths(span.most);
      if (!counted || !bound) continue;
      row.amount = *counted;
      row.bound = *bound;
    }
    rows.push_back(std::move(row));
  }
  if (auto row = ladder_span(file)) rows.push_back(std::move(*row));
  return rows;
}

std::vector<ReferenceRow> references_of(const EntryFile& file) {
  std::vector<ReferenceRow> rows;
  for (const policy::RegisterField& field : file.made->fields) {
    const Value* value = value_of(file, field.name());
    if (value == nullptr) continue;
    if (!field.entry.empty() && value->text() != nullptr) {
      rows.push_back({field.name(), &field, *value->text()});
    }
    const feel::List* lines = field.columns.empty() ? nullptr : value->list();
    for (std::size_t i = 0; lines != nullptr && i < lines->items.size(); ++i) {
      for (const policy::RegisterField& column : field.columns) {
        const Value* part = column.entry.empty() ? nullptr : part_of(lines->items[i], column.name());
        if (part == nullptr || part->text() == nullptr) continue;
        rows.push_back(
            {fmt::format("{}[{}].{}", field.name(), i + 1, column.name()), &column, *part->text()});
      }
    }
  }
  return rows;
}

std::vector<Told> told_by(const EntryFile& file, const FindValues& find, const Date& today) {
  std::vector<Told> all;
  if (!file.owner || file.draft()) return all;
  Evaluator evaluator(*file.book, *file.made, file.values, today, find);
  const auto known = [](const Value& value) {
    return !value.is_unknown() && !value.is_null() && !value.band();
  };
  for (const policy::RegisterFact& rule : file.made->facts) {
    if (!file.is_in(rule.during)) continue;
    Told told{rule.fact, {}, rule.list, rule.complete};
    if (rule.value) {
      const Value value = evaluator.evaluate(*rule.value);
      if (!known(value)) continue;
      told.value = determine::fact_value_json(value);
    } else {
      std::vector<std::pair<std::string, Value>> entries;
      for (const auto& [name, expression] : rule.item) {
        Value value = evaluator.evaluate(expression);
        if (known(value)) entries.emplace_back(name, std::move(value));
      }
      told.value = determine::fact_value_json(feel::make_context(std::move(entries)));
    }
    all.push_back(std::move(told));
  }
  return all;
}

std::vector<Told> told_in(const json::object& now) {
  std::vector<Told> all;
  const json::value* told = now.if_contains("told");
  if (told == nullptr) return all;
  for (const json::value& one : told->as_array()) {
    const json::object& object = one.as_object();
    all.push_back({string_of(object, "fact"), string_of(object, "value"), object.at("list").as_bool(),
                   object.at("complete").as_bool()});
  }
  return all;
}

Text status_title(const EntryFile& file) {
  if (file.draft()) return {"草稿", "draft"};
  const procedure::State& state = file.state;
  if (state.ended()) {
    if (state.ended_as == "withdrawn") return {"已撤回", "withdrawn"};
    for (auto done = state.done.rbegin(); done != state.done.rend(); ++done) {
      if (done->outcome->ends_as == state.ended_as) {
        const Text& title = done->outcome->title;
        // An outcome without a title of its own is named by its id: how it ended says more.
        return title.zh == done->outcome->id ? Text{state.ended_as, state.ended_as} : title;
      }
    }
    return {state.ended_as, state.ended_as};
  }
  Text title;
  const policy::ProcedureStep* last = nullptr;
  // What its owner may do besides (take it down, cancel it) says nothing of where it stands.
  const bool besides = std::ranges::any_of(
      state.open, [](const procedure::OpenStep& open) { return open.step->kind != "apply"; });
  for (const procedure::OpenStep& open : state.open) {
    if (open.step == last || (besides && open.step->kind == "apply")) continue;
    last = open.step;
    title.zh += (title.zh.empty() ? "" : "、") + open.step->title.zh;
    title.en += (title.en.empty() ? "" : ", ") + open.step->title.en;
  }
  return title;
}

std::string status_id(const EntryFile& file) {
  return file.draft() ? "draft" : file.state.status();
}

std::string name_of(const EntryFile& file) {
  const Value* name = value_of(file, file.made->name);
  return name == nullptr ? file.reference : shown_text(*name);
}

bool is_public(const EntryFile& file) {
  return file.state.notice.has_value() || (!file.draft() && file.is_in(file.made->shown));
}

std::optional<std::int64_t> clock_due(const EntryFile& file) {
  std::optional<std::int64_t> due;
  const auto at = [&](std::int64_t moment) { due = due ? std::min(*due, moment) : moment; };
  for (const policy::RegisterLapse& lapse : file.made->lapses) {
    const Value* after = file.is_in(lapse.during) ? value_of(file, lapse.after) : nullptr;
    if (after == nullptr || file.state.ended()) continue;
    if (const auto moment = moment_of(*after, true)) at(*moment);
  }
  const auto& ladder = file.made->ladder;
  if (ladder && !file.state.ended() && file.is_in(ladder->during)) {
    if (const Value* to = value_of(file, ladder->to)) {
      if (const auto moment = moment_of(*to, true)) at(*moment);
    }
  }
  for (const procedure::OpenStep& open : file.state.open) {
    if (!open.step->late || open.escalated || !open.deadline) continue;
    if (const auto next = open.deadline->day.add_days(1)) at(start_of_legal_day(*next).microseconds);
  }
  return due;
}

json::object state_now(const EntryFile& file, const std::vector<Told>& told) {
  json::array keys;
  for (const KeyRow& row : keys_of(file))
    keys.push_back(json::object{{"scope", row.scope}, {"key", row.key}});
  json::array spans;
  for (const SpanRow& row : spans_of(file)) {
    spans.push_back(json::object{{"scope", row.scope},
                                 {"key", row.key},
                                 {"starts", row.starts},
                                 {"ends", row.ends},
                                 {"amount", row.amount},
                                 {"bound", row.bound}});
  }
  json::array references;
  for (const ReferenceRow& row : references_of(file)) {
    references.push_back(json::object{{"field", row.place}, {"target", row.target}});
  }
  json::array fields;
  for (const policy::RegisterField& field : file.made->fields) {
    const Value* value = value_of(file, field.name());
    // Long texts are searched, not sorted.
    const bool ordered =
        value != nullptr && (value->text() == nullptr || field.name() == file.made->name || field.unit ||
                             !field.entry.empty() || !field.declared.type->codes.empty());
    const auto key = ordered ? order_key(*value) : std::nullopt;
    if (key) fields.push_back(json::object{{"field", field.name()}, {"key", *key}});
  }
  json::array units;
  if (!file.made->dispatch.empty()) {
    for (const std::string& unit : file.run.parties.opinions) units.emplace_back(unit);
  }
  for (const std::string& unit : units_beside(file)) units.emplace_back(unit);
  for (const std::string& unit : file.told) units.emplace_back(unit);
  json::array facts;
  for (const Told& one : told) {
    facts.push_back(json::object{
        {"fact", one.fact}, {"value", one.value}, {"list", one.list}, {"complete", one.complete}});
  }
  const json::value* held_before = file.now.if_contains("held");
  const bool held = (held_before != nullptr && held_before->as_bool()) ||
                    (file.made->ladder && file.is_in(file.made->ladder->during));
  json::object now{{"status", status_id(file)},
                   {"title", text_json(status_title(file))},
                   {"ended", file.state.ended()},
                   {"draft", file.draft()},
                   {"public", is_public(file)},
                   {"name", name_of(file)},
                   {"held", held},
                   {"search", search_text(file)},
                   {"keys", std::move(keys)},
                   {"spans", std::move(spans)},
                   {"references", std::move(references)},
                   {"fields", std::move(fields)},
                   {"units", std::move(units)},
                   {"told", std::move(facts)},
                   {"open", open_steps(file)}};
  if (const auto due = clock_due(file)) now["clock"] = *due;
  return now;
}

}  // namespace enact::registers
