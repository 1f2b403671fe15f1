#include "cli/entry_yaml.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "policy/yaml_mapping.hpp"

namespace enact::cli {
namespace {

namespace yaml = policy::yaml;
using policy::RegisterField;
using registers::ExactJson;

ExactJson text_json(std::string text) {
  return {.kind = ExactJson::Kind::text, .text = std::move(text), .items = {}, .members = {}};
}

// "today", "today-30", "today+3 09:00" as days and moments of the space's clock; any other text as it is.
std::string dated(const yaml::Node& node, const Date& today) {
  constexpr std::string_view word = "today";
  std::string_view rest = node.text;
  if (!rest.starts_with(word)) return node.text;
  rest.remove_prefix(word.size());
  int days = 0;
  if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
    const bool back = rest.front() == '-';
    const auto [end, fault] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), days);
    if (fault != std::errc())
      refuse_sample(node, {"应写作 today+3 或 today-30", "write today+3 or today-30"});
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (back) days = -days;
  }
  const std::string day = today.add_days(days).value_or(today).to_string();
  if (rest.empty()) return day;
  if (rest.size() != 6 || rest.front() != ' ') {
    refuse_sample(node, {"时刻应写作 today+3 09:00", "write a moment as today+3 09:00"});
  }
  return fmt::format("{}T{}:00", day, rest.substr(1));
}

ExactJson of_kind(ExactJson::Kind kind) {
  return {.kind = kind, .text = {}, .items = {}, .members = {}};
}

class Reading {
 public:
  Reading(const Date& today, const NamedEntry& named) : today_(today), named_(named) {}

  template <class Find>
  std::optional<ExactJson> object(const yaml::Node& node, Find find) const {
    ExactJson object = of_kind(ExactJson::Kind::object);
    for (const yaml::Entry& entry : node.entries) {
      auto read = value(find(entry.key.text), entry.value);
      if (!read) return std::nullopt;
      object.members.emplace_back(entry.key.text, std::move(*read));
    }
    return object;
  }

 private:
  // `field` is null for a name that is not declared: the register says so.
  std::optional<ExactJson> value(const RegisterField* field, const yaml::Node& node) const {
    if (field != nullptr && !field->columns.empty()) {
      ExactJson lines = of_kind(ExactJson::Kind::list);
      for (const yaml::Node& item : node.items) {
        auto line = object(item, [&](const std::string& name) { return field->column(name); });
        if (!line) return std::nullopt;
        lines.items.push_back(std::move(*line));
      }
      return lines;
    }
    if (field != nullptr && !field->entry.empty()) {
      auto id = named_(node);
      return id ? std::optional(text_json(std::move(*id))) : std::nullopt;
    }
    if (field != nullptr && field->declared.type->kind == feel::Kind::boolean) {
      ExactJson flag = of_kind(ExactJson::Kind::boolean);
      flag.boolean = node.text == "true";
      return flag;
    }
    return text_json(dated(node, today_));
  }

  const Date& today_;
  const NamedEntry& named_;
};

}  // namespace

void refuse_sample(const yaml::Node& node, const Text& message) {
  Diagnostics one;
  yaml::error(one, "samples.refused", node.location(), message);
  throw std::runtime_error(render(one, Language::zh));
}

std::optional<ExactJson> yaml_values(const policy::Register& made, const yaml::Node& node, const Date& today,
                                     const NamedEntry& named) {
  return Reading(today, named).object(node, [&](const std::string& name) { return made.field(name); });
}

}  // namespace enact::cli
