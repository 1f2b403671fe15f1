// See stand_ins.hpp.
#include "store/stand_ins.hpp"

#include "base/identity_number.hpp"
#include "store/key_ring.hpp"

namespace enact::store {
namespace {

constexpr std::string_view stand_in_mark = "\uFDD0";  // a noncharacter: no text of people's has it
constexpr std::string_view in_its_place = "\uFFFD";
constexpr std::size_t number_size = 18;

bool holds_mark(std::string_view text) {
  return text.find(stand_in_mark) != std::string_view::npos;
}

}  // namespace

std::string without_marks(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find(stand_in_mark); at != std::string::npos; at = out.find(stand_in_mark, at))
    out.replace(at, stand_in_mark.size(), in_its_place);
  return out;
}

bool is_changed_at_rest(std::string_view text) {
  return holds_identity_number(text) || holds_mark(text);
}

std::string text_at_rest(const KeyRing& ring, std::string_view text) {
  const std::string clean = without_marks(text);
  std::string out;
  std::size_t copied = 0;
  for (const std::size_t at : identity_numbers_in(clean)) {
    out.append(clean, copied, at - copied);
    out.append(stand_in_mark).append(ring.stand_in(std::string_view(clean).substr(at, number_size)));
    copied = at + number_size;
  }
  return out.append(clean, copied);
}

std::string text_in_clear(const KeyRing& ring, std::string_view kept) {
  const std::size_t size = ring.stand_in_size(number_size);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = kept.find(stand_in_mark); at != std::string_view::npos;
       at = kept.find(stand_in_mark, at)) {
    at += stand_in_mark.size();
    const auto number = ring.stood_for(kept.substr(at, size));
    if (!number) continue;
    out.append(kept.substr(copied, at - stand_in_mark.size() - copied)).append(*number);
    at += size;
    copied = at;
  }
  return out.append(kept.substr(copied));
}

ParamsAtRest::ParamsAtRest(const KeyRing* ring, Params given) : given_(given) {
  if (ring == nullptr) return;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto* text = std::get_if<std::string_view>(&given[i].value());
    if (text == nullptr || !is_changed_at_rest(*text)) continue;
    if (changed_.empty()) changed_.assign(given.begin(), given.end());
    changed_[i] = Param(texts_.emplace_back(text_at_rest(*ring, *text)));
  }
}

std::string_view RowInClear::in_clear(std::string_view text) const {
  return holds_mark(text) ? texts_.emplace_back(text_in_clear(ring_, text)) : text;
}

Param::Variant RowInClear::any(int column) const {
  const Param::Variant kept = kept_.any(column);
  if (const auto* text = std::get_if<std::string_view>(&kept)) return in_clear(*text);
  return kept;
}

}  // namespace enact::store
