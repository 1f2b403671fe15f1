// Ids as a schema wants them: names, each used once. Elements that have none get one from their place; those
// that cannot stay are changed, and references follow. Knows nothing of XML's text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace enact::dmn::xml {

// Used in two passes over the same elements in the same order: the first learns which ids are wanted.
class Ids {
 public:
  void learn(std::string_view id);
  // For the second pass, in which `owner` (an id) and `tag` are what an id is derived from.
  std::string assign(std::string_view wanted, std::string_view owner, std::string_view tag);
  // What references to this id are to say now.
  std::string renamed(std::string_view id);

 private:
  std::string fresh(std::string base);

  std::unordered_set<std::string> taken_;                    // good ids of the model, and those given since
  std::unordered_set<std::string> used_;                     // good ids already put out
  std::map<std::string, std::string, std::less<>> changed_;  // first use of an id that cannot stay
  std::unordered_map<std::string, int> next_;
};

}  // namespace enact::dmn::xml
