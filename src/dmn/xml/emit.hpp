// XML put out element by element: indented, escaped, always well formed. Knows nothing of DMN.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace enact::dmn::xml {

class Emitter {
 public:
  void begin(std::string_view tag);
  void attribute(std::string_view name, std::string_view value);  // of the element just begun
  void text(std::string_view value);                              // all that the element holds
  void raw(std::string_view xml);                                 // a child, well formed on its own
  void end();
  // An element with nothing but a text.
  void leaf(std::string_view tag, std::string_view value);

  std::string take();
  // Whether something had to be replaced (by U+FFFD) because XML cannot say it; asking forgets it.
  bool replaced() { return std::exchange(replaced_, false); }

 private:
  void close_tag();
  void new_line();
  void escape(std::string_view value, bool in_attribute);

  struct Open {
    std::string tag;
    bool children = false;
  };
  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  std::vector<Open> open_;
  bool in_tag_ = false;
  bool replaced_ = false;
};

// Without what XML 1.0 cannot say: that becomes U+FFFD. True if there was any.
bool make_sayable(std::string& text);
bool is_nc_name(std::string_view text);  // XML Namespaces 1.0: a name without a colon

}  // namespace enact::dmn::xml
