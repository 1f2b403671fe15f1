// Records written, read and replayed. See record.hpp.
#include "determine/record.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "policy/yaml_mapping.hpp"

namespace enact::determine {
namespace {

namespace json = boost::json;

constexpr std::string_view format_name = "enact-record-1";

std::string quoted(std::string_view text) {
  return json::serialize(json::string(text.data(), text.size()));
}

std::optional<std::string> text_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(json::string_view(key.data(), key.size()));
  const json::string* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::nullopt : std::optional(std::string(text->data(), text->size()));
}

const json::object* object_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(json::string_view(key.data(), key.size()));
  return found == nullptr ? nullptr : found->if_object();
}

bool read_policies(const json::object& root, Record& record) {
  const json::value* list = root.if_contains("policies");
  if (list == nullptr || !list->is_array()) return false;
  for (const json::value& each : list->get_array()) {
    const json::object* policy = each.if_object();
    auto hash = policy == nullptr ? std::nullopt : text_of(*policy, "hash");
    if (!hash) return false;
    const json::object* image = object_of(*policy, "image");
    record.policies.push_back({std::move(*hash), image == nullptr ? std::string() : json::serialize(*image)});
  }
  return true;
}

bool read_question(const json::object& question, Question& out) {
  const auto on = Date::parse(text_of(question, "on").value_or(""));
  if (!on) return false;
  out.on = *on;
  if (const auto known_on = text_of(question, "known_on")) {
    out.known_on = Date::parse(*known_on);
    if (!out.known_on) return false;
  }
  const json::value* changes = question.if_contains("changes");
  out.what_would_change = changes != nullptr && changes->is_bool() && changes->get_bool();
  return true;
}

std::optional<Record> read(std::string_view text) {
  boost::system::error_code failure;
  const json::value parsed = json::parse(json::string_view(text.data(), text.size()), failure);
  if (failure || !parsed.is_object()) return std::nullopt;
  const json::object& root = parsed.get_object();
  const json::value* engine = root.if_contains("engine");
  const json::object* facts = object_of(root, "facts");
  const json::object* question = object_of(root, "question");
  const json::object* result = object_of(root, "result");
  if (text_of(root, "format") != format_name || engine == nullptr || !engine->is_int64() ||
      facts == nullptr || question == nullptr || result == nullptr) {
    return std::nullopt;
  }
  Record record;
  record.engine = static_cast<int>(engine->get_int64());
  record.facts_name = text_of(*facts, "name").value_or("");
  record.facts = text_of(*facts, "text").value_or("");
  record.result = json::serialize(*result);
  if (!read_policies(root, record) || !read_question(*question, record.question)) return std::nullopt;
  return record;
}

}  // namespace

std::string to_json(const Record& record) {
  std::string policies;
  for (const Record::Policy& policy : record.policies) {
    policies += policies.empty() ? "" : ",";
    policies += "{\"hash\":" + quoted(policy.hash);
    if (!policy.image.empty()) policies += ",\"image\":" + policy.image;
    policies += "}";
  }
  json::object question{{"on", record.question.on.to_string()}};
  if (record.question.known_on) question["known_on"] = record.question.known_on->to_string();
  if (record.question.what_would_change) question["changes"] = true;
  return fmt::format(
      R"({{"format":"{}","engine":{},"question":{},"facts":{{"name":{},"text":{}}},"result":{},"policies":[{}]}})",
      format_name, record.engine, json::serialize(question), quoted(record.facts_name), quoted(record.facts),
      record.result, policies);
}

std::expected<Record, Diagnostics> read_record(std::string_view text) {
  if (auto record = read(text)) return std::move(*record);
  Diagnostics diagnostics;
  policy::yaml::error(
      diagnostics, "record.broken", {},
      {"这不是一份认定记录，或已损坏", "this is no record of a determination, or a broken one"},
      {"用 `enact determine … --record 文件` 生成记录", "`enact determine … --record FILE` writes one"});
  return std::unexpected(std::move(diagnostics));
}

std::expected<Replay, Diagnostics> replay(const Record& record, std::vector<policy::PackagePtr> packages) {
  const Determiner determiner(std::move(packages));
  const ReadFacts read =
      read_facts(std::make_shared<const Source>(record.facts_name, record.facts), determiner.model());
  if (has_errors(read.diagnostics)) return std::unexpected(read.diagnostics);
  Replay made;
  made.result = to_json(determiner.determine(read.facts, record.question));
  made.identical = made.result == record.result;
  if (!made.identical) made.differences = compare_results(record.result, made.result);
  return made;
}

}  // namespace enact::determine
