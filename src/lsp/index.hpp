// All names of a package with their places: where each is declared and where it is mentioned, in YAML, in
// FEEL texts, in tables and in examples. Made from what the loader read and from the same files; texts that
// cannot be read have no names. Knows nothing of editors.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/feel_names.hpp"
#include "lsp/grammar.hpp"
#include "lsp/symbol.hpp"
#include "policy/load.hpp"

namespace enact::lsp {

struct Occurrence {
  Symbol symbol;
  std::string path;
  Span span;  // of the name alone
  bool declares = false;
};

// A provision's block, a block of declaratory sentences (without id), a table, or what a file declares of a
// register.
struct Section {
  std::string path;
  Span body;
  std::string article;
  std::string provision;  // or
  std::string table;      // or
  std::string institution = {};
  bool holds(std::string_view at_path, std::size_t offset) const {
    return path == at_path && body.begin <= offset && offset <= body.end;
  }
};

// A file of YAML, or the YAML of a block: what is read of it.
struct YamlPart {
  std::string path;
  Span span;
  const Form* form = nullptr;
  policy::yaml::Node root;
};

class Index {
 public:
  // `folder` as load_package() has it; `loaded` is what it made of the files.
  Index(const policy::FileSet& files, std::string_view folder, const policy::Loaded& loaded);

  const std::vector<Occurrence>& occurrences() const { return occurrences_; }
  // The narrowest name at the offset (its end counts); null if there is none.
  const Occurrence* at(std::string_view path, std::size_t offset) const;
  const Occurrence* declaration(const Symbol& symbol) const;
  std::vector<const Occurrence*> all(const Symbol& symbol) const;
  std::vector<Symbol> declared(What what, std::string_view container) const;

  const Section* section_at(std::string_view path, std::size_t offset) const;
  const Section* provision_section(std::string_view id) const;
  const std::vector<YamlPart>& yaml() const { return yaml_; }
  // The FEEL text at the offset; null if there is none.
  const policy::ReadText* text_at(std::string_view path, std::size_t offset) const;

 private:
  friend class IndexMaker;
  void note_declarations();

  const policy::Loaded& loaded_;
  std::vector<Occurrence> occurrences_;
  std::map<Symbol, std::size_t> declarations_;  // the first of each, into occurrences_
  std::vector<Section> sections_;
  std::vector<YamlPart> yaml_;
};

}  // namespace enact::lsp
