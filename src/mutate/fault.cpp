// Finding every fault of a package. See fault.hpp.
#include "mutate/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "mutate/declaration_faults.hpp"
#include "mutate/feel_faults.hpp"
#include "mutate/yaml_edits.hpp"
#include "policy/markdown.hpp"

namespace enact::mutate {
namespace {

using policy::yaml::Node;

// A part of a package that faults stand in: a provision's block, a table, a definition, a parameter.
struct Part {
  std::string name;
  Span span;
  std::optional<Node> root;  // of YAML
  std::vector<std::string> provisions;
};

// The scalar that holds the byte, and the way to it.
const Node* scalar_at(const Node& node, std::size_t at, std::string& path) {
  if (node.is_scalar()) return node.span.begin <= at && at < node.span.end ? &node : nullptr;
  for (const policy::yaml::Entry& entry : node.entries) {
    std::string deeper = path.empty() ? entry.key.text : path + "." + entry.key.text;
    if (const Node* found = scalar_at(entry.value, at, deeper)) {
      path = std::move(deeper);
      return found;
    }
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    std::string deeper = fmt::format("{}[{}]", path, i);
    if (const Node* found = scalar_at(node.items[i], at, deeper)) {
      path = std::move(deeper);
      return found;
    }
  }
  return nullptr;
}

// On one line, for an id.
std::string flat(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char next = c == '\n' ? ' ' : c;
    if (next != ' ' || (!out.empty() && out.back() != ' ')) out += next;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Faults {
 public:
  Faults(const policy::FileSet& files, std::string_view folder, const policy::Loaded& loaded)
      : loaded_(loaded), package_(*loaded.package) {
    const std::string_view parent = folder.substr(0, folder.rfind('/') + 1);
    for (const auto& [path, text] : policy::package_sources(files, folder)) {
      const std::string name = std::string(parent) + path;
      sources_[name] = std::make_shared<const Source>(name, text);
    }
    policy_file_ = std::string(folder) + "/policy.md";
  }

  std::vector<Fault> run() {
    for (const auto& [name, source] : sources_) read_parts(name, source);
    for (auto& [file, parts] : parts_) {
      for (Part& part : parts) touch(file, part);
    }
    for (const auto& [file, parts] : parts_) {
      for (const Part& part : parts) declarations(file, part);
    }
    expressions();
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
      return std::tie(a.edit.file, a.location.span.begin) < std::tie(b.edit.file, b.location.span.begin);
    });
    std::map<std::string, int> count;
    for (Fault& fault : faults_) {
      const int nth = ++count[fault.id];
      if (nth > 1) fault.id += fmt::format(" ({})", nth);
    }
    return std::move(faults_);
  }

 private:
  void read_parts(const std::string& name, const SourcePtr& source) {
    std::vector<Part>& parts = parts_[name];
    Diagnostics ignored;  // the package has been loaded without errors
    if (name == policy_file_) {
      const policy::Markdown markdown = policy::split_markdown(source, ignored);
      if (markdown.front_matter) {
        parts.push_back({package_.id,
                         *markdown.front_matter,
                         policy::yaml::read(source, *markdown.front_matter).root,
                         {}});
      }
      for (const policy::Block& block : markdown.blocks) {
        if (block.kind != policy::Block::Kind::fence) continue;
        constexpr std::string_view table = "table ";
        if (block.info.starts_with(table)) {
          parts.push_back({block.info.substr(table.size()), block.span, std::nullopt, {}});
        } else if (block.info == "yaml") {
          auto root = policy::yaml::read(source, block.span).root;
          const Node* id = root ? root->find("provision") : nullptr;
          if (id != nullptr) parts.push_back({id->text, block.span, std::move(root), {}});
        }
      }
      return;
    }
    if (!name.ends_with(".yaml")) return;
    const auto root = policy::yaml::read(source).root;
    if (!root) return;
    const Node* of = name.ends_with("/vocabulary.yaml")               ? root->find("definitions")
                     : name.find("/parameters/") != std::string::npos ? &*root
                                                                      : nullptr;
    if (of == nullptr) return;
    for (const policy::yaml::Entry& entry : of->entries) {
      if (of == &*root && package_.parameter(entry.key.text) == nullptr) continue;  // working days
      const std::size_t begin = entry.key.span.begin;
      parts.push_back({entry.key.text, {begin, std::max(begin, entry.value.span.end)}, entry.value, {}});
    }
  }

  bool is_provision(const Part& part) const { return package_.provision(part.name) != nullptr; }

  // A provision touches itself; what is shared touches the executable provisions that name it, directly or by
  // something shared that does. That a text only happens to hold the name does no harm.
  void touch(const std::string& file, Part& part) {
    if (is_provision(part)) {
      part.provisions = {part.name};
      return;
    }
    const bool everything = file == policy_file_ && part.name == package_.id;
    std::set<std::string> names{part.name};
    for (bool more = !everything; more;) {
      more = false;
      for (const auto& [path, parts] : parts_) {
        for (const Part& other : parts) {
          if (is_provision(other) || other.name == package_.id || names.count(other.name) > 0) continue;
          if (holds_any(path, other, names)) more = names.insert(other.name).second || more;
        }
      }
    }
    for (const Part& other : parts_[policy_file_]) {
      const policy::Provision* provision = package_.provision(other.name);
      if (provision == nullptr || !provision->executable()) continue;
      if (everything || holds_any(policy_file_, other, names)) part.provisions.push_back(other.name);
    }
  }

  bool holds_any(const std::string& file, const Part& part, const std::set<std::string>& names) const {
    const std::string_view text = sources_.at(file)->text(part.span);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return text.find(name) != std::string_view::npos; });
  }

  void add(const Part& part, DeclarationFault fault) {
    Fault made;
    made.kind = fault.kind;
    made.of = part.name;
    made.provisions = part.provisions;
    made.location = std::move(fault.location);
    made.before = std::move(fault.before);
    made.after = std::move(fault.after);
    made.edit = std::move(fault.edit);
    made.id = fmt::format("{} / {} / {}", part.name, fault.path, told(made));
    faults_.push_back(std::move(made));
  }

  static std::string told(const Fault& fault) {
    if (fault.after.empty()) return "- " + flat(fault.before);
    if (fault.before.empty()) return "+ " + flat(fault.after);
    return flat(fault.before) + " → " + flat(fault.after);
  }

  void declarations(const std::string& file, const Part& part) {
    std::vector<DeclarationFault> found;
    const policy::Provision* provision = package_.provision(part.name);
    if (provision != nullptr && part.root) {
      if (provision->executable()) found = faults_of_provision(*part.root, *provision);
    } else if (file == policy_file_ && !part.root) {
      rows(part);
      return;
    } else if (part.name == package_.id && part.root) {
      faults_of_front_matter(*part.root, found);
    } else if (part.root) {
      if (const Node* values = part.root->find("values")) faults_of_values(*values, "values", found);
    }
    for (DeclarationFault& fault : found) add(part, std::move(fault));
  }

  void rows(const Part& part) {
    const auto table = package_.tables.find(part.name);
    if (table == package_.tables.end()) return;
    const std::string_view text = sources_.at(policy_file_)->text();
    int number = 0;
    for (const dmn::Row& row : table->second->rows) {
      const std::size_t begin = text.rfind('\n', row.location.span.begin) + 1;
      const std::size_t end = text.find('\n', row.location.span.begin);
      const std::string shown(text.substr(begin, end - begin));
      add(part, {Kind::row,
                 fmt::format("{}", ++number),
                 {sources_.at(policy_file_), {begin, end}},
                 shown,
                 "",
                 Edit{policy_file_, {begin, end + 1}, ""}});
    }
  }

  const Part* part_at(const std::string& file, std::size_t at) const {
    const auto found = parts_.find(file);
    if (found == parts_.end()) return nullptr;
    for (const Part& part : found->second) {
      if (part.span.begin <= at && at < part.span.end) return &part;
    }
    return nullptr;
  }

  void expressions() {
    std::set<std::pair<std::string, std::size_t>> seen;  // a text that is compiled twice stands once
    for (const policy::ReadText& read : loaded_.texts) {
      const std::string& file = read.text.source->name();
      const std::size_t begin = read.text.offsets.empty() ? read.text.span.begin : read.text.offsets.front();
      const Part* part = part_at(file, begin);
      if (part == nullptr || !seen.insert({file, begin}).second) continue;
      std::string path;
      const Node* scalar = part->root ? scalar_at(*part->root, begin, path) : nullptr;
      if (part->root && scalar == nullptr) continue;
      if (scalar == nullptr) path = cell(*part, begin);
      for (const TokenFault& fault : faults_in(read.text.expression)) {
        add(*part, of_expression(read.text, scalar, begin, path, fault));
      }
    }
  }

  DeclarationFault of_expression(const feel::ExpressionText& text, const Node* scalar, std::size_t begin,
                                 const std::string& path, const TokenFault& fault) const {
    const auto place = [&](std::size_t byte) {
      return text.offsets.empty() ? text.span.begin + byte : text.offsets[byte];
    };
    DeclarationFault made;
    made.kind = fault.kind;
    made.path = path;
    made.location = {text.source, {place(fault.span.begin), place(fault.span.end)}};
    made.before = text.expression.substr(fault.span.begin, fault.span.end - fault.span.begin);
    made.after = fault.with;
    if (scalar == nullptr) {
      made.edit = {text.source->name(), made.location.span, fault.with};
      return made;
    }
    const auto first = std::find(scalar->offsets.begin(), scalar->offsets.end(), begin);
    const auto from = static_cast<std::size_t>(first - scalar->offsets.begin());
    made.edit = rewritten(*scalar, {from + fault.span.begin, from + fault.span.end}, fault.with);
    return made;
  }

  // Line and column of a cell, from 1.
  std::string cell(const Part& part, std::size_t at) const {
    const SourcePtr& source = sources_.at(policy_file_);
    const std::string_view text = source->text();
    const std::size_t begin = text.rfind('\n', at) + 1;
    const std::string_view before = text.substr(begin, at - begin);
    return fmt::format("{}.{}", source->position(at).line - source->position(part.span.begin).line - 1,
                       std::count(before.begin(), before.end(), '|') - 1);
  }

  const policy::Loaded& loaded_;
  const policy::Package& package_;
  std::map<std::string, SourcePtr> sources_;
  std::map<std::string, std::vector<Part>> parts_;
  std::string policy_file_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> faults_of(const policy::FileSet& files, std::string_view folder,
                             const policy::Loaded& loaded) {
  return Faults(files, folder, loaded).run();
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::comparison:
      return "comparison";
    case Kind::connective:
      return "connective";
    case Kind::quantifier:
      return "quantifier";
    case Kind::negation:
      return "negation";
    case Kind::arithmetic:
      return "arithmetic";
    case Kind::figure:
      return "figure";
    case Kind::rounding:
      return "rounding";
    case Kind::operand:
      return "operand";
    case Kind::test:
      return "test";
    case Kind::filter:
      return "filter";
    case Kind::condition:
      return "condition";
    case Kind::cap:
      return "cap";
    case Kind::cap_key:
      return "cap-key";
    case Kind::validity:
      return "validity";
    case Kind::event_date:
      return "event-date";
    case Kind::monthly:
      return "monthly";
    case Kind::matter:
      return "matter";
    case Kind::stacking:
      return "stacking";
    case Kind::alternative:
      return "alternative";
    case Kind::benefit:
      return "benefit";
    case Kind::ranking:
      return "ranking";
    case Kind::row:
      return "row";
    case Kind::parameter:
      return "parameter";
  }
  return "";
}

}  // namespace enact::mutate
