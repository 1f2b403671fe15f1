// What an applicant puts into an open case: evidence and the account to be paid into.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "casework/joint.hpp"
#include "casework/money.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "ledger/ledger.hpp"
#include "store/content_type.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::size_t evidence_limit = 50;  // documents of one case
constexpr std::size_t name_limit = 200;     // bytes of a file's or an account's name

std::expected<CaseFile, Fault> own_case(store::Transaction& tx, const Library& library, const Person& person,
                                        std::string_view case_id) {
  auto file = load_visible(tx, library, person, case_id);
  if (!file) return file;
  if (!may_for(person, identity::Action::prepare, file->subject.id)) return std::unexpected(not_permitted());
  return file;
}

std::optional<Fault> not_with_applicant(const CaseFile& file) {
  const bool open = std::ranges::any_of(
      file.state.open, [](const procedure::OpenStep& step) { return step.step->kind == "apply"; });
  if (open) return std::nullopt;
  return refuse(
      Fault::Kind::conflict, "procedure.not-open",
      {"申请已提交，材料不能再改动", "the application has been submitted and cannot be changed"},
      {"如需补正，请等待退回或联系牵头单位", "wait until it is returned, or write to the lead unit"});
}

// The account was part of a finance check that stands, and the bank has not refused it since. Of a member:
// what was paid to it.
bool is_checked(const store::Reader& reader, const CaseFile& file, const std::string& member) {
  const bool checked = std::ranges::any_of(file.state.done, [](const procedure::DoneStep& done) {
    return done.step->kind == "finance" && !done.voided;
  });
  if (!checked) return false;
  auto lines = ledger::batch_lines_of_case(reader, file.id);
  std::erase_if(lines, [&](const ledger::CaseLine& one) {
    const auto commitment = ledger::find_commitment(reader, one.line.commitment);
    return !commitment || member_of(commitment->claim) != member;
  });
  const bool refused = !lines.empty() && (lines.back().line.status == ledger::LineStatus::failed ||
                                          lines.back().line.status == ledger::LineStatus::returned);
  return !refused;
}

std::optional<Fault> account_fault(const ledger::Payee& payee) {
  const auto printable = [](std::string_view text) {
    return !text.empty() && text.size() <= name_limit && text::is_valid_utf8(text) &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  };
  const bool digits =
      payee.account_number.size() >= 8 && payee.account_number.size() <= 32 &&
      std::ranges::all_of(payee.account_number, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
  if (printable(payee.name) && printable(payee.bank) && digits) return std::nullopt;
  return refuse(Fault::Kind::invalid, "casework.bad-account",
                {"收款账户不完整：户名、开户行必填，账号为 8 至 32 位数字",
                 "the account is not complete: name and bank are required, the number has 8 to 32 digits"},
                {"请按开户许可证或账户信息填写", "enter it as the bank states it"});
}

}  // namespace

DoneOr Casework::add_evidence(store::Transaction& tx, const Person& person,
                              const EvidenceRequest& request) const {
  auto file = own_case(tx, library_, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = not_with_applicant(*file)) return std::unexpected(std::move(*fault));
  const auto media_type = store::media_type_of(request.content);
  if (!media_type) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.evidence-type",
               {fmt::format("“{}”的内容不属于可接受的文件种类", request.file_name),
                fmt::format("the contents of `{}` are not of an accepted kind", request.file_name)},
               {"请上传 PDF、OFD、PNG、JPEG、TIFF、DOCX 或 XLSX 文件",
                "upload a PDF, OFD, PNG, JPEG, TIFF, DOCX or XLSX"}));
  }
  if (file->evidence.size() >= evidence_limit) {
    return std::unexpected(refuse(Fault::Kind::limit, "casework.too-much-evidence",
                                  {fmt::format("一件最多 {} 份材料", evidence_limit),
                                   fmt::format("a case holds at most {} documents", evidence_limit)},
                                  {"请合并后上传", "merge them before uploading"}));
  }
  if (request.kind.empty() || request.kind.size() > name_limit || request.file_name.size() > name_limit ||
      !text::is_valid_utf8(request.kind) || !text::is_valid_utf8(request.file_name)) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "casework.evidence-name",
               {"材料种类或文件名缺失或过长", "the kind or the file name is missing or too long"},
               {"请改短后重新上传", "shorten it and upload again"}));
  }
  const auto hash = store::put_blob(tx, request.content, *media_type);
  if (!hash) return std::unexpected(hash.error());
  const auto same = [&](const Evidence& one) { return one.hash == *hash && one.kind == request.kind; };
  if (!std::ranges::any_of(file->evidence, same)) {
    const auto event = append(tx, *file, {person.account, ""}, "case.evidence_added", nullptr,
                              {{"hash", *hash},
                               {"kind", request.kind},
                               {"file_name", request.file_name},
                               {"media_type", *media_type},
                               {"size", request.content.size()}});
    if (!event) return std::unexpected(event.error());
  }
  Done answer = done(*file);
  answer.id = *hash;
  return answer;
}

DoneOr Casework::remove_evidence(store::Transaction& tx, const Person& person, std::string_view case_id,
                                 std::string_view hash) const {
  auto file = own_case(tx, library_, person, case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = not_with_applicant(*file)) return std::unexpected(std::move(*fault));
  if (std::ranges::find(file->evidence, hash, &Evidence::hash) != file->evidence.end()) {
    const auto event = append(tx, *file, {person.account, ""}, "case.evidence_removed", nullptr,
                              {{"hash", std::string(hash)}});
    if (!event) return std::unexpected(event.error());
  }
  return done(*file);
}

DoneOr Casework::set_payee(store::Transaction& tx, const Person& person, const PayeeRequest& request) const {
  auto file = load_visible(tx, library_, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  const auto member = std::ranges::find(
      file->members, request.subject, [](const Member& one) -> const std::string& { return one.subject.id; });
  if (!request.subject.empty() && (member == file->members.end() || !file->by_shares)) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.not-by-shares",
               {"补助付给牵头申请人，不需要您的收款账户", "the lead is paid: no account of yours is needed"},
               {"请刷新后查看", "reload the page"}));
  }
  const std::string& owner = request.subject.empty() ? file->subject.id : request.subject;
  if (!may_for(person, identity::Action::prepare, owner)) return std::unexpected(not_permitted());
  if (file->state.ended()) {
    return std::unexpected(refuse(Fault::Kind::conflict, "procedure.ended",
                                  {"办件已办结", "the case has ended"},
                                  {"如需更正，请联系财政部门", "write to the treasury"}));
  }
  if (is_checked(tx, *file, request.subject)) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.payee-checked",
               {"收款账户已经财政审核，不能更改", "the account has passed the finance check and stays"},
               {"如账户有误，请联系财政部门退回；银行退回后可以更正",
                "have the treasury send the case back; it may be corrected once the bank has refused it"}));
  }
  if (auto fault = account_fault(request.payee)) return std::unexpected(std::move(*fault));
  const std::string id = tx.new_id();
  tx.execute("INSERT INTO case_payee (id, case_id, name, bank, account_number, at) VALUES (?, ?, ?, ?, ?, ?)",
             {id, file->id, request.payee.name, request.payee.bank,
              tx.seal(request.payee.account_number, store::sealed_place("case_payee", "account_number", id)),
              tx.now()});
  json::object payload{
      {"payee", id}, {"bank", request.payee.bank}, {"masked", masked_number(request.payee.account_number)}};
  if (!request.subject.empty()) payload["subject"] = request.subject;
  const auto event = append(tx, *file, {person.account, ""},
                            request.subject.empty() ? "case.payee_set" : "case.member_payee_set", nullptr,
                            std::move(payload));
  if (!event) return std::unexpected(event.error());
  return done(*file);
}

}  // namespace enact::casework
