// The forms that many keys share (grammar.hpp): the leaves of its tables.
#pragma once

#include <array>

#include "lsp/grammar.hpp"

namespace enact::lsp::form {

using namespace std::string_view_literals;

inline constexpr Form text;
inline constexpr Form date{.content = Content::date};
inline constexpr Form flag{.content = Content::flag};
inline constexpr Form feel{.content = Content::feel};
inline constexpr Form quotation{.content = Content::quotation};

constexpr Form mention(What what) {
  return {.content = Content::mention, .what = what};
}
inline constexpr Form unit = mention(What::unit);
inline constexpr Form fact = mention(What::fact);
inline constexpr Form step = mention(What::step);
inline constexpr Form provision = mention(What::provision);

inline constexpr Key known{"known", &date, "从哪一天起知道", "from which day it was known"};
inline constexpr std::array title_keys{Key{"zh", &text, "中文", "Chinese"},
                                       Key{"en", &text, "英文", "English"}};
inline constexpr Form title{.keys = title_keys};
inline constexpr Key titled{"title", &title, "名称", "its title"};
inline constexpr Key english{"en", &text, "英文名称", "its name in English"};

inline constexpr Form type{.content = Content::type};
inline constexpr std::array formats{"credit-code"sv, "certificate-number"sv, "identity-number"sv,
                                    "region-code"sv, "industry-code"sv};
inline constexpr Form format{.content = Content::word, .words = formats};

// ---- assumptions, wherever they stand ----

inline constexpr Key because{"because", &title, "为什么这样假设", "why this is assumed"};
inline constexpr Key ruled_by{"ruled by", &unit, "可以另作规定的单位", "the units that may rule otherwise"};
inline constexpr std::array assumption_keys{
    Key{"zh", &text, "假设的内容，中文", "what is assumed, in Chinese"},
    Key{"en", &text, "英文", "in English"}, Key{"says", &title, "假设的内容", "what is assumed"}, because,
    ruled_by};
inline constexpr Form assumption{.keys = assumption_keys};
inline constexpr Key assumption_key{"assumption", &assumption, "文件未写明而由政策包填补之处",
                                    "what the document leaves open and the package fills in"};
inline constexpr std::array listed_keys{Key{"id", &text, "假设的编号", "its id"},
                                        Key{"says", &title, "假设的内容", "what is assumed"}, because,
                                        ruled_by};
inline constexpr Form listed{.keys = listed_keys};

}  // namespace enact::lsp::form
