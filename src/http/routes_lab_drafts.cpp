// Routes by which changed packages come into the policy lab: uploaded as a zip file, checked, listed,
// removed. What is wrong with a package is no fault of the request: it is the answer.
#include <algorithm>

#include "base/text.hpp"
#include "http/json.hpp"
#include "http/lab_asking.hpp"
#include "http/service.hpp"
#include "identity/accounts.hpp"
#include "lab/archive.hpp"
#include "lab/draft_check.hpp"
#include "lab/drafts.hpp"
#include "policy/image.hpp"
#include "store/documents.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

constexpr std::size_t draft_remarks_shown = 200;
constexpr std::size_t longest_excerpt = 200;  // characters

std::string_view id_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

std::string excerpt_of(const std::string& line) {
  const std::vector<char32_t> points = text::code_points(line);
  if (points.size() <= longest_excerpt) return line;
  return text::from_code_points(std::span(points).first(longest_excerpt)) + "…";
}

json::object remark_json(const Diagnostic& remark) {
  json::object out{{"severity", id_of(remark.severity)},
                   {"code", remark.code},
                   {"message", to_json(remark.message)},
                   {"help", to_json(remark.help)},
                   {"file", ""},
                   {"line", 0},
                   {"column", 0},
                   {"excerpt", ""}};
  if (!remark.location.known()) return out;
  const Source& source = *remark.location.source;
  const Position at = source.position(remark.location.span.begin);
  out["file"] = source.name();
  out["line"] = at.line;
  out["column"] = at.column;
  const std::string line(source.line(at.line));
  if (text::is_valid_utf8(line)) out["excerpt"] = excerpt_of(line);
  return out;
}

json::object draft_json(const store::Reader& reader, const lab::Draft& draft) {
  const auto account = identity::find_account(reader, draft.author);
  return {{"id", draft.id},
          {"name", draft.name},
          {"unit", draft.unit},
          {"author", account ? to_json(account->name) : to_json(Text{draft.author, draft.author})},
          {"added", draft.added_at.to_string()},
          {"package", draft.package},
          {"package_hash", draft.package_hash}};
}

// Errors first: they keep the draft from being tried.
json::object check_json(const Diagnostics& diagnostics, json::value draft) {
  std::vector<const Diagnostic*> shown;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    for (const Diagnostic& one : diagnostics)
      if (one.severity == severity && shown.size() < draft_remarks_shown) shown.push_back(&one);
  const auto errors = std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity);
  return {{"draft", std::move(draft)},
          {"errors", errors},
          {"others", std::ssize(diagnostics) - errors},
          {"remarks", map_json(shown, [](const Diagnostic* one) { return remark_json(*one); })}};
}

// "common/…" of the packages in force, from their images.
policy::FileSet shared_files(Service& service) {
  policy::FileSet shared;
  service.database().read([&](const store::Reader& reader) {
    for (const policy::PackagePtr& package : service.options().lab->packages()) {
      const auto kept = store::find_image(reader, package->hash);
      if (!kept) continue;
      auto image =
          policy::open_image({reinterpret_cast<const char*>(kept->content.data()), kept->content.size()});
      if (!image) continue;
      for (auto& [path, text] : image->files)
        if (!path.starts_with(image->folder + "/")) shared.emplace(path, std::move(text));
    }
    return 0;
  });
  return shared;
}

Response list_drafts(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  return service.database().read([&](const store::Reader& reader) {
    return ok(items(map_json(lab::drafts(reader, person_of(request)),
                             [&](const lab::Draft& one) { return draft_json(reader, one); })));
  });
}

Response add(Service& service, const Request& request) {
  if (service.options().lab == nullptr) return no_lab(request);
  const lab::Lab& lab = *service.options().lab;
  const std::string base(request.query_or("package", ""));
  if (!lab.package(base)) {
    return problem(404, "lab.no-package", {"没有施行中的这项政策", "there is no such policy in force"}, {},
                   request.language);
  }
  if (const auto upload = upload_of(service, request); !upload)
    return problem(upload.error(), request.language);
  const auto files = lab::unpack(request.body);
  if (!files) return problem(files.error(), request.language);
  auto checked = lab::check_draft(*files, base, shared_files(service));
  if (!checked) return problem(checked.error(), request.language);
  Diagnostics diagnostics = std::move(checked->loaded.diagnostics);
  const policy::PackagePtr package = checked->loaded.package;
  if (package) {
    const Diagnostics other = lab::other_facts(lab.packages(), *package);
    diagnostics.insert(diagnostics.end(), other.begin(), other.end());
  }
  if (!package || has_errors(diagnostics)) return ok(check_json(diagnostics, nullptr));
  const lab::NewDraft wanted{std::string(request.query_or("name", "")), package->id, package->hash,
                             policy::to_image(checked->files, checked->folder)};
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto added = lab::add_draft(tx, person_of(request), wanted);
    if (!added) return std::unexpected(std::move(added).error());
    return json::serialize(check_json(diagnostics, draft_json(tx, *added)));
  });
  return done ? ok_text(done->body) : problem(done.error(), request.language);
}

Response remove_draft(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto removed = lab::remove_draft(tx, person_of(request), request.parameter("draft"));
    if (!removed) return std::unexpected(std::move(removed).error());
    return std::string();
  });
  return done ? no_content() : problem(done.error(), request.language);
}

}  // namespace

void add_lab_draft_routes(std::vector<Route>& out) {
  const auto use = may(identity::Action::use_lab);
  const auto keep = may(identity::Action::keep_scenario);
  out.push_back({Method::get,
                 "/lab/drafts",
                 "listDrafts",
                 {"上传的修改稿", "Changed packages that were uploaded"},
                 use,
                 {},
                 "",
                 "DraftList",
                 200,
                 {404},
                 list_drafts});
  out.push_back({Method::post,
                 "/lab/drafts",
                 "addDraft",
                 {"上传修改后的政策包（zip），检查后供实验室测算",
                  "Upload a changed package as a zip file: checked, and kept for the lab alone"},
                 keep,
                 {"name", "package"},
                 "bytes",
                 "DraftCheck",
                 200,
                 {404, 409},
                 add});
  out.push_back({Method::delete_,
                 "/lab/drafts/{draft}",
                 "removeDraft",
                 {"删除修改稿", "Remove a draft"},
                 keep,
                 {},
                 "",
                 "",
                 204,
                 {409},
                 remove_draft});
}

}  // namespace enact::http
