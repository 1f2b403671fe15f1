// The steps around a public notice, and attachments.
#include <algorithm>

#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/step.hpp"
#include "registers/writing.hpp"
#include "store/content_type.hpp"

namespace enact::registers {
namespace {

using store::Fault;

constexpr std::size_t contact_limit = 300;
constexpr std::ptrdiff_t objections_limit = 200;  // open ones of one notice
constexpr std::size_t attachments_limit = 50;
constexpr std::size_t name_limit = 200;

EntryDoneOr step(store::Transaction& tx, const Registers& registers, EntryFile& file,
                 const procedure::Actor& actor, const procedure::Action& action, std::string kind,
                 std::string objection) {
  auto moved = procedure::attempt(file.run, file.state, actor, action, tx.now().legal_day());
  if (!moved) return std::unexpected(from_refusal(moved.error()));
  if (!objection.empty()) moved->objection = objection;
  if (auto fault = make_move(tx, registers, file,
                             {.kind = std::move(kind),
                              .moved = std::move(*moved),
                              .reason = action.reason,
                              .actor = {actor.account, actor.unit}})) {
    return std::unexpected(std::move(*fault));
  }
  EntryDone answer = done(file);
  answer.made = std::move(objection);
  return answer;
}

}  // namespace

EntryDoneOr Registers::publish_notice(store::Transaction& tx, const Person& person,
                                      const NoticeRequest& request) const {
  auto file = load_readable(tx, catalogue_, person, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  const procedure::Actor actor = actor_for(person, *file, request.step, request.unit);
  if (auto fault = permission_fault(person, *file, actor)) return std::unexpected(std::move(*fault));
  return step(tx, *this, *file, actor,
              {.kind = procedure::Action::Kind::publish_notice, .step = request.step}, "entry.published", {});
}

EntryDoneOr Registers::object(store::Transaction& tx, const Person& person,
                              const ObjectionRequest& request) const {
  auto file = load_entry(tx, catalogue_, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  // What is not under notice does not exist for the public.
  if (!file->state.notice && !may_read(person, *file)) return std::unexpected(no_entry());
  for (const auto& [text, limit] : {std::pair(std::string_view(request.reason), reason_limit),
                                    std::pair(std::string_view(request.name), contact_limit),
                                    std::pair(std::string_view(request.contact), contact_limit)}) {
    if (auto fault = text_fault(text, limit)) return std::unexpected(std::move(*fault));
  }
  if (request.name.empty() || request.contact.empty()) {
    return std::unexpected(refuse(
        Fault::Kind::invalid, "register.contact-missing",
        {"请留下姓名和联系方式，以便核实和答复", "name and contact are required, to verify and to answer"},
        {"联系方式只有保管单位可见", "only the keeper sees them"}));
  }
  if (std::ranges::count(file->state.objections, false, &procedure::Objection::answered) >=
      objections_limit) {
    return std::unexpected(refuse(Fault::Kind::too_many, "register.too-many-objections",
                                  {"该公示的异议过多", "there are too many objections to this notice"},
                                  {"请直接联系保管单位", "write to the keeper"}));
  }
  const std::string id = tx.new_id();
  const procedure::Actor actor{.account = person.account, .unit = {}, .roles = {}};
  auto objected =
      step(tx, *this, *file, actor, {.kind = procedure::Action::Kind::object, .reason = request.reason},
           "entry.objected", id);
  if (!objected) return objected;
  tx.execute("INSERT INTO register_contact (objection, entry, name, contact, at) VALUES (?, ?, ?, ?, ?)",
             {id, file->id, tx.seal(request.name, store::sealed_place("register_contact", "name", id)),
              tx.seal(request.contact, store::sealed_place("register_contact", "contact", id)), tx.now()});
  return objected;
}

EntryDoneOr Registers::answer_objection(store::Transaction& tx, const Person& person,
                                        const AnswerRequest& request) const {
  auto file = load_readable(tx, catalogue_, person, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = text_fault(request.reason, reason_limit)) return std::unexpected(std::move(*fault));
  const std::string notice = file->state.notice ? file->state.notice->step->id : std::string();
  const procedure::Actor actor = actor_for(person, *file, notice, request.unit);
  if (auto fault = permission_fault(person, *file, actor)) return std::unexpected(std::move(*fault));
  return step(tx, *this, *file, actor,
              {.kind = procedure::Action::Kind::answer_objection,
               .reason = request.reason,
               .objection = request.objection,
               .upheld = request.upheld},
              "entry.answered", {});
}

EntryDoneOr Registers::attach(store::Transaction& tx, const Person& person,
                              const AttachRequest& request) const {
  auto file = load_readable(tx, catalogue_, person, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  const auto all = hats(person, *file);
  const auto acting = std::ranges::find_if(all, [&](const procedure::Actor& hat) {
    return std::ranges::any_of(file->state.open,
                               [&](const procedure::OpenStep& open) { return is_for(open, hat); });
  });
  if (acting == all.end()) return std::unexpected(not_permitted());
  if (auto fault = permission_fault(person, *file, *acting)) return std::unexpected(std::move(*fault));
  const auto media_type = store::media_type_of(request.content);
  if (!media_type) {
    return std::unexpected(refuse(Fault::Kind::invalid, "register.attachment-type",
                                  {"内容不属于可接受的文件种类", "the contents are not of an accepted kind"},
                                  {"请上传 PDF、OFD、PNG、JPEG、TIFF、DOCX 或 XLSX 文件",
                                   "upload a PDF, OFD, PNG, JPEG, TIFF, DOCX or XLSX"}));
  }
  if (request.name.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "register.attachment-name",
                                  {"缺少文件名", "the file has no name"}, {"请写明文件名", "name the file"}));
  }
  if (auto fault = text_fault(request.name, name_limit)) return std::unexpected(std::move(*fault));
  if (file->attachments.size() >= attachments_limit) {
    return std::unexpected(refuse(Fault::Kind::limit, "register.too-many-attachments",
                                  {"附件已达 50 份", "an entry holds at most 50 attachments"},
                                  {"请合并后上传", "merge them before uploading"}));
  }
  const auto hash = store::put_blob(tx, request.content, *media_type);
  if (!hash) return std::unexpected(hash.error());
  if (std::ranges::find(file->attachments, *hash, &Attachment::hash) == file->attachments.end()) {
    if (auto fault = make_move(tx, *this, *file,
                               {.kind = "entry.attached",
                                .actor = {acting->account, acting->unit},
                                .payload = {{"hash", *hash},
                                            {"name", request.name},
                                            {"media_type", *media_type},
                                            {"size", request.content.size()}}})) {
      return std::unexpected(std::move(*fault));
    }
  }
  EntryDone answer = done(*file);
  answer.made = *hash;
  return answer;
}

}  // namespace enact::registers
