#include "casework/forms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casework/announcement.hpp"
#include "casework/form_values.hpp"
#include "casework/people.hpp"
#include "casework/refusals.hpp"
#include "paper/paper.hpp"
#include "policy/image.hpp"

namespace enact::casework {
namespace {

using policy::Form;
using store::Fault;

constexpr std::size_t name_limit = 200;  // bytes

Fault no_form() {
  return refuse(Fault::Kind::not_found, "casework.no-form", {"没有这份表单", "there is no such form"},
                {"请从本条款的表单中选择", "choose one of the provision's forms"});
}

std::optional<Form> find_form(const store::Reader& reader, const policy::Package& package,
                              const policy::Provision& provision, std::string_view id) {
  auto forms = forms_of_provision(reader, package, provision);
  const auto found = std::ranges::find(forms, id, &Form::id);
  return found == forms.end() ? std::nullopt : std::optional(std::move(*found));
}

bool with_applicant(const CaseFile& file) {
  return std::ranges::any_of(file.state.open,
                             [](const procedure::OpenStep& open) { return open.step->kind == "apply"; });
}

std::expected<std::string, Fault> as_pdf(const Form& form, const FormValues& values, Instant made) {
  auto pdf = paper::to_pdf({.text = form_text(form, values), .title = form.title.zh, .made = made});
  if (pdf) return std::move(*pdf);
  return std::unexpected(refuse(Fault::Kind::internal, "casework.form-not-made", pdf.error(),
                                {"请告知管理员", "tell the administrator"}));
}

bool has(const CaseFile& file, std::string_view kind) {
  return std::ranges::find(file.evidence, kind, &Evidence::kind) != file.evidence.end();
}

}  // namespace

std::vector<Form> forms_of_provision(const store::Reader& reader, const policy::Package& package,
                                     const policy::Provision& provision) {
  const auto kept = store::find_image(reader, package.hash);
  if (!kept) return {};
  const auto image =
      policy::open_image({reinterpret_cast<const char*>(kept->content.data()), kept->content.size()});
  if (!image) return {};
  auto forms = policy::forms_of(image->files, image->folder, package);
  std::erase_if(forms, [&](const Form& form) { return !policy::serves(form, provision); });
  return forms;
}

std::vector<std::string> evidence_asked(const store::Reader& reader, const CaseFile& file,
                                        const Date& today) {
  if (file.mode == Mode::confirm) return {};
  std::vector<std::string> kinds = file.rule->evidence;
  if (const auto announced = announcement_for(reader, file.policy, file.provision, today.year)) {
    for (const std::string& kind : announced->materials)
      if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds;
}

std::expected<std::vector<FormView>, Fault> case_forms(const store::Reader& reader, const Library& library,
                                                       const Person& person, std::string_view case_id,
                                                       Instant now) {
  const auto file = load_visible(reader, library, person, case_id);
  if (!file) return std::unexpected(file.error());
  std::vector<FormView> views;
  if (!with_applicant(*file) || file->mode == Mode::confirm) return views;
  const auto asked = evidence_asked(reader, *file, now.legal_day());
  for (const Form& form : forms_of_provision(reader, *file->package, *file->rule)) {
    FormView view{.id = form.id, .title = form.title, .kind = form.kind};
    view.wanted = !has(*file, form.id) && std::ranges::find(asked, form.id) != asked.end();
    if (form.kind == Form::Kind::commitment) view.text = form_text(form, form_values(reader, *file, {}, now));
    views.push_back(std::move(view));
  }
  return views;
}

std::expected<std::string, Fault> filled_form(const store::Reader& reader, const Library& library,
                                              const Person& person, std::string_view case_id,
                                              std::string_view form, Instant now) {
  const auto file = load_visible(reader, library, person, case_id);
  if (!file) return std::unexpected(file.error());
  const auto found = find_form(reader, *file->package, *file->rule, form);
  if (!found) return std::unexpected(no_form());
  return as_pdf(*found, form_values(reader, *file, {}, now), now);
}

std::expected<std::string, Fault> blank_form(const store::Reader& reader, const Library& library,
                                             std::string_view policy, std::string_view provision,
                                             std::string_view form, Instant now) {
  const auto package = library.current()->package(policy);
  const policy::Provision* rule = package == nullptr ? nullptr : package->provision(provision);
  if (rule == nullptr) return std::unexpected(no_form());
  const auto found = find_form(reader, *package, *rule, form);
  if (!found) return std::unexpected(no_form());
  return as_pdf(*found, blank_values(*package, *rule), now);
}

DoneOr agree_to(store::Transaction& tx, const Library& library, const Person& person,
                const CommitmentRequest& request) {
  auto file = load_visible(tx, library, person, request.case_id);
  if (!file) return std::unexpected(std::move(file).error());
  if (!may_for(person, identity::Action::apply, file->subject.id)) return std::unexpected(not_permitted());
  const auto form = find_form(tx, *file->package, *file->rule, request.form);
  if (!form || form->kind != Form::Kind::commitment) return std::unexpected(no_form());
  if (!with_applicant(*file)) {
    return std::unexpected(refuse(Fault::Kind::conflict, "procedure.not-open",
                                  {"申请已提交，不能再签署", "the application has been submitted"},
                                  {"如需补正，请等待退回", "wait until it is returned"}));
  }
  if (!request.agreed) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.consent-missing",
                                  {"请阅读并勾选同意", "read it and tick that you agree"},
                                  {"勾选后签署", "tick the box, then sign"}));
  }
  const std::string name(text::trim(request.name));
  if (name.empty() || name.size() > name_limit || !text::is_valid_utf8(name) ||
      std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.signer-missing",
                                  {"请填写签署人姓名", "say who agrees"},
                                  {"填写法定代表人或经办人姓名", "the name of the natural person"}));
  }
  if (has(*file, form->id)) return done(*file);
  const auto pdf = as_pdf(*form, form_values(tx, *file, name, tx.now()), tx.now());
  if (!pdf) return std::unexpected(pdf.error());
  const auto hash = store::put_blob(tx, store::as_bytes(*pdf), "application/pdf");
  if (!hash) return std::unexpected(hash.error());
  const auto event = append(tx, *file, {person.account, ""}, "case.evidence_added", nullptr,
                            {{"hash", *hash},
                             {"kind", form->id},
                             {"file_name", form->title.zh + ".pdf"},
                             {"media_type", "application/pdf"},
                             {"size", pdf->size()},
                             {"agreed", true},
                             {"signed_by", name},
                             {"package", file->package->hash}});
  if (!event) return std::unexpected(event.error());
  Done answer = done(*file);
  answer.id = *hash;
  return answer;
}

}  // namespace enact::casework
