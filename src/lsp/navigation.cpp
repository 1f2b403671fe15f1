// Definitions and references. See navigation.hpp.
#include "lsp/navigation.hpp"

#include <map>
#include <optional>

#include "lsp/yaml_place.hpp"
#include "policy/document.hpp"

namespace enact::lsp {
namespace {

// Finds the lines of each file once.
class Locations {
 public:
  Locations(const Manner& manner, const UriOf& uri) : manner_(manner), uri_(uri) {}

  void add(const Analysis& analysis, const std::string& path, Span span) {
    const auto [found, is_new] = lines_.try_emplace(path, analysis.text(path));
    out_.push_back(
        json::object{{"uri", uri_(path)}, {"range", to_json(found->second.range(span, manner_.encoding))}});
  }
  json::array take() { return std::move(out_); }

 private:
  const Manner& manner_;
  const UriOf& uri_;
  std::map<std::string, Lines> lines_;
  json::array out_;
};

// The words of the document that the quotation at the cursor repeats.
std::optional<Location> quoted(const Asked& asked) {
  const Index& index = asked.analysis->index();
  for (const YamlPart& part : index.yaml()) {
    if (part.path != asked.path || asked.offset < part.span.begin || asked.offset > part.span.end) continue;
    const std::optional<NodeAt> at = node_at(part.root, *part.form, asked.offset);
    if (!at || at->form == nullptr || at->form->content != Content::quotation) return std::nullopt;
    const Section* section = index.section_at(asked.path, asked.offset);
    const policy::Document& document = asked.analysis->package()->document;
    const auto citation =
        policy::find_quotation(document, section == nullptr ? "" : section->article, at->node->text);
    if (citation) return document.location(citation->paragraph, citation->span);
  }
  return std::nullopt;
}

}  // namespace

json::value definition(const Asked& asked, const Manner& manner, const UriOf& uri) {
  if (asked.analysis == nullptr || asked.analysis->package() == nullptr) return nullptr;
  const Index& index = asked.analysis->index();
  Locations out(manner, uri);
  if (const Occurrence* at = index.at(asked.path, asked.offset)) {
    const Occurrence* declared = index.declaration(at->symbol);
    if (declared == nullptr) return nullptr;
    out.add(*asked.analysis, declared->path, declared->span);
  } else if (const std::optional<Location> place = quoted(asked); place && place->known()) {
    out.add(*asked.analysis, place->source->name(), place->span);
  } else {
    return nullptr;
  }
  return out.take();
}

Everywhere everywhere(const Symbol& symbol, const AnalysisPtr& analysis, Workspace& workspace) {
  Everywhere out;
  const Occurrence* declared = analysis->index().declaration(symbol);
  std::set<std::string> folders{analysis->folder()};
  if (declared != nullptr) {
    for (std::string& folder : workspace.packages_of(declared->path)) folders.insert(std::move(folder));
    for (std::string& folder : workspace.packages()) folders.insert(std::move(folder));
  }
  for (const std::string& folder : folders) {
    const AnalysisPtr each = folder == analysis->folder() ? analysis : workspace.analysis(folder);
    if (each->package() == nullptr) continue;
    const Occurrence* there = each->index().declaration(symbol);
    const bool same = there != nullptr && declared != nullptr && there->path == declared->path;
    if (each != analysis && !same) continue;
    out.packages.push_back(each);
    for (const Occurrence* occurrence : each->index().all(symbol)) {
      if (out.seen.emplace(occurrence->path, occurrence->span.begin).second) {
        out.occurrences.push_back(*occurrence);
      }
    }
  }
  return out;
}

json::value references(const Asked& asked, bool with_declaration, Workspace& workspace, const Manner& manner,
                       const UriOf& uri) {
  if (asked.analysis == nullptr || asked.analysis->package() == nullptr) return nullptr;
  const Occurrence* at = asked.analysis->index().at(asked.path, asked.offset);
  if (at == nullptr) return nullptr;
  const Everywhere found = everywhere(at->symbol, asked.analysis, workspace);
  Locations out(manner, uri);
  for (const Occurrence& occurrence : found.occurrences) {
    if (occurrence.declares && !with_declaration) continue;
    for (const AnalysisPtr& package : found.packages) {
      if (package->files().contains(occurrence.path)) {
        out.add(*package, occurrence.path, occurrence.span);
        break;
      }
    }
  }
  return out.take();
}

}  // namespace enact::lsp
