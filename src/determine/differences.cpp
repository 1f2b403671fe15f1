// Two JSON documents walked side by side; items of lists are matched by what they are about. See
// differences.hpp.
#include "determine/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "base/money.hpp"

namespace enact::determine {
namespace {

namespace json = boost::json;

std::string member_text(const json::object& object, std::string_view name) {
  const json::value* found = object.if_contains(json::string_view(name.data(), name.size()));
  const json::string* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? "" : std::string(text->data(), text->size());
}

void append(std::string& text, const std::string& part) {
  if (!part.empty()) text += (text.empty() ? "" : " ") + part;
}

std::string brief(const json::value* value) {
  if (value == nullptr) return "";
  if (const json::string* text = value->if_string()) return {text->data(), text->size()};
  return json::serialize(*value);
}

// What an item of a list is about, so that it is found again in the other list: by the list's name.
std::string identity(std::string_view list, const json::value& item) {
  const json::object* object = item.if_object();
  if (object == nullptr) return brief(&item);
  if (list == "subjects") return member_text(*object, "type") + " " + member_text(*object, "identity");
  if (list == "provisions") return member_text(*object, "policy") + "/" + member_text(*object, "id");
  if (list == "claims" || list == "refused") {
    std::string text = member_text(*object, "event");
    if (text.empty()) append(text, member_text(*object, "date"));
    const json::value* matter = object->if_contains("matter");
    if (text.empty() && matter != nullptr && matter->is_object()) {
      append(text, member_text(matter->get_object(), "kind"));
      if (const json::value* parts = matter->get_object().if_contains("parts")) append(text, brief(parts));
    }
    return text;
  }
  for (const char* name : {"id", "name", "path", "what", "month", "code"}) {
    if (std::string text = member_text(*object, name); !text.empty()) return text;
  }
  return member_text(*object, "provision");
}

class Comparison {
 public:
  std::vector<ResultDifference> run(const json::value& before, const json::value& after) {
    // The document of one subject is a subject with the head of a determination.
    const auto subject_of = [](const json::value& value) -> const json::object* {
      const json::object* object = value.if_object();
      return object != nullptr && object->contains("provisions") ? object : nullptr;
    };
    if (const json::object* subject = subject_of(before)) {
      at_.subject = member_text(*subject, "type") + " " + member_text(*subject, "identity");
    }
    compare(&before, &after, "");
    return std::move(found_);
  }

 private:
  void compare(const json::value* before, const json::value* after, const std::string& path) {
    if (before != nullptr && after != nullptr) {
      if (*before == *after) return;
      if (before->is_object() && after->is_object())
        return members(before->get_object(), after->get_object(), path);
      if (before->is_array() && after->is_array())
        return items(before->get_array(), after->get_array(), path);
    }
    ResultDifference difference = at_;
    difference.member = path;
    difference.before = brief(before);
    difference.after = brief(after);
    found_.push_back(std::move(difference));
  }

  void members(const json::object& before, const json::object& after, const std::string& path) {
    const std::string prefix = path.empty() ? "" : path + ".";
    for (const auto& member : before) {
      compare(&member.value(), after.if_contains(member.key()), prefix + std::string(member.key()));
    }
    for (const auto& member : after) {
      if (!before.contains(member.key())) {
        compare(nullptr, &member.value(), prefix + std::string(member.key()));
      }
    }
  }

  void items(const json::array& before, const json::array& after, const std::string& path) {
    const std::string name = path.substr(path.find_last_of('.') + 1);
    // Of items that are about the same, the first is the first.
    const auto keyed = [&](const json::array& list) {
      std::map<std::string, int> seen;
      std::vector<std::string> keys;
      for (const json::value& item : list) {
        std::string key = identity(name, item);
        const int number = ++seen[key];
        keys.push_back(number == 1 ? key : fmt::format("{} #{}", key, number));
      }
      return keys;
    };
    const std::vector<std::string> old_keys = keyed(before);
    const std::vector<std::string> new_keys = keyed(after);
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto same = std::ranges::find(new_keys, old_keys[i]);
      const json::value* other =
          same == new_keys.end() ? nullptr : &after[static_cast<std::size_t>(same - new_keys.begin())];
      item(name, path, old_keys[i], &before[i], other);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (std::ranges::find(old_keys, new_keys[i]) == old_keys.end()) {
        item(name, path, new_keys[i], nullptr, &after[i]);
      }
    }
  }

  void item(const std::string& list, const std::string& path, const std::string& key,
            const json::value* before, const json::value* after) {
    const ResultDifference outer = at_;
    std::string inner;
    if (list == "subjects") {
      at_.subject = key;
    } else if (list == "provisions" && key.find('/') != std::string::npos) {
      at_.provision = key;
    } else if (list == "claims" || list == "refused") {
      at_.claim = key;
      inner = list;
    } else {
      inner = fmt::format("{}[{}]", path, key);
    }
    if (!at_.claim.empty() && at_.claim == key && outer.claim.empty())
      return claim(inner, before, after, outer);
    compare(before, after, inner);
    at_ = outer;
  }

  // A claim that only one side has is told by its status and its amount: the rest follows from them.
  void claim(const std::string& list, const json::value* before, const json::value* after,
             const ResultDifference& outer) {
    if (before != nullptr && after != nullptr) {
      compare(before, after, list == "claims" ? "" : list);
    } else {
      const json::value* one = before != nullptr ? before : after;
      for (const char* name : {"status", "amount_fen", "min_fen", "max_fen"}) {
        const json::value* value = one->as_object().if_contains(name);
        if (value != nullptr) {
          compare(before != nullptr ? value : nullptr, after != nullptr ? value : nullptr,
                  list == "claims" ? name : fmt::format("{}.{}", list, name));
        }
      }
    }
    at_ = outer;
  }

  ResultDifference at_;
  std::vector<ResultDifference> found_;
};

// Members that say whether and how much is due, and how people call them.
struct Outcome {
  std::string_view member;
  const char* zh;
  const char* en;
};
constexpr std::array outcomes{
    Outcome{"status", "结论", "status"},        Outcome{"refused.status", "不符合的事项", "refused event"},
    Outcome{"amount_fen", "金额", "amount"},    Outcome{"min_fen", "最低金额", "least"},
    Outcome{"max_fen", "最高金额", "greatest"}, Outcome{"certain_fen", "确定合计", "certain total"},
};

const Outcome* outcome_of(std::string_view member) {
  const auto found = std::ranges::find(outcomes, member, &Outcome::member);
  return found == outcomes.end() ? nullptr : &*found;
}

std::string for_people(const std::string& member, const std::string& value, Language language) {
  if (value.empty()) return language == Language::zh ? "（无）" : "(none)";
  if (member.ends_with("_fen")) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    if (error == std::errc() && end == value.data() + value.size()) {
      return format_yuan(Fen{count}) + (language == Language::zh ? " 元" : " CNY");
    }
    if (value == "null") return language == Language::zh ? "不明" : "unknown";
  }
  if (language == Language::zh) {
    if (value == "due") return "应予兑现";
    if (value == "not_due") return "不符合";
    if (value == "unknown") return "待定";
  }
  return value;
}

}  // namespace

bool ResultDifference::outcome() const {
  return outcome_of(member) != nullptr;
}

std::vector<ResultDifference> compare_results(std::string_view before, std::string_view after) {
  return Comparison().run(json::parse(json::string_view(before.data(), before.size())),
                          json::parse(json::string_view(after.data(), after.size())));
}

std::string to_text(const std::vector<ResultDifference>& differences, Language language) {
  std::string text;
  const ResultDifference* last = nullptr;
  for (const ResultDifference& one : differences) {
    const bool new_subject = last == nullptr || one.subject != last->subject;
    if (new_subject && !one.subject.empty()) text += one.subject + "\n";
    if (!one.provision.empty() && (new_subject || one.provision != last->provision)) {
      text += "  " + one.provision + "\n";
    }
    last = &one;
    const Outcome* outcome = outcome_of(one.member);
    const std::string name = outcome == nullptr         ? one.member
                             : language == Language::zh ? outcome->zh
                                                        : outcome->en;
    text += fmt::format("    {}{}{}{} → {}\n", one.claim, one.claim.empty() ? "" : "  ",
                        name.empty() ? "" : name + (language == Language::zh ? "：" : ": "),
                        for_people(one.member, one.before, language),
                        for_people(one.member, one.after, language));
  }
  return text;
}

std::string to_json(const std::vector<ResultDifference>& differences) {
  json::array array;
  for (const ResultDifference& one : differences) {
    array.push_back(json::object{{"subject", one.subject},
                                 {"provision", one.provision},
                                 {"claim", one.claim},
                                 {"member", one.member},
                                 {"before", one.before},
                                 {"after", one.after}});
  }
  return json::serialize(array);
}

}  // namespace enact::determine
