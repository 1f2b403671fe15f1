// Reading names against the scope.
#include "feel/names.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "feel/builtins.hpp"

namespace enact::feel {
namespace {

// Types of a vocabulary nest a few levels; a guard, not a limit that anyone meets.
constexpr int deepest_type = 16;

// Surely a single token; most names are, and need no lexer.
bool is_one_word(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

TypePtr item_shape(const TypePtr& shape) {
  if (!shape || shape->kind != Kind::list) return shape;
  return shape->element;
}

const NameTable::Names& NameTable::builtin_names(bool chinese) {
  const auto collect = [](bool with_aliases) {
    Names names;
    for (const Builtin& builtin : builtins()) {
      Entry made = entry(builtin.name, nullptr, with_aliases);
      names.emplace(made.tokens.front(), std::move(made));
      if (!with_aliases || builtin.chinese.empty()) continue;
      Entry alias = entry(builtin.chinese, nullptr, true);
      alias.name = builtin.name;
      names.emplace(alias.tokens.front(), std::move(alias));
    }
    return names;
  };
  static const Names standard = collect(false);
  static const Names with_aliases = collect(true);
  return chinese ? with_aliases : standard;
}

NameTable::NameTable(const Scope& scope, bool chinese)
    : chinese_(chinese), outermost_(&builtin_names(chinese)) {
  for (const char* property : {"time offset", "start included", "end included"}) {
    Entry made = entry(property, nullptr, chinese);
    known_fields_.emplace(made.tokens.front(), std::move(made));
  }
  units_.insert("元");
  push();
  for (const ir::Input& input : scope.names()) {
    declare(input.name, input.type);
    note(*input.type, 0);
  }
}

NameTable::Entry NameTable::entry(const std::string& name, TypePtr shape, bool chinese) {
  Entry made{name, {}, std::move(shape)};
  if (is_one_word(name)) {
    made.tokens.push_back(name);
    return made;
  }
  for (const Token& token : tokenize(name, chinese, nullptr)) {
    if (token.kind != TokenKind::end) made.tokens.push_back(token.text);
  }
  if (made.tokens.empty()) made.tokens.push_back(name);
  return made;
}

void NameTable::declare(const std::string& name, TypePtr shape) {
  Entry made = entry(name, std::move(shape), chinese_);
  if (made.tokens.size() > 1) {
    Entry field = made;
    field.shape = nullptr;
    known_fields_.emplace(field.tokens.front(), std::move(field));
  }
  frames_.back().names.emplace(made.tokens.front(), std::move(made));
}

void NameTable::declare_item(const TypePtr& item) {
  declare("item", item);
  if (item && item->kind == Kind::context && !item->fields.empty()) {
    for (const Field& field : item->fields) declare(field.name, field.type);
  } else if (!item || item->kind == Kind::any || item->kind == Kind::context) {
    frames_.back().any_item = true;
  }
}

void NameTable::note(const Type& type, int depth) {
  if (depth > deepest_type) return;
  if (!type.unit.empty()) {
    // Of a compound unit (元/月) each part may stand behind a number.
    std::string word;
    for (const char32_t c : text::code_points(type.unit)) {
      if (c == '/' || c == U'·') {
        units_.insert(std::exchange(word, {}));
      } else {
        text::append_utf8(word, c);
      }
    }
    units_.insert(word);
  }
  for (const Field& field : type.fields) {
    if (!is_one_word(field.name)) {
      Entry made = entry(field.name, nullptr, chinese_);
      known_fields_.emplace(made.tokens.front(), std::move(made));
    }
    if (field.type) note(*field.type, depth + 1);
  }
  if (type.element) note(*type.element, depth + 1);
  if (type.result) note(*type.result, depth + 1);
}

void NameTable::consider(const Names& names, std::span<const Token> upcoming,
                         std::optional<NameMatch>& best) {
  const auto [begin, end] = names.equal_range(upcoming.front().text);
  for (auto it = begin; it != end; ++it) {
    const Entry& candidate = it->second;
    if (candidate.tokens.size() > upcoming.size()) continue;
    if (best && candidate.tokens.size() <= best->tokens) continue;
    const bool same = std::ranges::equal(candidate.tokens, upcoming.first(candidate.tokens.size()),
                                         [](const std::string& part, const Token& token) {
                                           return token.kind != TokenKind::string && token.text == part;
                                         });
    if (same) best = NameMatch{candidate.name, candidate.shape, candidate.tokens.size(), false};
  }
}

std::optional<NameMatch> NameTable::longest(std::span<const Token> upcoming) const {
  std::optional<NameMatch> best;
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    consider(frame->names, upcoming, best);
    if (frame->any_item) consider(known_fields_, upcoming, best);
  }
  if (outermost_ != nullptr) {
    const std::size_t in_scope = best ? best->tokens : 0;
    consider(*outermost_, upcoming, best);
    if (best) best->builtin = best->tokens > in_scope;
  }
  return best;
}

std::optional<NameMatch> NameTable::longest_field(const TypePtr& of, std::span<const Token> upcoming) const {
  std::optional<NameMatch> best;
  const TypePtr item = item_shape(of);
  if (item && item->kind == Kind::context && !item->fields.empty()) {
    Names fields;
    for (const Field& field : item->fields) {
      if (!field.name.starts_with(upcoming.front().text)) continue;
      Entry made = entry(field.name, field.type, chinese_);
      fields.emplace(made.tokens.front(), std::move(made));
    }
    consider(fields, upcoming, best);
  } else {
    consider(known_fields_, upcoming, best);
  }
  return best;
}

}  // namespace enact::feel
