// Free facts and their hypotheses. See world.hpp.
#include "verify/world.hpp"

#include <algorithm>

#include "base/credit_code.hpp"
#include "determine/subject_view.hpp"

namespace enact::verify {

using feel::Kind;

namespace {

// Texts that no expression names have codes from here on, those of a format in a span of their own.
constexpr std::int64_t first_made_up = 1'000'000;
constexpr std::int64_t made_up_span = 1'000'000;
std::int64_t first_of(const std::string& format) {
  return format == "region-code"   ? first_made_up + made_up_span
         : format == "credit-code" ? first_made_up + 2 * made_up_span
                                   : first_made_up;
}
// Dates of facts leave the calendar's terms room for the durations that rules add.
constexpr Date first_fact{1910, 1, 1};
constexpr Date last_fact{2089, 12, 31};
// No amount or count of facts is larger: an amount computed from two of them still fits 34 digits.
constexpr std::int64_t largest = 1'000'000'000'000'000;

bool is_scalar(Kind kind) {
  return kind == Kind::boolean || kind == Kind::number || kind == Kind::string || kind == Kind::date;
}

}  // namespace

World::World(Terms& terms, const determine::FactModel& model, int items, const Date& from, const Date& to)
    : terms_(terms),
      model_(model),
      items_(items),
      from_(from),
      to_(to),
      asking_(terms.fresh_whole("asking")) {}

const World::Subject& World::subject(const std::string& type) {
  const auto known = subjects_.find(type);
  if (known != subjects_.end()) return known->second;
  Subject subject{model_.subject(type), {}, {}};
  Entries entries;
  for (const policy::FactDeclaration* declared : subject.type->facts) {
    subject.facts.push_back(
        make(declared->name, type + "." + declared->name, declared->type, declared,
             declared->name == subject.type->base->identity));  // a subject says who it is
    entries.entries.emplace_back(declared->name, share(symbolic(subject.facts.back())));
  }
  subject.value = pure(terms_, std::move(entries));
  return subjects_.emplace(type, std::move(subject)).first->second;
}

const Term& World::month(std::size_t item) {
  const auto known = months_.find(item);
  if (known != months_.end()) return known->second;
  return months_.emplace(item, terms_.fresh_whole("month")).first->second;
}

const Symbolic* World::found(const std::string& key) const {
  const auto known = found_.find(key);
  return known == found_.end() ? nullptr : &known->second.first;
}

void World::keep(const std::string& key, const Symbolic& value, std::vector<Symbolic> inputs) {
  found_.emplace(key, std::pair(value, std::move(inputs)));
}

const Symbolic& World::parameter(const std::string& package, const policy::Parameter& parameter) {
  const auto key = std::pair(package, parameter.name);
  const auto known = parameters_.find(key);
  if (known != parameters_.end()) return known->second.second;
  FreeFact fact = make(parameter.name, parameter.name, parameter.type, nullptr, true);
  Symbolic value = symbolic(fact);
  return parameters_.emplace(key, std::pair(std::move(fact), std::move(value))).first->second.second;
}

FreeFact World::make(const std::string& name, const std::string& path, const feel::TypePtr& type,
                     const policy::FactDeclaration* declaration, bool required) {
  FreeFact fact;
  fact.name = name;
  fact.type = type;
  fact.declaration = declaration;
  fact.required = required || (declaration != nullptr && declaration->required);
  if (type->kind == Kind::list && type->element) {
    for (int i = 0; i < items_; ++i) {
      const std::string item = path + "[" + std::to_string(i + 1) + "]";
      auto made = std::make_shared<FreeFact>(make("", item, type->element, nullptr, true));
      fact.supported = fact.supported && made->supported;
      fact.slots.push_back({terms_.fresh_bool(item), std::move(made)});
    }
    return fact;
  }
  if (type->kind == Kind::context) {
    const policy::RecordType* record = model_.record(type->name);
    for (const feel::Field& field : type->fields) {
      const policy::FactDeclaration* declared = nullptr;
      if (record != nullptr) {
        const auto found =
            std::find_if(record->fields.begin(), record->fields.end(),
                         [&](const policy::FactDeclaration& f) { return f.name == field.name; });
        if (found != record->fields.end()) declared = &*found;
      }
      fact.fields.push_back(make(field.name, path + "." + field.name, field.type, declared, false));
    }
    return fact;
  }
  fact.supported = is_scalar(type->kind);
  for (const std::string& code : type->codes) terms_.code(code);  // a free text may be one of them
  if (!fact.required) fact.null = terms_.fresh_bool(path + "=null");
  if (type->kind == Kind::boolean) fact.scalar = terms_.fresh_bool(path);
  if (type->kind == Kind::number) fact.scalar = terms_.fresh_real(path);
  if (type->kind == Kind::string || type->kind == Kind::date) fact.scalar = terms_.fresh_whole(path);
  return fact;
}

Symbolic World::symbolic(const FreeFact& fact) {
  if (!fact.supported) return pure(terms_, Blurred{});
  if (fact.type->kind == Kind::list) {
    Items items;
    for (const FreeFact::Slot& slot : fact.slots)
      items.items.push_back({slot.present, share(symbolic(*slot.item))});
    return pure(terms_, std::move(items));
  }
  if (fact.type->kind == Kind::context) {
    Entries entries;
    for (const FreeFact& field : fact.fields)
      entries.entries.emplace_back(field.name, share(symbolic(field)));
    return pure(terms_, std::move(entries));
  }
  Union made(terms_);
  const Term known = fact.null ? terms_.negated(*fact.null) : terms_.yes();
  switch (fact.type->kind) {
    case Kind::boolean:
      made.add(known, Truth{*fact.scalar});
      break;
    case Kind::number:
      made.add(known, Number{*fact.scalar});
      break;
    case Kind::string:
      made.add(known, TextCode{*fact.scalar});
      break;
    default:
      made.add(known, Day{*fact.scalar});
      break;
  }
  made.add(terms_.negated(known), Nothing{});
  return made.done();
}

// ---- hypotheses ------------------------------------------------------------------------------------------

bool World::fits(const std::string& text, const std::string& format) const {
  if (format == "credit-code") return !credit_code_fault(text);
  if (format == "region-code") {
    return text.size() == 6 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return true;
}

std::vector<Term> World::hypotheses() const {
  std::vector<Term> out{asking_ >= terms_.whole(from_.days_since_1970()),
                        asking_ <= terms_.whole(to_.days_since_1970())};
  for (const auto& [type, subject] : subjects_) {
    for (const FreeFact& fact : subject.facts) hypotheses(fact, terms_.yes(), out);
  }
  for (const auto& [key, parameter] : parameters_) hypotheses(parameter.first, terms_.yes(), out);
  return out;
}

void World::hypotheses(const FreeFact& fact, const Term& present, std::vector<Term>& out) const {
  for (std::size_t i = 0; i < fact.slots.size(); ++i) {
    const FreeFact::Slot& slot = fact.slots[i];
    if (i > 0) out.push_back(z3::implies(slot.present, fact.slots[i - 1].present));
    hypotheses(*slot.item, slot.present, out);
    // What happens after the day of asking does not exist.
    for (const FreeFact& field : slot.item->fields) {
      if (field.name != determine::event_date_field || !field.scalar || field.type->kind != Kind::date)
        continue;
      const Term dated = field.null ? terms_.negated(*field.null) : terms_.yes();
      out.push_back(z3::implies(terms_.both(slot.present, dated), *field.scalar <= asking_));
    }
  }
  for (const FreeFact& field : fact.fields) hypotheses(field, present, out);
  if (!fact.scalar) {
    if (fact.null && !fact.supported) out.push_back(*fact.null);
    return;
  }
  const Term& term = *fact.scalar;
  if (fact.type->kind == Kind::number) {
    const bool never_negative = fact.declaration != nullptr && fact.declaration->non_negative;
    out.push_back(term >= terms_.number(never_negative ? 0 : -largest));
    out.push_back(term <= terms_.number(largest));
  } else if (fact.type->kind == Kind::date) {
    out.push_back(term >= terms_.whole(first_fact.days_since_1970()));
    out.push_back(term <= terms_.whole(last_fact.days_since_1970()));
  } else if (fact.type->kind == Kind::string && !fact.type->codes.empty()) {
    std::vector<Term> codes;
    for (const std::string& code : fact.type->codes) codes.push_back(term == terms_.whole(terms_.code(code)));
    out.push_back(terms_.any(codes));
  } else if (fact.type->kind == Kind::string) {
    const std::string format = fact.declaration != nullptr ? fact.declaration->format : "";
    std::vector<Term> choices{terms_.both(term >= terms_.whole(first_of(format)),
                                          term < terms_.whole(first_of(format) + made_up_span))};
    if (format.empty()) choices.back() = term >= terms_.whole(first_made_up);
    if (format.empty()) {
      choices.push_back(
          terms_.both(term >= 0, term < terms_.whole(static_cast<std::int64_t>(terms_.texts().size()))));
    } else {
      for (std::size_t i = 0; i < terms_.texts().size(); ++i) {
        if (fits(terms_.texts()[i], format))
          choices.push_back(term == terms_.whole(static_cast<std::int64_t>(i)));
      }
    }
    out.push_back(terms_.any(choices));
  }
}

std::vector<Term> World::written() const {
  std::vector<Term> out;
  for (const auto& [type, subject] : subjects_) {
    for (const FreeFact& fact : subject.facts) written(fact, out);
  }
  for (const auto& [key, parameter] : parameters_) written(parameter.first, out);
  return out;
}

void World::written(const FreeFact& fact, std::vector<Term>& out) const {
  for (const FreeFact::Slot& slot : fact.slots) written(*slot.item, out);
  for (const FreeFact& field : fact.fields) written(field, out);
  if (!fact.scalar || fact.type->kind != Kind::number) return;
  out.push_back(terms_.is_whole(*fact.scalar * terms_.number(fact.type->unit == "元" ? 100 : 1'000'000)));
}

std::vector<Term> World::small() const {
  // The last day in force: ten years before the last day of asking.
  const Date end = std::max(to_.add_months(-120).value_or(from_), from_);
  std::vector<Term> out{asking_ == terms_.whole(end.days_since_1970())};
  for (const auto& [type, subject] : subjects_) {
    for (const FreeFact& fact : subject.facts) small(fact, out);
  }
  for (const auto& [key, parameter] : parameters_) small(parameter.first, out);
  return out;
}

void World::small(const FreeFact& fact, std::vector<Term>& out) const {
  for (std::size_t i = 0; i < fact.slots.size(); ++i) {
    if (i > 0) out.push_back(terms_.negated(fact.slots[i].present));
    if (i == 0) small(*fact.slots[i].item, out);
  }
  for (const FreeFact& field : fact.fields) small(field, out);
  if (!fact.scalar) return;
  if (fact.type->kind == Kind::number) out.push_back(*fact.scalar <= terms_.number(100'000'000));
  if (fact.type->kind == Kind::date) {
    const Date early = from_.add_days(-1000).value_or(from_);
    out.push_back(*fact.scalar >= terms_.whole(early.days_since_1970()));
    out.push_back(*fact.scalar <= terms_.whole(to_.days_since_1970()));
  }
  if (fact.type->kind == Kind::string && fact.type->codes.empty() && fact.declaration != nullptr &&
      fact.declaration->format != "region-code") {
    out.push_back(*fact.scalar >= terms_.whole(first_made_up));
  }
}

// ---- going over facts ----------------------------------------------------------------------------

std::vector<World::NumberFact> World::numbers(const std::string& type) {
  std::vector<NumberFact> out;
  for (const FreeFact& fact : subject(type).facts) numbers(fact, type + "." + fact.name, terms_.yes(), out);
  return out;
}

void World::numbers(const FreeFact& fact, const std::string& path, const Term& present,
                    std::vector<NumberFact>& out) {
  for (const FreeFact::Slot& slot : fact.slots) numbers(*slot.item, path + "[]", slot.present, out);
  for (const FreeFact& field : fact.fields) numbers(field, path + "." + field.name, present, out);
  if (fact.scalar && fact.type->kind == Kind::number) {
    out.push_back({path, *fact.scalar, fact.null.value_or(terms_.no()), present});
  }
}

void World::each_free(const std::string& type,
                      const std::function<void(FreeFact&, const std::string&)>& visit) {
  subject(type);
  for (FreeFact& fact : subjects_.at(type).facts) each_free(fact, type + "." + fact.name, visit);
}

void World::each_free(FreeFact& fact, const std::string& path,
                      const std::function<void(FreeFact&, const std::string&)>& visit) {
  visit(fact, path);
  for (const FreeFact::Slot& slot : fact.slots) each_free(*slot.item, path + "[]", visit);
  for (FreeFact& field : fact.fields) each_free(field, path + "." + field.name, visit);
}

}  // namespace enact::verify
