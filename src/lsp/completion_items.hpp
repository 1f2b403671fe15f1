// Collects completion items; each replaces what has been typed of it.
#pragma once

#include <string>
#include <string_view>

#include "lsp/completion.hpp"

namespace enact::lsp {

// LSP 3.17, CompletionItemKind.
enum class ItemKind : int {
  function = 3,
  field = 5,
  variable = 6,
  property = 10,
  unit = 11,
  value = 12,
  keyword = 14,
  enum_member = 20,
  constant = 21,
};

class Items {
 public:
  Items(const Asked& asked, const Manner& manner) : asked_(asked), manner_(manner), lines_(asked.text) {}

  struct Item {
    std::string label;
    ItemKind kind = ItemKind::value;
    std::string detail = {};
    std::string documentation = {};  // Markdown
    std::string insert = {};         // if not the label
  };
  // `typed`: what stands before the cursor and is replaced.
  void add(Item item, std::string_view typed);
  json::value list();
  const Manner& manner() const { return manner_; }

 private:
  const Asked& asked_;
  const Manner& manner_;
  Lines lines_;
  json::array items_;
};

// FEEL that ends at the cursor.
struct FeelAsked {
  std::string prefix;
  feel::Scope scope;
  feel::TypePtr type;
  bool unary_tests = false;
  std::string provision;  // whose block it stands in, or ""
};
void complete_feel(const FeelAsked& feel, const Asked& asked, Items& items);

}  // namespace enact::lsp
