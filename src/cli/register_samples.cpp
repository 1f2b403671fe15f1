#include "cli/register_samples.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/load_packages.hpp"
#include "identity/accounts.hpp"
#include "policy/yaml_mapping.hpp"
#include "registers/views.hpp"
#include "store/facts.hpp"

namespace enact::cli {

namespace {

namespace yaml = policy::yaml;
using registers::ExactJson;
using registers::Person;

constexpr std::string_view file_name = "samples/registers.yaml";

[[noreturn]] void fail(const yaml::Node& node, const Text& message) {
  Diagnostics one;
  yaml::error(one, "samples.refused", node.location(), message);
  throw std::runtime_error(render(one, Language::zh));
}

ExactJson text_json(std::string text) {
  return {.kind = ExactJson::Kind::text, .text = std::move(text), .items = {}, .members = {}};
}

// "today", "today-30", "today+3 09:00" as days and moments of the space's clock; any other text as it is.
std::string dated(const yaml::Node& node, const Date& today) {
  constexpr std::string_view word = "today";
  std::string_view rest = node.text;
  if (!rest.starts_with(word)) return node.text;
  rest.remove_prefix(word.size());
  int days = 0;
  if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
    const bool back = rest.front() == '-';
    const auto [end, fault] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), days);
    if (fault != std::errc()) fail(node, {"应写作 today+3 或 today-30", "write today+3 or today-30"});
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (back) days = -days;
  }
  const std::string day = today.add_days(days).value_or(today).to_string();
  if (rest.empty()) return day;
  if (rest.size() != 6 || rest.front() != ' ') {
    fail(node, {"时刻应写作 today+3 09:00", "write a moment as today+3 09:00"});
  }
  return fmt::format("{}T{}:00", day, rest.substr(1));
}

// One package's samples, in the order of its file.
class Samples {
 public:
  Samples(store::Database& database, const registers::Registers& registers, std::string policy)
      : database_(database),
        registers_(registers),
        policy_(std::move(policy)),
        today_(database.clock().now().legal_day()) {
    database_.read([&](const store::Reader& reader) {
      for (const identity::Account& account : identity::list_accounts(reader)) {
        people_[account.login] = {account.id, identity::grants(reader, account.id, today_)};
      }
      return 0;
    });
  }

  void run(const yaml::Node& root) {
    if (root.is_null()) return;
    if (!root.is_list()) fail(root, {"样例应为列表", "samples are a list"});
    for (const yaml::Node& item : root.items) enter(item);
  }

 private:
  struct Owner {
    std::string subject;
    Person person;
  };

  void enter(const yaml::Node& item) {
    Diagnostics diagnostics;
    const yaml::Mapping mapping(item, {"id", "register", "subject", "values", "steps"}, diagnostics);
    const std::string id = mapping.required_text("id");
    const std::string register_id = mapping.required_text("register");
    const yaml::Node* values = mapping.require("values");
    if (has_errors(diagnostics)) throw std::runtime_error(render(diagnostics, Language::zh));
    const registers::BookPtr book = registers_.catalogue().current(policy_);
    const policy::Register* made = book ? book->find(register_id) : nullptr;
    if (made == nullptr) fail(item, {"没有登记册“" + register_id + "”", "no register " + register_id});
    std::optional<Owner> owner;
    if (const yaml::Node* subject = mapping.get("subject")) {
      owner = owner_named(*subject);
      // In a small space a sample account may stand for a subject of another type than in a large one.
      if (!owner || !may_own(*owner, *made)) return left_out(id);
    }
    const auto given = read_values(*made, *values);
    if (!given) return left_out(id);
    const policy::ProcedureStep& first = book->package->procedure(made->life)->steps.front();
    const Person opener =
        owner && first.actor == "applicant" ? owner->person : officer(item, made->keeper, first.role);
    const std::string entry = step(item, [&](store::Transaction& tx) {
      return registers_.open(tx, opener, {policy_, register_id, owner ? owner->subject : "", *given});
    });
    entries_[id] = entry;
    if (const yaml::Node* steps = mapping.get("steps")) {
      for (const yaml::Node& one : steps->items) take(one, entry, *book, *made, opener, owner);
    }
  }

  void take(const yaml::Node& item, const std::string& entry, const registers::Book& book,
            const policy::Register& made, const Person& opener, const std::optional<Owner>& owner) {
    Diagnostics diagnostics;
    const yaml::Mapping mapping(item, {"take", "reason", "values"}, diagnostics);
    const std::string outcome = mapping.required_text("take");
    if (has_errors(diagnostics)) throw std::runtime_error(render(diagnostics, Language::zh));
    const auto open = open_step(item, entry, outcome, book, made, opener);
    const Person person = open.unit.empty() && owner ? owner->person : officer(item, open.unit, open.role);
    registers::TakeStepRequest request;
    request.entry = entry;
    request.step = open.step;
    request.outcome = outcome;
    request.unit = open.unit;
    request.reason = mapping.text("reason");
    if (const yaml::Node* values = mapping.get("values")) request.values = read_values(made, *values);
    step(item, [&](store::Transaction& tx) { return registers_.take(tx, person, request); });
  }

  // The step that stands open and has the outcome.
  registers::EntryDetail::Open open_step(const yaml::Node& item, const std::string& entry,
                                         const std::string& outcome, const registers::Book& book,
                                         const policy::Register& made, const Person& person) {
    const auto detail = database_.read([&](const store::Reader& reader) {
      return registers::entry_detail(reader, registers_.catalogue(), person, entry, today_);
    });
    if (!detail) fail(item, detail.error().message);
    const policy::Procedure* life = book.package->procedure(made.life);
    for (const auto& open : detail->open) {
      for (const policy::ProcedureStep& declared : life->steps) {
        if (declared.id != open.step) continue;
        if (std::ranges::find(declared.outcomes, outcome, &policy::ProcedureStep::Outcome::id) !=
            declared.outcomes.end()) {
          return open;
        }
      }
    }
    fail(item, {"没有进行中的步骤有结果“" + outcome + "”", "no open step has the outcome " + outcome});
  }

  template <class F>
  std::string step(const yaml::Node& item, F run) {
    std::string entry;
    const auto done = database_.write([&](store::Transaction& tx) -> store::StepResult {
      registers::EntryDoneOr answer = run(tx);
      if (!answer) return std::unexpected(std::move(answer).error());
      entry = answer->id;
      return std::string();
    });
    if (!done) fail(item, done.error().message);
    return entry;
  }

  // A sample account, or the first on record of a subject type; nullopt if there is nobody of that type.
  std::optional<Owner> owner_named(const yaml::Node& node) {
    if (const auto known = people_.find(node.text); known != people_.end()) {
      for (const identity::Grant& grant : known->second.grants) {
        if (!grant.subject.empty()) return Owner{grant.subject, known->second};
      }
      fail(node, {"该账号不代表主体", "this account stands for no subject"});
    }
    const auto found = database_.read(
        [&](const store::Reader& reader) { return store::list_subjects(reader, node.text, "", 0, 1); });
    if (found.empty()) return std::nullopt;
    for (const auto& [login, person] : people_) {
      for (const identity::Grant& grant : person.grants) {
        if (grant.subject == found.front().id) return Owner{grant.subject, person};
      }
    }
    return Owner{found.front().id, {"", {{identity::Role::applicant, "", found.front().id}}}};
  }

  bool may_own(const Owner& owner, const policy::Register& made) {
    const auto subject = database_.read(
        [&](const store::Reader& reader) { return store::find_subject(reader, owner.subject); });
    return subject && (made.of.empty() || std::ranges::find(made.of, subject->type) != made.of.end());
  }

  Person officer(const yaml::Node& item, const std::string& unit, std::string_view role) {
    for (const auto& [login, person] : people_) {
      for (const identity::Grant& grant : person.grants) {
        if (grant.unit == unit && (role.empty() || identity::role_id(grant.role) == role)) return person;
      }
    }
    fail(item, {fmt::format("“{}”没有岗位为 {} 的样例账号", unit, role),
                fmt::format("{} has no sample account with the role {}", unit, role)});
  }

  // As an object of texts, numbers as they stand; nullopt if it refers to a sample that was left out.
  std::optional<ExactJson> read_values(const policy::Register& made, const yaml::Node& node) {
    ExactJson object{.kind = ExactJson::Kind::object, .text = {}, .items = {}, .members = {}};
    for (const yaml::Entry& entry : node.entries) {
      const policy::RegisterField* field = made.field(entry.key.text);
      ExactJson value = text_json(dated(entry.value, today_));
      if (field != nullptr && !field->entry.empty()) {
        if (left_out_.contains(entry.value.text)) return std::nullopt;
        const auto found = entries_.find(entry.value.text);
        if (found == entries_.end()) {
          fail(entry.value, {"没有样例“" + entry.value.text + "”", "no sample " + entry.value.text});
        }
        value = text_json(found->second);
      } else if (field != nullptr && field->declared.type->kind == feel::Kind::boolean) {
        value = {.kind = ExactJson::Kind::boolean,
                 .boolean = entry.value.text == "true",
                 .text = {},
                 .items = {},
                 .members = {}};
      }
      object.members.emplace_back(entry.key.text, std::move(value));
    }
    return object;
  }

  void left_out(const std::string& id) { left_out_.insert(id); }

  store::Database& database_;
  const registers::Registers& registers_;
  std::string policy_;
  Date today_;
  std::map<std::string, Person, std::less<>> people_;        // by login
  std::map<std::string, std::string, std::less<>> entries_;  // by the sample's id
  std::set<std::string, std::less<>> left_out_;
};

}  // namespace

void open_register_samples(store::Database& database, const registers::Registers& registers,
                           const std::vector<std::filesystem::path>& folders) {
  for (const auto& folder : folders) {
    const auto file = folder / file_name;
    if (!std::filesystem::is_regular_file(file)) continue;
    const auto read = yaml::read(read_source(file.generic_string()));
    if (!read.root || has_errors(read.diagnostics)) {
      throw std::runtime_error(render(read.diagnostics, Language::zh));
    }
    Samples(database, registers, std::filesystem::weakly_canonical(folder).filename().string())
        .run(*read.root);
  }
}

}  // namespace enact::cli
