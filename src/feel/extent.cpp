// Extents, by those of the parts.
#include "feel/extent.hpp"

#include <algorithm>

#include "feel/value.hpp"

namespace enact::feel {
namespace {

constexpr std::size_t text_part = 16;

class Sum {
 public:
  void add(const Value& part) {
    const auto tag = part.tag();
    if (tag < Value::Tag::text) {
      ++size_;
    } else {
      const auto of_part = extent(part);
      height_ = std::max(height_, of_part.height + 1);
      size_ += of_part.size;
    }
  }
  Extent extent_of_whole() const {
    return {height_, static_cast<std::uint32_t>(std::min<std::uint64_t>(size_, UINT32_MAX))};
  }

 private:
  std::uint32_t height_ = 1;
  std::uint64_t size_ = 1;  // items are fewer than 2^32, so that this does not overflow
};

}  // namespace

Extent extent(const Value& value) {
  Sum sum;
  if (const auto* text = value.text()) {
    const auto parts = std::min<std::size_t>(text->size() / text_part, UINT32_MAX - 1);
    return {0, static_cast<std::uint32_t>(parts) + 1};
  }
  if (const auto* list = value.list()) {
    if (list->extent.known()) return list->extent.get();
    for (const auto& item : list->items) sum.add(item);
    return list->extent.keep(sum.extent_of_whole());
  }
  if (const auto* context = value.context()) {
    if (context->extent.known()) return context->extent.get();
    for (const auto& entry : context->entries) sum.add(entry.second);
    return context->extent.keep(sum.extent_of_whole());
  }
  if (const auto* function = value.function()) return {function->height, 1};
  return {};
}

}  // namespace enact::feel
