// One entry as a person may see it: everything on one page, and what the person can do now.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "identity/accounts.hpp"
#include "procedure/event_json.hpp"
#include "registers/constraints.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/sheet.hpp"
#include "registers/sight.hpp"

namespace enact::registers {
namespace {

namespace json = boost::json;
using policy::ProcedureStep;
using policy::RegisterField;
using store::Fault;

void add_open(const EntryFile& file, const Date& today, EntryDetail& detail) {
  for (const procedure::OpenStep& open : file.state.open) {
    EntryDetail::Open step{open.step->id, open.step->kind, open.step->title, open.unit, open.step->role, {},
                           false};
    if (open.deadline) {
      step.due = open.deadline->day;
      step.overdue = open.late(today);
      if (!detail.due || *step.due < *detail.due) detail.due = step.due;
    }
    detail.open.push_back(std::move(step));
  }
}

const ProcedureStep::Outcome* outcome_of(const ProcedureStep& step, const std::string& id) {
  const auto found = std::ranges::find(step.outcomes, id, &ProcedureStep::Outcome::id);
  return found == step.outcomes.end() ? nullptr : &*found;
}

// What one of the person's hats allows.
void add_options(const EntryFile& file, const Person& person, const procedure::Actor& actor,
                 const Date& today, EntryDetail& detail) {
  if (permission_fault(person, file, actor)) return;
  for (procedure::Option& option : procedure::allowed(file.run, file.state, actor, today)) {
    const bool withdraws = option.action.kind == procedure::Action::Kind::withdraw;
    if (withdraws && !is_withdrawable(file)) continue;
    if (option.action.kind == procedure::Action::Kind::take_up) continue;  // entries are entered anew
    EntryDetail::Option shown{.kind = option.action.kind,
                              .step = option.action.step,
                              .outcome = option.action.outcome,
                              .objection = option.action.objection,
                              .upheld = option.action.upheld,
                              .unit = actor.unit,
                              .title = std::move(option.title),
                              .reason_required = option.reason_required,
                              .required = {},
                              .fields = {},
                              .blocked = std::move(option.blocked)};
    const ProcedureStep* step = file.run.step(shown.step);
    const procedure::OpenStep* open = file.state.open_step(shown.step, actor.applicant ? "" : actor.unit);
    if (step != nullptr && open != nullptr && option.action.kind == procedure::Action::Kind::take) {
      if (const auto* outcome = outcome_of(*step, shown.outcome)) {
        for (const RegisterField* field : missing_for(file, *step, *outcome)) {
          shown.required.push_back(field->name());
        }
      }
      for (const RegisterField& field : file.made->fields) {
        const bool here = std::ranges::find(field.at, step->id) != field.at.end();
        if (here && may_write(file, actor, *open, field)) shown.fields.push_back(field.name());
      }
    }
    detail.options.push_back(std::move(shown));
  }
}

void add_writable(const EntryFile& file, const std::vector<procedure::Actor>& all, EntryDetail& detail) {
  for (const RegisterField& field : file.made->fields) {
    const bool writes = std::ranges::any_of(all, [&](const procedure::Actor& actor) {
      return std::ranges::any_of(file.state.open, [&](const procedure::OpenStep& open) {
        return may_write(file, actor, open, field);
      });
    });
    if (writes) detail.writable.push_back(field.name());
  }
  const ProcedureStep& first = file.run.procedure->steps.front();
  if (file.state.open_step(first.id, file.state.open.empty() ? "" : file.state.open.front().unit) ==
      nullptr) {
    return;
  }
  for (const RegisterField& field : file.made->fields) {
    const bool here = field.at.empty() || std::ranges::find(field.at, first.id) != field.at.end();
    if (here && lacks(file.values, field)) {
      detail.missing.push_back(field.name());
    }
  }
}

class Names {
 public:
  explicit Names(const store::Reader& reader) : reader_(reader) {}
  std::string of(const std::string& account) {
    if (account.empty()) return {};
    const auto [known, is_new] = names_.try_emplace(account);
    if (is_new) {
      if (const auto found = identity::find_account(reader_, account)) known->second = found->name.zh;
    }
    return known->second;
  }

 private:
  const store::Reader& reader_;
  std::map<std::string, std::string> names_;
};

Text title_of(const EntryFile& file, const store::Event& event, const procedure::Event& moved) {
  if (event.kind == "entry.opened") return {"录入", "Entered"};
  if (event.kind == "entry.imported") return {"批量导入", "Imported"};
  if (event.kind == "entry.changed") return {"更正内容", "Values changed"};
  if (event.kind == "entry.attached") return {"上传附件", "File attached"};
  if (event.kind == "entry.published") return {"发布公示", "Notice published"};
  if (event.kind == "entry.objected") return {"收到异议", "Objection received"};
  if (event.kind == "entry.told") return {"逾期未办，上报督办", "Overdue and escalated"};
  if (event.kind == "entry.answered") {
    return moved.upheld ? Text{"异议成立", "Objection upheld"} : Text{"异议不成立", "Objection dismissed"};
  }
  if (moved.kind == procedure::Event::Kind::withdrawn) return {"撤回", "Withdrawn"};
  const ProcedureStep* step = file.run.step(moved.step);
  if (step == nullptr) return {moved.step, moved.step};
  const auto* outcome = outcome_of(*step, moved.outcome);
  if (outcome == nullptr) return step->title;
  return {fmt::format("{}：{}", step->title.zh, outcome->title.zh),
          fmt::format("{}: {}", step->title.en, outcome->title.en)};
}

void add_past(const store::Reader& reader, const EntryFile& file, std::span<const store::Event> events,
              bool official, EntryDetail& detail) {
  Names names(reader);
  for (const store::Event& event : events) {
    const json::object payload = parse_object(event.payload);
    procedure::Event moved;
    if (const json::value* found = payload.if_contains("procedure")) {
      moved = procedure::event_of(found->as_object());
    }
    // Owners see which unit acted, not who of it.
    const bool named = official || event.actor.unit.empty();
    const bool public_act = event.kind == "entry.objected";
    const std::string actor = named && !public_act ? names.of(event.actor.account) : std::string();
    const std::string reason = moved.reason.empty() ? string_of(payload, "reason") : moved.reason;
    detail.timeline.push_back({event.stream_version, event.at, event.kind, title_of(file, event, moved),
                               actor, event.actor.unit, reason});
    if (!payload.contains("values")) continue;
    detail.versions.push_back({event.stream_version, event.at, string_of(payload, "valid_from"),
                               actor.empty() ? event.actor.unit : actor, reason,
                               string_of(payload, "values")});
  }
}

void add_relations(const store::Reader& reader, const Catalogue& catalogue, const Person& person,
                   const Date& today, EntryDetail& detail) {
  const auto add = [&](std::string_view sql, std::vector<EntryDetail::Reference>& to) {
    const auto rows = reader.all(sql, {detail.row.id},
                                 [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); });
    for (const auto& [field, id] : rows) {
      if (auto row = visible_row(reader, catalogue, person, id, today)) {
        const std::string register_id = row->register_id;
        to.push_back({register_id, field, std::move(*row)});
      }
    }
  };
  add("SELECT field, target FROM register_reference WHERE entry = ? ORDER BY field", detail.references);
  add("SELECT field, entry FROM register_reference WHERE target = ? ORDER BY entry DESC LIMIT 200",
      detail.referred);
  if (detail.row.whole) return;
  std::erase_if(detail.references, [&](const EntryDetail::Reference& one) {
    const RegisterField* field = detail.made->field(one.field);
    return field == nullptr || !field->shown;
  });
}

void add_notice(const store::Reader& reader, const EntryFile& file, bool keeper, EntryDetail& detail) {
  if (file.state.notice) detail.notice_closes = file.state.notice->closes;
  if (!detail.row.whole) return;
  for (const procedure::Objection& one : file.state.objections) {
    EntryDetail::Objection shown{.id = one.id,
                                 .on = one.on,
                                 .reason = one.reason,
                                 .name = {},
                                 .contact = {},
                                 .answer = one.answer,
                                 .answered = one.answered,
                                 .upheld = one.upheld};
    if (keeper) {
      reader.query("SELECT name, contact FROM register_contact WHERE objection = ?", {one.id},
                   [&](const store::Row& row) {
                     const auto open = [&](int column, std::string_view name) {
                       return reader.unseal(row.view(column),
                                            store::sealed_place("register_contact", name, one.id));
                     };
                     shown.name = open(0, "name");
                     shown.contact = open(1, "contact");
                   });
    }
    detail.objections.push_back(std::move(shown));
  }
}

}  // namespace

std::expected<EntryDetail, Fault> entry_detail(const store::Reader& reader, const Catalogue& catalogue,
                                               const Person& person, std::string_view id, const Date& today) {
  const auto events = store::stream_events(reader, stream, id);
  if (events.empty()) return std::unexpected(no_entry());
  auto read = read_entry(catalogue, events);
  if (!read) return std::unexpected(std::move(read).error());
  const EntryFile& file = *read;
  auto row = visible_row(reader, catalogue, person, id, today);
  if (!row) return std::unexpected(no_entry());

  EntryDetail detail;
  detail.row = std::move(*row);
  detail.version = file.version;
  detail.made = file.made;
  detail.book = file.book;
  const bool official = std::ranges::any_of(
      person.grants, [](const identity::Grant& grant) { return grant.role != identity::Role::applicant; });
  const bool keeper = std::ranges::any_of(
      person.grants, [&](const identity::Grant& grant) { return grant.unit == file.made->keeper; });
  add_notice(reader, file, keeper, detail);
  add_relations(reader, catalogue, person, today, detail);
  if (!detail.row.whole) return detail;
  if (!file.sheet.empty()) {
    detail.sheet = file.sheet;
    if (const auto again =
            recompute_sheet(catalogue, file.policy, file.register_id, file.values, file.sheet)) {
      detail.recomputed = again->text == file.sheet &&
                          values_json(*file.made, again->values) == values_json(*file.made, file.values);
    }
  }
  add_open(file, today, detail);
  add_past(reader, file, events, official, detail);
  for (const Attachment& one : file.attachments) {
    detail.attachments.push_back({one.hash, one.name, one.media_type, one.size});
  }
  const std::vector<procedure::Actor> all = hats(person, file);
  for (const procedure::Actor& actor : all) add_options(file, person, actor, today, detail);
  add_writable(file, all, detail);
  return detail;
}

std::expected<store::Blob, Fault> attachment(const store::Reader& reader, const Catalogue& catalogue,
                                             const Person& person, std::string_view entry,
                                             std::string_view hash) {
  const auto file = load_readable(reader, catalogue, person, entry);
  if (!file) return std::unexpected(file.error());
  if (std::ranges::find(file->attachments, hash, &Attachment::hash) == file->attachments.end()) {
    return std::unexpected(no_entry());
  }
  auto blob = store::find_blob(reader, hash);
  if (!blob) return std::unexpected(no_entry());
  return std::move(*blob);
}

}  // namespace enact::registers
