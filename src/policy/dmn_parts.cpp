// See dmn_parts.hpp.
#include "policy/dmn_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace enact::policy::dmn_part {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> titles{{
    {asked_on, "查询日"},
    {policy, "政策"},
    {month, "月"},
    {month_index, "月序"},
    {date, "事件日期"},
    {item_date, "起始日期"},
    {parameters, "参数"},
    {parameters_asked, "查询日参数"},
    {validity, "在规则有效期内"},
    {verdict, "全部条件"},
    {amount, "金额"},
    {month_amount, "月金额"},
    {cap, "限额"},
    {claim, "逐项结论"},
    {result, "结论"},
    {claim_service, "逐项判断"},
    {months_from, "起算日"},
    {months_to, "截止日"},
    {months_count, "月数"},
}};

// Letters that FEEL takes as letters (DMN 1.5, grammar rules 28 and 29), less its punctuation.
bool is_letter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x1FFF && c != 0x37E) ||
         (c >= 0x3041 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF);
}
bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string_view title_of(std::string_view part) {
  const auto* const found =
      std::find_if(titles.begin(), titles.end(), [&](const auto& each) { return each.first == part; });
  if (found != titles.end()) return found->second;
  if (part == months) return "应计月份";
  if (part == months_service) return "按月展开";
  return "";
}

std::string feel_name(std::string_view text) {
  std::string out;
  for (const char32_t c : text::code_points(text)) {
    if (is_letter(c) || (is_digit(c) && !out.empty())) {
      text::append_utf8(out, c);
    } else if (is_digit(c)) {
      out += '_';
      text::append_utf8(out, c);
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (out.size() > 1 && out.back() == '_') out.pop_back();
  return out.empty() ? "_" : out;
}

std::string id_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    // Others by their number, so that two ids never fall together.
    out += plain ? std::string(1, c) : fmt::format("_{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string element_id(std::string_view part, std::string_view provision, int index) {
  std::string id =
      provision.empty() ? fmt::format("s.{}", part) : fmt::format("p.{}.{}", id_part(provision), part);
  if (index > 0) id += fmt::format(".{}", index);
  return id;
}

IdParts parts_of_id(std::string_view id) {
  const std::vector<std::string> pieces = text::split(id, '.');
  IdParts found;
  const bool of_provision = pieces.front() == "p";
  if ((!of_provision && pieces.front() != "s") || pieces.size() < (of_provision ? 3U : 2U)) return found;
  std::size_t at = 1;
  if (of_provision) {
    const std::string& coded = pieces[at++];
    for (std::size_t i = 0; i < coded.size(); ++i) {
      unsigned byte = 0;
      if (coded[i] == '_' && i + 2 < coded.size() &&
          std::from_chars(coded.data() + i + 1, coded.data() + i + 3, byte, 16).ec == std::errc()) {
        found.provision += static_cast<char>(byte);
        i += 2;
      } else {
        found.provision += coded[i];
      }
    }
  }
  found.part = pieces[at++];
  if (at < pieces.size()) {
    std::from_chars(pieces[at].data(), pieces[at].data() + pieces[at].size(), found.index);
  }
  return found;
}

}  // namespace enact::policy::dmn_part
