#include "cli/register_samples.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/entry_yaml.hpp"
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
    if (!root.is_list()) refuse_sample(root, {"样例应为列表", "samples are a list"});
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
    if (made == nullptr)
      refuse_sample(item, {"没有登记册“" + register_id + "”", "no register " + register_id});
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
    if (!detail) refuse_sample(item, detail.error().message);
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
    refuse_sample(item,
                  {"没有进行中的步骤有结果“" + outcome + "”", "no open step has the outcome " + outcome});
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
    if (!done) refuse_sample(item, done.error().message);
    return entry;
  }

  // A sample account, or the first on record of a subject type; nullopt if there is nobody of that type.
  std::optional<Owner> owner_named(const yaml::Node& node) {
    if (const auto known = people_.find(node.text); known != people_.end()) {
      for (const identity::Grant& grant : known->second.grants) {
        if (!grant.subject.empty()) return Owner{grant.subject, known->second};
      }
      refuse_sample(node, {"该账号不代表主体", "this account stands for no subject"});
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
    refuse_sample(item, {fmt::format("“{}”没有岗位为 {} 的样例账号", unit, role),
                         fmt::format("{} has no sample account with the role {}", unit, role)});
  }

  std::optional<ExactJson> read_values(const policy::Register& made, const yaml::Node& node) {
    return yaml_values(made, node, today_, [&](const yaml::Node& name) -> std::optional<std::string> {
      if (left_out_.contains(name.text)) return std::nullopt;
      const auto found = entries_.find(name.text);
      if (found == entries_.end())
        refuse_sample(name, {"没有样例“" + name.text + "”", "no sample " + name.text});
      return found->second;
    });
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
