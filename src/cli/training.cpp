#include "cli/training.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "casework/record.hpp"
#include "casework/treasury.hpp"
#include "cli/sample_subjects.hpp"
#include "determine/synth.hpp"
#include "identity/accounts.hpp"
#include "procedure/procedure.hpp"

namespace enact::cli {

namespace {

// Everybody's in a training space, and shown there at sign-in: no secret.
constexpr std::string_view sample_password = "training-2026";
constexpr std::string_view handler_suffix = "-经办";
constexpr std::string_view approver_suffix = "-审批";
constexpr std::string_view finance_suffix = "-财政审核";
constexpr std::string_view maker_suffix = "-支付经办";
constexpr std::string_view checker_suffix = "-支付复核";
constexpr std::string_view enterprise_prefix = "样例主体";
constexpr std::string_view shown_prefix = "示例主体";
constexpr std::string_view expert_prefix = "评审专家";
constexpr int sample_experts = 9;
constexpr std::string_view auditor_login = "审计";
constexpr std::string_view administrator_login = "管理员";
constexpr std::int64_t sample_appropriation_fen = 50'000'000'00;

// The units that somebody must act for, and those that pay.
struct Units {
  std::set<std::string> acting;
  std::set<std::string> paying;
};

Units units_of(const casework::Context& context) {
  Units out;
  for (const auto& package : context.packages()) {
    for (const auto& provision : package->provisions) {
      const auto parties = procedure::parties_of(*package, provision);
      if (!parties.handler.empty()) out.acting.insert(parties.handler);
      out.acting.insert(parties.opinions.begin(), parties.opinions.end());
      if (provision.amount && package->unit(parties.payer) != nullptr) out.paying.insert(parties.payer);
    }
    bool of_places = false;
    for (const auto& declared : package->procedures)
      for (const auto& step : declared.steps) {
        if (step.actor.starts_with("unit:")) out.acting.insert(step.actor.substr(5));
        of_places = of_places || !procedure::place_fact(step).empty();
      }
    for (const auto& unit : package->units)
      if (of_places && !unit.areas.empty()) out.acting.insert(unit.id);
    for (const auto& made : package->registers) {
      out.acting.insert(made->keeper);
      for (const auto& unit : package->units) {
        // What is dispatched may go to any unit.
        const bool asked =
            !made->dispatch.empty() || std::ranges::find(made->units, unit.id) != made->units.end();
        if (asked && unit.members.empty()) out.acting.insert(unit.id);
      }
    }
  }
  return out;
}

class Samples {
 public:
  Samples(store::Transaction& tx, std::string hash) : tx_(tx), hash_(std::move(hash)) {}

  void account(const std::string& login, Text name, identity::AccountKind kind,
               std::vector<identity::Membership> memberships) {
    identity::NewAccount wanted{login, std::move(name), kind, hash_, std::move(memberships)};
    if (auto made = identity::create_account(tx_, {}, wanted); !made)
      throw std::runtime_error("cannot make the sample account " + login + ": " + made.error().message.en);
  }

  void unit(const std::string& id, const Text& title) {
    using identity::Role;
    const auto name = [&](std::string_view zh, std::string_view en) {
      return Text{title.zh + std::string(zh), title.en + ", " + std::string(en)};
    };
    account(id + std::string(handler_suffix), name("经办", "officer"), identity::AccountKind::officer,
            {{"", Role::handler, id, ""}, {"", Role::reviewer, id, ""}});
    account(id + std::string(approver_suffix), name("负责人", "head"), identity::AccountKind::officer,
            {{"", Role::approver, id, ""}});
  }

  void treasury(const std::string& id, const Text& title) {
    using identity::Role;
    const auto kind = identity::AccountKind::treasury;
    account(id + std::string(finance_suffix), {title.zh + "财政审核", title.en + ", finance review"}, kind,
            {{"", Role::finance_reviewer, id, ""}});
    account(id + std::string(maker_suffix), {title.zh + "支付经办", title.en + ", payments"}, kind,
            {{"", Role::treasury_maker, id, ""}});
    account(id + std::string(checker_suffix), {title.zh + "支付复核", title.en + ", release"}, kind,
            {{"", Role::treasury_checker, id, ""}});
  }

 private:
  store::Transaction& tx_;
  std::string hash_;
};

Text unit_title(const casework::Context& context, const std::string& id) {
  for (const auto& package : context.packages())
    if (const auto* unit = package->unit(id)) return unit->title;
  return {id, id};
}

std::vector<store::SubjectWithFacts> synthetic_register(const casework::Context& context,
                                                        const SampleOptions& options) {
  std::vector<store::SubjectWithFacts> out;
  determine::Synth synth(context.determiner().model(), options.hints, options.seed);
  if (has_errors(synth.diagnostics())) throw std::runtime_error(render(synth.diagnostics(), Language::zh));
  for (std::int64_t i = 0; i < options.subjects; ++i) {
    const auto subject = synth.next();
    const auto* type = context.determiner().model().subject(subject.type);
    if (type != nullptr) out.push_back(stored_subject(subject, *type));
  }
  return out;
}

// Subjects of the register that are due money now, so that there is something to practise on.
std::vector<store::Subject> with_something_due(store::Database& database, const casework::Context& context,
                                               int wanted) {
  const auto now = database.clock().now();
  std::vector<store::Subject> out;
  database.read([&](const store::Reader& reader) {
    for (const auto& type : context.determiner().model().subjects()) {
      constexpr std::int64_t page = 200;
      std::int64_t offset = 0;
      for (bool more = true; more && std::ssize(out) < wanted; offset += page) {
        const auto subjects = store::list_subjects(reader, type.base->name, "", offset, page);
        more = std::ssize(subjects) == page;
        for (const auto& subject : subjects) {
          const auto result = casework::determine_record(reader, context, subject.id, now.legal_day(), now);
          if (result && result->determination.total.certain.count > 0) out.push_back(subject);
          if (std::ssize(out) == wanted) return 0;
        }
      }
    }
    return 0;
  });
  return out;
}

template <class F>
void step(store::Database& database, F run) {
  auto done = database.write([&](store::Transaction& tx) -> store::StepResult {
    if (auto fault = run(tx)) return std::unexpected(std::move(*fault));
    return std::string();
  });
  if (!done) throw std::runtime_error("cannot make the samples: " + done.error().message.en);
}

}  // namespace

bool make_samples(store::Database& database, const casework::Library& library, const SampleOptions& options) {
  const bool empty =
      database.read([](const store::Reader& reader) { return identity::list_accounts(reader).empty(); });
  if (!empty) return false;
  const auto& context = *library.current();
  const auto subjects = synthetic_register(context, options);
  step(database, [&](store::Transaction& tx) -> std::optional<store::Fault> {
    if (auto added = store::add_subjects(tx, subjects); !added) return added.error();
    return std::nullopt;
  });
  const auto enterprises = with_something_due(database, context, options.enterprises);
  const auto shown = sample_subjects(context.determiner().model(), options.folders);
  step(database, [&](store::Transaction& tx) -> std::optional<store::Fault> {
    if (auto added = store::add_subjects(tx, shown); !added) return added.error();
    return std::nullopt;
  });
  const auto hash = identity::hash_password(sample_password, "", identity::PasswordCost::interactive);
  if (!hash) throw std::runtime_error("cannot make the samples: " + hash.error().message.en);
  const auto units = units_of(context);
  const int year = static_cast<int>(database.clock().now().legal_day().year);
  step(database, [&](store::Transaction& tx) -> std::optional<store::Fault> {
    Samples samples(tx, *hash);
    for (const auto& id : units.acting) samples.unit(id, unit_title(context, id));
    for (const auto& id : units.paying) samples.treasury(id, unit_title(context, id));
    samples.account(std::string(auditor_login), {"审计", "Auditor"}, identity::AccountKind::auditor,
                    {{"", identity::Role::auditor, "", ""}});
    samples.account(std::string(administrator_login), {"管理员", "Administrator"},
                    identity::AccountKind::administrator, {{"", identity::Role::administrator, "", ""}});
    int number = 0;
    for (const auto& subject : enterprises)
      samples.account(fmt::format("{}{}", enterprise_prefix, ++number), {subject.name, subject.name},
                      identity::AccountKind::enterprise, {{"", identity::Role::applicant, "", subject.id}});
    number = 0;
    for (const auto& one : shown) {
      const auto subject = store::find_subject(tx, one.subject.type, one.subject.identity);
      const std::string& name = one.subject.name.empty() ? one.subject.type : one.subject.name;
      samples.account(fmt::format("{}{}", shown_prefix, ++number), {name, name},
                      identity::AccountKind::enterprise, {{"", identity::Role::applicant, "", subject->id}});
    }
    const bool selects = std::ranges::any_of(
        context.packages(), [](const auto& package) { return !package->selections.empty(); });
    for (int expert = 1; selects && expert <= sample_experts; ++expert)
      samples.account(fmt::format("{}{}", expert_prefix, expert),
                      {fmt::format("评审专家{}", expert), fmt::format("Expert {}", expert)},
                      identity::AccountKind::person, {{"", identity::Role::expert, "", ""}});
    for (const auto& id : units.paying) {
      const casework::Person finance{"", {{identity::Role::finance_reviewer, id, ""}}};
      for (const auto& package : context.packages()) {
        if (package->unit(id) == nullptr) continue;
        // Also the next, which the clock of a training space reaches soon.
        for (const int budget : {year, year + 1}) {
          auto line = casework::appropriate(tx, finance, {package->id, budget, id},
                                            Fen{sample_appropriation_fen}, "样例指标");
          if (!line) return line.error();
        }
      }
    }
    return std::nullopt;
  });
  return true;
}

std::vector<http::SampleAccount> sample_accounts(store::Database& database) {
  const auto accounts =
      database.read([](const store::Reader& reader) { return identity::list_accounts(reader); });
  std::vector<http::SampleAccount> out;
  for (const auto& account : accounts)
    out.push_back({account.login, std::string(sample_password), account.name,
                   std::string(identity::account_kind_id(account.kind))});
  // Applicants first: that is where a newcomer begins.
  std::stable_partition(out.begin(), out.end(),
                        [](const auto& account) { return account.kind == "enterprise"; });
  return out;
}

}  // namespace enact::cli
