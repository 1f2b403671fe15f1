// Which names can be meant at a place of the text. FEEL names may hold spaces and operator signs
// (`monthly rent - net`), so a name is read as the longest run of tokens that spells a name in scope
// (DMN 1.5, 10.3.1.2, rule 25). Knows shapes (types as far as the parser sees them), not values.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "feel/compile.hpp"
#include "feel/lexer.hpp"

namespace enact::feel {

struct NameMatch {
  std::string name;        // as declared
  TypePtr shape;           // null: nothing known
  std::size_t tokens = 0;  // how many it takes
  bool builtin = false;    // of the standard library, not of the scope
};

class NameTable {
 public:
  NameTable(const Scope& scope, bool chinese);
  // With one empty frame, for other things that have names.
  explicit NameTable(bool chinese) : chinese_(chinese) { push(); }

  void push() { frames_.emplace_back(); }
  void pop() { frames_.pop_back(); }
  std::size_t frames() const { return frames_.size(); }
  // Leaves the frames above so many, as an error left them.
  void leave(std::size_t frames) { frames_.resize(std::min(frames, frames_.size())); }
  void declare(const std::string& name, TypePtr shape);
  // Makes the fields of a filter's items names, and `item`; of an item of unknown shape, every field name
  // that is known from anywhere.
  void declare_item(const TypePtr& item);

  // Makes the units and field names of a type known.
  void learn(const Type& type) { note(type, 0); }

  // The longest name that `upcoming` begins with; the innermost of equals.
  std::optional<NameMatch> longest(std::span<const Token> upcoming) const;
  // The same among the fields of `of`.
  std::optional<NameMatch> longest_field(const TypePtr& of, std::span<const Token> upcoming) const;

  const std::set<std::string>& units() const { return units_; }

 private:
  struct Entry {
    std::string name;
    std::vector<std::string> tokens;
    TypePtr shape;
  };
  using Names = std::multimap<std::string, Entry, std::less<>>;  // by first token
  struct Frame {
    Names names;
    bool any_item = false;  // the known fields may be meant as well
  };

  static Entry entry(const std::string& name, TypePtr shape, bool chinese);
  static const Names& builtin_names(bool chinese);
  void note(const Type& type, int depth);
  static void consider(const Names& names, std::span<const Token> upcoming, std::optional<NameMatch>& best);

  bool chinese_;
  const Names* outermost_ = nullptr;  // the built-ins
  std::vector<Frame> frames_;
  Names known_fields_;  // field names of any type in scope and keys of the text so far
  std::set<std::string> units_;
};

// The shape of the items of a list shape; of anything else itself, as FEEL takes a value for a list of one.
TypePtr item_shape(const TypePtr& shape);

}  // namespace enact::feel
