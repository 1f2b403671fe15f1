// Entering: an entry begins in the first step of its life cycle.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "registers/constraints.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/step.hpp"
#include "registers/writing.hpp"

namespace enact::registers {

namespace json = boost::json;
using identity::Action;
using policy::Register;
using policy::RegisterField;
using store::Fault;

std::expected<Values, Fault> changed_values(const Book& book, const Register& made, Values values,
                                            const ExactJson& changes,
                                            const std::function<bool(const RegisterField&)>& may_write) {
  const Values entered = entered_values(made, values);
  for (const auto& [name, given] : changes.members) {
    const RegisterField* field = made.field(name);
    if (field == nullptr) {
      std::vector<std::string> names;
      for (const RegisterField& one : made.fields) names.push_back(one.name());
      const auto near = text::nearest(name, names);
      return std::unexpected(
          refuse(Fault::Kind::invalid, "register.unknown-field",
                 {fmt::format("没有字段“{}”", name), fmt::format("there is no field `{}`", name)},
                 near ? Text{fmt::format("是不是“{}”？", *near), fmt::format("did you mean `{}`?", *near)}
                      : Text{}));
    }
    if (field->measured) continue;  // computed anew, whatever is sent back
    auto value = read_value(book, *field, given);
    if (!value) return std::unexpected(bad_value(value.error()));
    const auto standing = entered.find(name);
    const bool same = standing == entered.end()
                          ? value->is_null()
                          : !value->is_null() && determine::fact_value_json(standing->second) ==
                                                     determine::fact_value_json(*value);
    if (same) continue;
    if (!field->entered() || !may_write(*field)) {
      return std::unexpected(
          refuse(Fault::Kind::forbidden, "register.not-entered-here",
                 {fmt::format("“{}”不由您在此步骤填写", field->declared.title.zh),
                  fmt::format("`{}` is not yours to enter here", field->declared.title.en)},
                 {"请由该字段的填写人在规定的步骤填写",
                  "whom the life cycle lets enter it must do so, in its step"}));
    }
    if (value->is_null()) {
      values.erase(name);
    } else {
      values.insert_or_assign(name, std::move(*value));
    }
  }
  return values;
}

std::optional<Fault> text_fault(std::string_view text, std::size_t limit) {
  if (text.size() <= limit && text::is_valid_utf8(text)) return std::nullopt;
  return refuse(Fault::Kind::invalid, "register.text-too-long",
                {"文字过长或含有无效字符", "the text is too long or holds invalid characters"},
                {"请改短后重新提交", "shorten it and submit again"});
}

std::string Reference::text() const {
  return fmt::format("R{}-{:06}", year, number);
}

Reference next_reference(store::Transaction& tx) {
  Reference next;
  next.year = tx.now().legal_day().year;
  next.number = tx.integer("SELECT coalesce(max(number), 0) FROM register_entry WHERE year = ?", {next.year})
                    .value_or(0) +
                1;
  return next;
}

std::string opening_unit(const EntryFile& file) {
  const policy::ProcedureStep& first = file.run.procedure->steps.front();
  if (first.actor == "applicant") return "";
  constexpr std::string_view unit = "unit:";
  return first.actor.starts_with(unit) ? first.actor.substr(unit.size()) : file.run.parties.handler;
}

namespace {

// The unit for which the entry may be opened, "" for its owner; nullopt: it may not.
using MayOpen = std::function<std::optional<std::string>(const EntryFile&, const std::string& unit)>;

std::expected<EntryFile, Fault> begin_if(const store::Reader& reader, const Catalogue& catalogue,
                                         const MayOpen& may_open, const OpenEntryRequest& request) {
  const BookPtr book = catalogue.current(request.policy);
  const Register* made = book ? book->find(request.register_id) : nullptr;
  if (made == nullptr) return std::unexpected(no_register());
  std::optional<store::Subject> owner;
  if (!made->of.empty()) {
    owner = store::find_subject(reader, request.subject);
    if (!owner || std::ranges::find(made->of, owner->type) == made->of.end())
      return std::unexpected(no_owner());
  } else if (!request.subject.empty()) {
    return std::unexpected(no_owner());
  }
  EntryFile file = blank_entry(book, *made, {}, std::move(owner));
  const std::string unit = opening_unit(file);
  const auto opener = may_open(file, unit);
  if (!opener) return std::unexpected(not_permitted());
  file.opener = *opener;
  const policy::ProcedureStep& first = file.run.procedure->steps.front();
  const bool by_keeper = !opener->empty() && *opener == made->keeper;
  auto values = changed_values(*book, *made, {}, request.values, [&](const RegisterField& field) {
    // What the first step enters is for whoever takes the entry up.
    const bool here = *opener == unit && std::ranges::find(field.at, first.id) != field.at.end();
    return by_keeper || field.at.empty() || here;
  });
  if (!values) return std::unexpected(values.error());
  file.values = std::move(*values);
  if (file.opener == unit) return file;
  // Whoever raises it hands it over at once: it is whole, or it is not raised.
  std::vector<const RegisterField*> missing;
  for (const RegisterField& field : made->fields) {
    if (field.at.empty() && lacks(file.values, field)) missing.push_back(&field);
  }
  if (!missing.empty()) return std::unexpected(missing_fault(missing));
  return file;
}

}  // namespace

std::expected<EntryFile, Fault> begin_entry(const store::Reader& reader, const Catalogue& catalogue,
                                            const Person& person, const OpenEntryRequest& request) {
  const auto permitted = [&](const EntryFile& file, const std::string& unit) -> std::optional<std::string> {
    const auto may_for = [&](const std::string& one) {
      return identity::may(person.grants, Action::enter_entry, {{one}, {}});
    };
    if (unit.empty()) {
      const bool own = file.owner && identity::may(person.grants, Action::enter_entry, {{}, file.owner->id});
      return own ? std::optional(unit) : std::nullopt;
    }
    if (may_for(unit)) return unit;
    const ExactJson* by = file.made->raised ? request.values.member(file.made->raised->by) : nullptr;
    const bool raised = by != nullptr && by->kind == ExactJson::Kind::text &&
                        file.book->package->unit(by->text) != nullptr && may_for(by->text);
    return raised ? std::optional(by->text) : std::nullopt;
  };
  return begin_if(reader, catalogue, permitted, request);
}

procedure::Event opening_event(const EntryFile& file, const std::string& account, const Date& today) {
  return {
      .kind = procedure::Event::Kind::opened, .on = today, .account = account, .unit = opening_unit(file)};
}

std::optional<Fault> open_entry(store::Transaction& tx, const Registers& registers, EntryFile& file,
                                const Person& person, const std::vector<procedure::Event>& then) {
  const Reference reference = next_reference(tx);
  file.id = tx.new_id();
  file.reference = reference.text();
  file.opened_at = tx.now();
  json::object payload{{"reference", file.reference},         {"year", reference.year},
                       {"number", reference.number},          {"policy", file.policy},
                       {"package", file.book->package->hash}, {"register", file.register_id}};
  if (file.owner) {
    payload["subject"] = json::object{{"id", file.owner->id},
                                      {"type", file.owner->type},
                                      {"identity", file.owner->identity},
                                      {"name", file.owner->name}};
  }
  // What is taken over was entered by the keeper, whoever enters as a rule.
  const bool imported = !then.empty();
  const std::string unit = imported              ? file.made->keeper
                           : file.opener.empty() ? opening_unit(file)
                                                 : file.opener;
  return make_move(tx, registers, file,
                   {.kind = imported ? "entry.imported" : "entry.opened",
                    .moved = opening_event(file, person.account, tx.now().legal_day()),
                    .then = then,
                    .actor = {person.account, unit},
                    .payload = std::move(payload)});
}

EntryDoneOr Registers::open(store::Transaction& tx, const Person& person,
                            const OpenEntryRequest& request) const {
  auto file = begin_entry(tx, catalogue_, person, request);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = open_entry(tx, *this, *file, person, {})) return std::unexpected(std::move(*fault));
  return done(*file);
}

EntryDoneOr Registers::fill(store::Transaction& tx, const std::string& account,
                            const OpenEntryRequest& request) const {
  const auto by_rule = [](const EntryFile&, const std::string& unit) { return std::optional(unit); };
  auto file = begin_if(tx, catalogue_, by_rule, request);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = open_entry(tx, *this, *file, Person{account, {}}, {})) {
    return std::unexpected(std::move(*fault));
  }
  return done(*file);
}

}  // namespace enact::registers
