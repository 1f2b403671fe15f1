// See index.hpp. This file finds the parts of the files; what a YAML part names is yaml_names.cpp's.
#include "lsp/index.hpp"

#include <algorithm>
#include <iterator>

#include "lsp/yaml_names.hpp"
#include "policy/document.hpp"
#include "policy/markdown.hpp"
#include "policy/register.hpp"

namespace enact::lsp {

namespace {

constexpr std::string_view table_mark = "table ";

// 查询日 and the like: declared by the program, not by a package.
bool is_surrounding(std::string_view name) {
  return name == "查询日" || name == "政策" || name == "参数" || name == "月" || name == "月序";
}

}  // namespace

class IndexMaker {
 public:
  IndexMaker(Index& index, const policy::FileSet& files, std::string_view folder)
      : index_(index),
        files_(files),
        folder_(folder),
        package_(*index.loaded_.package),
        units_(package_.units) {}

  void run() {
    for (const std::string& path : paths()) {
      const auto file = files_.find(path);
      if (file == files_.end()) continue;
      const auto source = std::make_shared<const Source>(file->first, file->second);
      if (path.ends_with("/policy.md")) {
        read_policy(source);
      } else if (const Form* form = form_of_file(name_in_folder(path))) {
        read_yaml(source, {0, source->text().size()}, *form, {});
      }
    }
    index_.note_declarations();  // names in FEEL are looked up among them
    for (const policy::ReadText& text : index_.loaded_.texts) read_feel(text);
    index_.note_declarations();
  }

 private:
  // The sources of the package and of what it uses, its examples and its synthetic data.
  std::vector<std::string> paths() const {
    const std::size_t slash = folder_.rfind('/');
    const std::string parent = slash == std::string::npos ? "" : folder_.substr(0, slash + 1);
    std::vector<std::string> out;
    for (const auto& [path, text] : policy::package_sources(files_, folder_)) out.push_back(parent + path);
    const std::string prefix = folder_ + "/";
    for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix);
         ++file) {
      const std::string_view name = std::string_view(file->first).substr(prefix.size());
      if (name.starts_with("examples/") || name == "synthetic.yaml") out.push_back(file->first);
    }
    return out;
  }

  // Of a file in the package, or in a folder that it uses: what follows the last folder that is no part's.
  static std::string name_in_folder(std::string_view path) {
    for (const std::string_view part : {"/parameters/", "/examples/"}) {
      if (const std::size_t at = path.rfind(part); at != std::string_view::npos) {
        return std::string(path.substr(at + 1));
      }
    }
    return std::string(path.substr(path.rfind('/') + 1));
  }

  void read_policy(const SourcePtr& source) {
    Diagnostics ignored;  // the loader reports them
    const policy::Markdown markdown = policy::split_markdown(source, ignored);
    if (markdown.front_matter) read_yaml(source, *markdown.front_matter, front_matter_form(), {});
    std::string article;
    for (const policy::Block& block : markdown.blocks) {
      if (block.kind == policy::Block::Kind::heading) {
        const std::string number = policy::article_number(source->text(block.span));
        if (!number.empty() && block.level == 3) article = number;
      } else if (block.kind == policy::Block::Kind::fence) {
        read_fence(source, block, article);
      }
    }
  }

  void read_fence(const SourcePtr& source, const policy::Block& block, const std::string& article) {
    Section section{source->name(), block.span, article, "", ""};
    if (block.info.starts_with(table_mark)) {
      section.table = block.info.substr(table_mark.size());
      read_table(source, block);
    } else if (block.info == "yaml") {
      read_yaml(source, block.span, block_form(), &section);
    }
    index_.sections_.push_back(std::move(section));
  }

  void read_yaml(const SourcePtr& source, Span span, const Form& form, Section* section) {
    policy::yaml::Read read = policy::yaml::read(source, span);
    if (!read.root) return;
    std::string provision;
    if (section != nullptr) {
      if (const policy::yaml::Node* id = read.root->find("provision")) provision = id->text;
      section->provision = provision;
    }
    YamlNames(package_, units_, index_.occurrences_).read(*read.root, form, provision);
    if (form.named == What::institution) note_institutions(*read.root, source->name(), span);
    index_.yaml_.push_back({source->name(), span, &form, std::move(*read.root)});
  }

  // Each from its name to the next.
  void note_institutions(const policy::yaml::Node& root, const std::string& path, Span span) {
    std::size_t end = span.end;
    for (auto entry = root.entries.rbegin(); entry != root.entries.rend(); ++entry) {
      const std::size_t begin = entry->key.location().span.begin;
      index_.sections_.push_back({path, {begin, end}, "", "", "", entry->key.text});
      end = begin == 0 ? 0 : begin - 1;
    }
  }

  // The name behind `table`, and the header: `| U | 级别: 孵化器级别 | **金额: number<元>** |`.
  void read_table(const SourcePtr& source, const policy::Block& block) {
    const std::string_view text = source->text();
    const std::string name = block.info.substr(table_mark.size());
    const std::size_t before = text.rfind(name, block.span.begin);
    if (before != std::string_view::npos) {
      add({What::table, "", name}, source, {before, before + name.size()}, true);
    }
    const std::size_t line_end = std::min(text.find('\n', block.span.begin), block.span.end);
    std::size_t begin = text.find('|', block.span.begin);
    for (int column = 0; begin < line_end; ++column) {
      const std::size_t end = std::min(text.find('|', begin + 1), line_end);
      if (column > 0) read_header({begin + 1, end}, source, name);
      begin = end;
    }
  }

  void read_header(Span cell, const SourcePtr& source, const std::string& table) {
    const std::string_view text = source->text();
    const auto is_edge = [&](std::size_t at) {
      return text[at] == ' ' || text[at] == '*' || text[at] == '`';
    };
    const bool output = text.substr(cell.begin, cell.end - cell.begin).find("**") != std::string_view::npos;
    while (cell.begin < cell.end && is_edge(cell.begin)) ++cell.begin;
    while (cell.end > cell.begin && is_edge(cell.end - 1)) --cell.end;
    const std::size_t colon = std::min(text.find(':', cell.begin), cell.end);
    std::size_t name_end = colon;
    while (name_end > cell.begin && text[name_end - 1] == ' ') --name_end;
    if (name_end == cell.begin) return;
    if (!output) {
      add({What::column, table, std::string(text.substr(cell.begin, name_end - cell.begin))}, source,
          {cell.begin, name_end}, true);
    }
    for (const auto& [symbol, span] : type_names(source->text({colon, cell.end}), package_)) {
      add(symbol, source, {colon + span.begin, colon + span.end}, false);
    }
  }

  // ---- FEEL ----

  void read_feel(const policy::ReadText& text) {
    const std::string& path = text.text.source->name();
    const Section* section = index_.section_at(path, text.text.span.begin);
    for (const FeelName& name : names_in(text)) {
      std::optional<Symbol> symbol = symbol_of(name, text, section);
      if (!symbol) continue;
      const bool declares = name.kind == FeelName::Kind::local && name.span == name.binding;
      index_.occurrences_.push_back({std::move(*symbol), path, in_file(text.text, name.span), declares});
    }
  }

  std::optional<Symbol> symbol_of(const FeelName& name, const policy::ReadText& text,
                                  const Section* section) const {
    switch (name.kind) {
      case FeelName::Kind::input:
        return input(name.name, section);
      case FeelName::Kind::field:
        if (name.from == "参数") return Symbol{What::parameter, "", name.name};
        if (name.of->name.empty()) return std::nullopt;
        return Symbol{What::fact, name.of->name, name.name};
      case FeelName::Kind::local: {
        const std::size_t bound = in_file(text.text, name.binding).begin;
        return Symbol{What::local, text.text.source->name() + ":" + std::to_string(bound), name.name};
      }
      case FeelName::Kind::code:
        return Symbol{What::code, name.of->name, name.name};
      default:
        return std::nullopt;
    }
  }

  Symbol input(const std::string& name, const Section* section) const {
    if (section != nullptr && !section->table.empty()) return {What::column, section->table, name};
    if (is_surrounding(name)) return {What::surrounding, "", name};
    if (package_.vocabulary.subject(name) != nullptr) return {What::subject, "", name};
    if (package_.tables.contains(name)) return {What::table, "", name};
    const std::string provision = section == nullptr ? "" : section->provision;
    const std::string register_id = section == nullptr ? "" : section->institution;
    if (index_.declaration({What::field, register_id, name}) != nullptr)
      return {What::field, register_id, name};
    for (const What what : {What::item, What::let}) {
      if (index_.declaration({what, provision, name}) != nullptr) return {what, provision, name};
    }
    return {What::definition, "", name};
  }

  void add(Symbol symbol, const SourcePtr& source, Span span, bool declares) {
    index_.occurrences_.push_back({std::move(symbol), source->name(), span, declares});
  }

  Index& index_;
  const policy::FileSet& files_;
  std::string folder_;
  const policy::Package& package_;
  policy::UnitNames units_;
};

Index::Index(const policy::FileSet& files, std::string_view folder, const policy::Loaded& loaded)
    : loaded_(loaded) {
  if (loaded.package) IndexMaker(*this, files, folder).run();
}

const Occurrence* Index::at(std::string_view path, std::size_t offset) const {
  const Occurrence* best = nullptr;
  for (const Occurrence& each : occurrences_) {
    if (each.path != path || offset < each.span.begin || offset > each.span.end) continue;
    // Of two that touch, the one that begins here.
    if (best == nullptr || each.span.begin > best->span.begin) best = &each;
  }
  return best;
}

void Index::note_declarations() {
  for (std::size_t i = 0; i < occurrences_.size(); ++i) {
    if (occurrences_[i].declares) declarations_.try_emplace(occurrences_[i].symbol, i);
  }
}

const Occurrence* Index::declaration(const Symbol& symbol) const {
  const auto found = declarations_.find(symbol);
  return found == declarations_.end() ? nullptr : &occurrences_[found->second];
}

std::vector<const Occurrence*> Index::all(const Symbol& symbol) const {
  std::vector<const Occurrence*> out;
  for (const Occurrence& each : occurrences_) {
    if (each.symbol == symbol) out.push_back(&each);
  }
  return out;
}

std::vector<Symbol> Index::declared(What what, std::string_view container) const {
  std::vector<Symbol> out;
  for (const Occurrence& each : occurrences_) {
    if (each.declares && each.symbol.what == what && each.symbol.container == container) {
      out.push_back(each.symbol);
    }
  }
  return out;
}

const Section* Index::section_at(std::string_view path, std::size_t offset) const {
  const auto found =
      std::ranges::find_if(sections_, [&](const Section& section) { return section.holds(path, offset); });
  return found == sections_.end() ? nullptr : &*found;
}

const Section* Index::provision_section(std::string_view id) const {
  const auto found = std::ranges::find(sections_, id, &Section::provision);
  return found == sections_.end() || id.empty() ? nullptr : &*found;
}

const policy::ReadText* Index::text_at(std::string_view path, std::size_t offset) const {
  for (const policy::ReadText& text : loaded_.texts) {
    if (text.text.source->name() == path && in_expression(text.text, offset)) return &text;
  }
  return nullptr;
}

}  // namespace enact::lsp
