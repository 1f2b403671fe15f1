#include "casework/joint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "casework/summaries.hpp"
#include "ledger/orders.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr char between_parts = '\x1f';  // of a matter's key

bool with_applicant(const CaseFile& file) {
  return std::ranges::any_of(file.state.open,
                             [](const procedure::OpenStep& open) { return open.step->kind == "apply"; });
}

Fault not_open() {
  return refuse(Fault::Kind::conflict, "procedure.not-open",
                {"申请已提交，联合申请人不能再改动", "the application has been submitted"},
                {"如需更改，请等待退回", "wait until it is returned"});
}

Fault bad_members(Text message) {
  return refuse(Fault::Kind::invalid, "casework.bad-members", std::move(message),
                {"请按条款规定的范围填写联合申请人", "name those whom the provision lets apply together"});
}

// The matter's key with one identity in another's place; the same key where it is no part of it.
std::string key_for(const determine::Matter& matter, std::string_view identity, std::string_view other) {
  const std::string own = text::matter_form(identity);
  const std::string its = text::matter_form(other);
  std::vector<std::string> pieces = text::split(matter.key, between_parts);
  for (std::string& piece : pieces)
    if (piece == own) piece = its;
  std::string key = text::join(pieces, std::string(1, between_parts));
  // A matter that is the provision itself has a key of its own form.
  if (key == matter.key && key.ends_with("|" + own)) key.replace(key.size() - own.size(), own.size(), its);
  return key;
}

std::vector<std::string> parts_for(const std::vector<std::string>& parts, std::string_view identity,
                                   std::string_view other) {
  std::vector<std::string> made = parts;
  for (std::string& part : made)
    if (text::matter_form(part) == text::matter_form(identity)) part = other;
  return made;
}

// There is an open case of the matter, or one that was paid for it.
bool is_taken(const store::Reader& reader, std::string_view kind, std::string_view key) {
  return reader
      .integer(
          "SELECT 1 FROM case_file c WHERE c.matter_kind = ? AND c.matter_key = ? AND (c.ended = 0 OR "
          "EXISTS (SELECT 1 FROM matter_paid p WHERE p.case_id = c.id))",
          {kind, key})
      .has_value();
}

bool name_is_personal(const policy::Package& package, std::string_view type) {
  const policy::SubjectType* subject = package.vocabulary.subject(type);
  const policy::FactDeclaration* label = subject == nullptr ? nullptr : subject->fact(subject->label);
  return label != nullptr && label->personal;
}

std::expected<json::array, Fault> named(const store::Reader& reader, const CaseFile& file,
                                        const MembersRequest& request) {
  const policy::Joint& joint = *file.rule->joint;
  if (std::ssize(request.members) > joint.most) {
    return std::unexpected(bad_members(
        {fmt::format("联合申请人最多 {} 个", joint.most), fmt::format("at most {} can join", joint.most)}));
  }
  json::array members;
  std::vector<std::string> seen = {file.subject.id};
  std::int64_t sum = request.share;  // of whatever was sent
  bool shares_stand = request.share >= 0 && request.share <= whole_share;
  for (const MemberEntry& entry : request.members) {
    if (std::ranges::find(joint.with, entry.type) == joint.with.end()) {
      return std::unexpected(
          bad_members({fmt::format("联合申请人应为：{}", fmt::join(joint.with, "、")),
                       fmt::format("members are of the types: {}", fmt::join(joint.with, ", "))}));
    }
    const auto subject = store::find_subject(reader, entry.type, entry.identity);
    if (!subject) {
      return std::unexpected(
          refuse(Fault::Kind::not_found, "casework.no-member",
                 {fmt::format("名录中没有“{}”", entry.identity),
                  fmt::format("`{}` is not on record", entry.identity)},
                 {"请核对证照号码，或请其先注册", "check the number, or have it register first"}));
    }
    if (std::ranges::find(seen, subject->id) != seen.end()) {
      return std::unexpected(
          bad_members({fmt::format("“{}”重复，或就是申请人", subject->name),
                       fmt::format("`{}` is named twice, or applies itself", subject->name)}));
    }
    seen.push_back(subject->id);
    shares_stand = shares_stand && entry.share >= 0 && entry.share <= whole_share;
    sum += entry.share;
    json::object member{{"id", subject->id},
                        {"type", subject->type},
                        {"identity", subject->identity},
                        {"name", subject->name},
                        {"share", entry.share},
                        {"matter_key", key_for(file.matter, file.subject.identity, subject->identity)}};
    if (name_is_personal(*file.package, subject->type)) member["personal"] = true;
    members.push_back(std::move(member));
  }
  if (!shares_stand || (!members.empty() && sum != whole_share)) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.bad-shares",
               {"各方份额之和应为 100%", "the shares together are not 100 %"},
               {"请调整份额，精确到百分之零点零一", "change them, to a hundredth of a per cent"}));
  }
  return members;
}

// Who is paid of the case, the subject ("") first, and by which shares.
struct Sharers {
  std::vector<std::string> members = {""};
  std::vector<int> shares = {whole_share};
};
Sharers sharers_of(const CaseFile& file) {
  Sharers all;
  if (!file.by_shares || file.members.empty()) return all;
  all.shares = {file.share};
  for (const Member& member : file.members) {
    all.members.push_back(member.subject.id);
    all.shares.push_back(member.share);
  }
  return all;
}

std::vector<SharePart> parts_of(const Sharers& all, const std::vector<Fen>& split) {
  std::vector<SharePart> parts;
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (split[i].count > 0) parts.push_back({all.members[i], split[i]});
  }
  return parts;
}

// CaseFile::granted, by whom it is for: what an order cancelled before it was paid is not granted any more,
// what came back on a demand is, until the case is decided anew.
std::map<std::string, Fen> granted_by_member(const store::Reader& reader, const CaseFile& file) {
  std::map<std::string, Fen> granted;
  for (const ledger::Commitment& one : ledger::commitments_of_case(reader, file.id))
    granted[member_of(one.claim)].count += one.fen.count - one.cancelled.count;
  for (const auto& [order, fen] : file.came_back) {
    const auto demand = ledger::find_demand(reader, order);
    const auto commitment = demand ? ledger::find_commitment(reader, demand->commitment) : std::nullopt;
    if (commitment) granted[member_of(commitment->claim)].count += fen.count;
  }
  return granted;
}

}  // namespace

const std::string_view member_tables = R"sql(
CREATE TABLE case_member (
  case_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
  share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
  state TEXT NOT NULL CHECK (state IN ('invited', 'confirmed', 'declined')),
  matter_kind TEXT NOT NULL,
  matter_key TEXT NOT NULL,
  PRIMARY KEY (case_id, subject)
) STRICT;
CREATE INDEX case_member_by_subject ON case_member (subject, case_id);
CREATE INDEX case_member_by_matter ON case_member (matter_kind, matter_key);
)sql";

const std::string_view member_accounts =
    "ALTER TABLE case_member ADD COLUMN payee TEXT NOT NULL DEFAULT '';\n";

void apply_members(store::Transaction& tx, const store::Event& event) {
  const json::object payload = parse_object(event.payload);
  if (event.kind == "case.members_set") {
    tx.execute("DELETE FROM case_member WHERE case_id = ?", {event.stream_id});
    std::int64_t place = 0;
    for (const json::value& one : payload.at("members").as_array()) {
      const json::object& member = one.as_object();
      tx.execute(
          "INSERT INTO case_member (case_id, subject, place, name, personal, share, state, matter_kind, "
          "matter_key) SELECT id, ?, ?, ?, ?, ?, 'invited', matter_kind, ? FROM case_file WHERE id = ?",
          {string_of(member, "id"), place++, string_of(member, "name"), member.contains("personal"),
           integer_of(member, "share"), string_of(member, "matter_key"), event.stream_id});
    }
    return;
  }
  if (event.kind == "case.member_payee_set") {
    tx.execute("UPDATE case_member SET payee = ? WHERE case_id = ? AND subject = ?",
               {string_of(payload, "payee"), event.stream_id, string_of(payload, "subject")});
    return;
  }
  tx.execute("UPDATE case_member SET state = ? WHERE case_id = ? AND subject = ?",
             {event.kind == "case.member_confirmed" ? "confirmed" : "declined", event.stream_id,
              string_of(payload, "subject")});
}

DoneOr set_members(store::Transaction& tx, const Library& library, const Person& person,
                   const MembersRequest& request) {
  auto file = load_visible(tx, library, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (!may_for(person, identity::Action::prepare, file->subject.id)) return std::unexpected(not_permitted());
  if (!file->rule->joint || file->mode == Mode::confirm) {
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.not-joint",
                                  {"本条款不适用联合申请", "the provision knows no joint application"},
                                  {"请单独申请", "apply alone"}));
  }
  if (!with_applicant(*file)) return std::unexpected(not_open());
  auto members = named(tx, *file, request);
  if (!members) return std::unexpected(std::move(members).error());
  const bool by_shares = declared_by_shares(*file->package, file->provision, tx.now().legal_day());
  const auto event = append(
      tx, *file, {person.account, ""}, "case.members_set", nullptr,
      {{"share", request.share}, {"paid", by_shares ? "shares" : "lead"}, {"members", std::move(*members)}});
  if (!event) return std::unexpected(event.error());
  return done(*file);
}

DoneOr answer_as_member(store::Transaction& tx, const Library& library, const Person& person,
                        const MemberAnswer& answer) {
  auto file = load_visible(tx, library, person, answer.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const auto member = std::ranges::find(
      file->members, answer.subject, [](const Member& one) -> const std::string& { return one.subject.id; });
  if (member == file->members.end()) return std::unexpected(no_case());
  if (!may_for(person, identity::Action::apply, answer.subject)) return std::unexpected(not_permitted());
  if (!with_applicant(*file)) return std::unexpected(not_open());
  // Who has confirmed may still step back before it is submitted; who has declined is asked anew or not at
  // all.
  if (member->state == Member::State::declined ||
      (member->state == Member::State::confirmed && answer.confirms)) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.answered", {"已经答复过", "it was answered already"},
               {"如需更改，请牵头申请人重新填报", "the lead names the members anew to change it"}));
  }
  json::object payload{{"subject", answer.subject}};
  if (answer.confirms) {
    if (file->by_shares && member->share > 0 && file->amount && member->payee.empty()) {
      return std::unexpected(
          refuse(Fault::Kind::conflict, "casework.payee-missing",
                 {"尚未填写收款账户", "the account to be paid into is missing"},
                 {"各方份额直接付给各方，请先填写自己的收款账户再确认",
                  "everybody is paid its share: enter an account of your own before you confirm"}));
    }
    const std::string key = key_for(file->matter, file->subject.identity, member->subject.identity);
    const bool its_own = key != file->matter.key;  // else it is one matter, whoever asks
    if (its_own && (is_taken(tx, file->matter.kind, key) ||
                    !joint_case_of(tx, answer.subject, {file->matter.kind, {}, key}).empty())) {
      return std::unexpected(
          refuse(Fault::Kind::conflict, "casework.matter-taken",
                 {fmt::format("“{}”已就同一事项申请或领取", member->subject.name),
                  fmt::format("`{}` has applied or was paid for the same matter", member->subject.name)},
                 {"请先撤回自己的申请，或不参加联合申请", "withdraw its own application first, or decline"}));
    }
  } else {
    if (answer.reason.empty() || answer.reason.size() > reason_limit || !text::is_valid_utf8(answer.reason)) {
      return std::unexpected(refuse(Fault::Kind::invalid, "procedure.reason-required",
                                    {"须说明理由", "a reason is required"},
                                    {"请填写两千字以内的理由", "state it in at most 2,000 characters"}));
    }
    payload["reason"] = answer.reason;
  }
  const auto event =
      append(tx, *file, {person.account, ""},
             answer.confirms ? "case.member_confirmed" : "case.member_declined", nullptr, std::move(payload));
  if (!event) return std::unexpected(event.error());
  return done(*file);
}

bool declared_by_shares(const policy::Package& package, std::string_view provision, const Date& day) {
  const policy::Parameter* parameter = package.parameter(joint_payment_parameter);
  const policy::ParameterValue* value = parameter == nullptr ? nullptr : parameter->on(day);
  if (value == nullptr) return false;
  const auto says = [](const feel::Value* way) {
    return way != nullptr && way->text() != nullptr && *way->text() == "shares";
  };
  const feel::List* list = value->value.list();
  if (list == nullptr) return says(&value->value);
  for (const feel::Value& item : list->items) {
    const feel::Value* of = item.context() == nullptr ? nullptr : item.context()->find("条款");
    if (of != nullptr && of->text() != nullptr && *of->text() == provision)
      return says(item.context()->find("方式"));
  }
  return false;
}

std::vector<SharePart> whole_by_share(const CaseFile& file, Fen fen) {
  const Sharers all = sharers_of(file);
  return parts_of(all, split_by_shares(fen, all.shares));
}

std::vector<SharePart> parts_by_share(const store::Reader& reader, const CaseFile& file, Fen fen) {
  const Sharers all = sharers_of(file);
  const auto granted = granted_by_member(reader, file);
  std::vector<Fen> had;
  for (const std::string& member : all.members) {
    const auto found = granted.find(member);
    had.push_back(found == granted.end() ? Fen{} : found->second);
  }
  return parts_of(all, split_further(fen, all.shares, had));
}

std::string claim_of(std::string_view case_claim, std::string_view member) {
  return member.empty() ? std::string(case_claim) : fmt::format("{}@{}", case_claim, member);
}

std::string member_of(std::string_view claim) {
  const auto at = claim.find('@');
  if (at == std::string_view::npos) return {};
  const std::string_view rest = claim.substr(at + 1);
  return std::string(rest.substr(0, rest.find('/')));
}

const std::string& payee_of_claim(const CaseFile& file, std::string_view claim) {
  const std::string subject = member_of(claim);
  const auto member = std::ranges::find(
      file.members, subject, [](const Member& one) -> const std::string& { return one.subject.id; });
  return subject.empty() || member == file.members.end() ? file.payee : member->payee;
}

std::optional<Fault> members_open(const CaseFile& file) {
  const int least = file.rule->joint && file.mode == Mode::apply ? file.rule->joint->least : 0;
  if (std::ssize(file.members) < least) {
    return refuse(Fault::Kind::conflict, "casework.members-missing",
                  {fmt::format("本条款须至少 {} 个联合申请人", least),
                   fmt::format("the provision wants at least {} to join", least)},
                  {"请填写联合申请人并由其确认", "name them, and have them confirm"});
  }
  std::vector<std::string> open;
  for (const Member& member : file.members)
    if (member.state != Member::State::confirmed) open.push_back(member.subject.name);
  if (open.empty()) return std::nullopt;
  return refuse(Fault::Kind::conflict, "casework.members-open",
                {fmt::format("联合申请人尚未确认：{}", fmt::join(open, "、")),
                 fmt::format("not confirmed yet by: {}", fmt::join(open, ", "))},
                {"请其登录后确认，或重新填报联合申请人", "have them confirm, or name the members anew"});
}

std::string joint_case_of(const store::Reader& reader, std::string_view subject,
                          const determine::Matter& matter) {
  return reader
      .text(
          "SELECT c.reference FROM case_member m JOIN case_file c ON c.id = m.case_id WHERE m.matter_kind = "
          "? "
          "AND m.matter_key = ? AND m.subject = ? AND m.state = 'confirmed' AND c.ended = 0 AND c.matter_key "
          "<> "
          "m.matter_key",
          {matter.kind, matter.key, subject})
      .value_or("");
}

Fault taken_jointly(const std::string& reference) {
  return refuse(Fault::Kind::conflict, "casework.matter-taken",
                {fmt::format("该事项已参加联合申请（办件 {}）", reference),
                 fmt::format("the matter is part of a joint application ({})", reference)},
                {"请在该办件中办理", "go on in that case"});
}

std::vector<determine::Paid> paid_jointly(const store::Reader& reader, const store::Subject& subject) {
  std::vector<determine::Paid> paid;
  reader.query(
      "SELECT c.matter_kind, c.matter_parts, c.policy, c.provision, p.fen, p.paid, c.subject FROM "
      "case_member m JOIN case_file c ON c.id = m.case_id JOIN matter_paid p ON p.case_id = c.id WHERE "
      "m.subject = ? AND m.state = 'confirmed' AND c.matter_key <> m.matter_key ORDER "
      "BY p.seq",
      {subject.id}, [&](const store::Row& row) {
        const auto lead = store::find_subject(reader, row.view(6));
        if (!lead) return;
        paid.push_back({.kind = row.text(0),
                        .parts = parts_for(parts_of(row.view(1)), lead->identity, subject.identity),
                        .amount = Fen{row.integer(4)},
                        .on = Date::parse(row.view(5)),
                        .policy = row.text(2),
                        .provision = row.text(3),
                        .level = "city",
                        .location = {}});
      });
  return paid;
}

bool belongs_to_member(const store::Reader& reader, const Person& person, std::string_view case_id) {
  const auto members = reader.all("SELECT subject FROM case_member WHERE case_id = ? AND state <> 'declined'",
                                  {case_id}, [](const store::Row& row) { return row.text(0); });
  return std::ranges::any_of(members, [&](const std::string& one) { return acts_for(person, one); });
}

bool has_joint_rival(const store::Reader& reader, const CaseFile& file) {
  if (!joint_case_of(reader, file.subject.id, file.matter).empty()) return true;
  return std::ranges::any_of(file.members, [&](const Member& member) {
    if (member.state != Member::State::confirmed) return false;
    const std::string key = key_for(file.matter, file.subject.identity, member.subject.identity);
    return reader
        .integer("SELECT 1 FROM case_file WHERE matter_kind = ? AND matter_key = ? AND ended = 0 AND id <> ?",
                 {file.matter.kind, key, file.id})
        .has_value();
  });
}

}  // namespace enact::casework
