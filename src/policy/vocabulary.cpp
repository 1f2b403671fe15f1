// Two rounds: first all names of all vocabularies are collected, then types are resolved, so that the order
// of declarations does not matter.
#include "policy/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "policy/fact_declaration.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

// A declaration that may be spread over several vocabularies: entries in order, where each was first named.
struct Group {
  std::string name;
  Location location;
  std::vector<std::pair<const yaml::Node*, bool>> parts;  // with VocabularyText::own
};

class VocabularyReader {
 public:
  VocabularyReader(const UnitNames& units, Diagnostics& diagnostics)
      : units_(units), diagnostics_(diagnostics) {}

  ReadVocabulary run(const std::vector<VocabularyText>& texts) {
    for (const VocabularyText& text : texts) collect(text);
    std::vector<std::string> record_names;
    for (const Group& group : records_) record_names.push_back(group.name);
    out_.types.resolve_with([this](std::string_view name) { return record_type(name); }, record_names);
    for (const Group& group : records_) record_type(group.name);
    for (const Group& group : subjects_) read_subject(group);
    // Records are declared by now: the resolver must not outlive this reader.
    out_.types.resolve_with(nullptr, {});
    order_records();
    return std::move(out_);
  }

 private:
  void collect(const VocabularyText& text) {
    if (text.root.is_null()) return;
    const yaml::Mapping mapping(
        text.root,
        {"code lists", "periods", "records", "subjects", "matters", "benefits", "definitions", "words"},
        diagnostics_);
    if (!mapping.valid()) return;
    each(mapping, "code lists", [&](const yaml::Entry& entry) { read_codes(entry); });
    each(mapping, "periods", [&](const yaml::Entry& entry) {
      if (first_time("period", entry)) periods_.push_back(read_period_declaration(entry, diagnostics_));
    });
    each(mapping, "records", [&](const yaml::Entry& entry) { add(records_, entry, text.own); });
    each(mapping, "subjects", [&](const yaml::Entry& entry) { add(subjects_, entry, text.own); });
    each(mapping, "matters", [&](const yaml::Entry& entry) { read_matter(entry); });
    each(mapping, "benefits", [&](const yaml::Entry& entry) { read_benefit(entry); });
    each(mapping, "definitions", [&](const yaml::Entry& entry) {
      if (first_time("definition", entry)) out_.definitions.push_back(entry);
    });
    if (const yaml::Node* words = mapping.get("words")) read_words(*words);
  }

  template <typename Visit>
  void each(const yaml::Mapping& mapping, std::string_view key, Visit visit) {
    const yaml::Node* section = mapping.get(key);
    if (section == nullptr) return;
    if (!section->is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", section->location(),
                  {"这里应是映射（名称: …）", "a mapping (name: …) is expected here"});
      return;
    }
    for (const yaml::Entry& entry : section->entries) visit(entry);
  }

  static void add(std::vector<Group>& groups, const yaml::Entry& entry, bool own) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const Group& group) { return group.name == entry.key.text; });
    Group& group =
        found != groups.end() ? *found : groups.emplace_back(Group{entry.key.text, entry.key.location(), {}});
    group.parts.emplace_back(&entry.value, own);
  }

  // False, and an error, for a name that its kind of declaration has already.
  bool first_time(const std::string& kind, const yaml::Entry& entry) {
    const auto [first, is_new] = places_.try_emplace({kind, entry.key.text}, entry.key.location());
    if (!is_new) {
      yaml::error(diagnostics_, "policy.defined-twice", entry.key.location(),
                  {fmt::format("`{}` 已有定义", entry.key.text),
                   fmt::format("`{}` is defined already", entry.key.text)},
                  {"改名，或删去其中一个", "rename it, or remove one of the two"});
      diagnostics_.back().labels.push_back({first->second, {"先定义在这里", "defined here first"}});
    }
    return is_new;
  }

  void read_codes(const yaml::Entry& entry) {
    if (!entry.value.is_map()) {
      yaml::error(diagnostics_, "policy.wrong-value", entry.value.location(),
                  {"代码表写成 代码: 英文", "a code list is written code: English"});
      return;
    }
    auto& codes = out_.vocabulary.code_lists[entry.key.text];
    for (const yaml::Entry& code : entry.value.entries) {
      if (!first_time("code of " + entry.key.text, code)) continue;
      Text title{code.key.text, code.key.text};
      if (code.value.is_scalar()) {
        title.en = code.value.text;
      } else if (!code.value.is_null()) {
        title = yaml::read_title(code.value, diagnostics_);
      }
      codes.emplace_back(code.key.text, std::move(title));
    }
    feel::Type type;
    type.kind = feel::Kind::string;
    type.name = entry.key.text;
    for (const auto& [code, title] : codes) type.codes.push_back(code);
    out_.types.declare(entry.key.text, std::make_shared<const feel::Type>(std::move(type)));
  }

  void read_matter(const yaml::Entry& entry) {
    if (!first_time("matter", entry)) return;
    const yaml::Mapping mapping(entry.value, {"parts", "title", "en"}, diagnostics_);
    if (!mapping.valid()) return;
    MatterKind kind{.name = entry.key.text,
                    .title = read_declared_title(mapping, entry.key.text, diagnostics_),
                    .parts = {}};
    if (const yaml::Node* parts = mapping.require("parts")) {
      kind.parts = yaml::strings(yaml::read_texts(*parts, diagnostics_));
    }
    out_.vocabulary.matters.push_back(std::move(kind));
  }

  void read_benefit(const yaml::Entry& entry) {
    if (!first_time("benefit", entry)) return;
    Text title{entry.key.text, entry.key.text};
    if (entry.value.is_scalar()) {
      title.en = entry.value.text;
    } else if (!entry.value.is_null()) {
      title = yaml::read_title(entry.value, diagnostics_);
    }
    out_.vocabulary.benefits.emplace_back(entry.key.text, std::move(title));
  }

  void read_words(const yaml::Node& node) {
    const yaml::Mapping mapping(node, {"operative", "measures", "thresholds"}, diagnostics_);
    if (!mapping.valid()) return;
    for (std::string& word : mapping.texts("operative")) out_.words.operative.push_back(std::move(word));
    for (std::string& word : mapping.texts("measures")) out_.words.measures.push_back(std::move(word));
    each(mapping, "thresholds", [&](const yaml::Entry& entry) {
      static const std::vector<std::string> signs{">", ">=", "<", "<="};
      if (std::find(signs.begin(), signs.end(), entry.value.text) == signs.end()) {
        yaml::unknown_name(diagnostics_, "policy.unknown-value", entry.value.location(),
                           {"比较符号", "comparison sign"}, entry.value.text, signs);
      } else if (first_time("threshold", entry)) {
        out_.words.thresholds.emplace(entry.key.text, entry.value.text);
      }
    });
  }

  feel::TypePtr record_type(std::string_view name) {
    const auto found = out_.types.declared().find(name);
    if (found != out_.types.declared().end()) return found->second;
    const auto group =
        std::find_if(records_.begin(), records_.end(), [&](const Group& each) { return each.name == name; });
    if (group == records_.end()) return nullptr;
    if (!in_progress_.insert(group->name).second) {
      yaml::error(
          diagnostics_, "policy.recursive-record", group->location,
          {fmt::format("记录 `{}` 包含它自己", name), fmt::format("record `{}` contains itself", name)},
          {"把它拆成两种记录", "make two kinds of record of it"});
      return feel::any_type();
    }
    RecordType record;
    record.name = group->name;
    for (const auto& [node, own] : group->parts) {
      const yaml::Mapping mapping(*node, {"title", "en", "fields"}, diagnostics_);
      if (!mapping.valid()) continue;
      if (record.title.empty()) record.title = read_declared_title(mapping, record.name, diagnostics_);
      read_facts(mapping, "fields", "field of " + record.name, own, record.fields);
    }
    for (const FactDeclaration& field : record.fields) {
      if (!field.period) continue;
      yaml::error(diagnostics_, "policy.period-of-field", field.location,
                  {"只有主体的事实才有 `period`", "only a fact of a subject has a `period`"},
                  {"把期间写成记录的字段", "make the period a field of the record"});
    }
    record.type = context_of(record.fields, record.name);
    out_.types.declare(record.name, record.type);
    in_progress_.erase(record.name);
    out_.vocabulary.records.push_back(std::move(record));
    return out_.vocabulary.records.back().type;
  }

  void read_subject(const Group& group) {
    SubjectType subject;
    subject.name = group.name;
    const yaml::Node* identity = nullptr;
    const yaml::Node* label = nullptr;
    for (const auto& [node, own] : group.parts) {
      const yaml::Mapping mapping(*node, {"title", "en", "identity", "label", "facts"}, diagnostics_);
      if (!mapping.valid()) continue;
      if (subject.title.empty()) subject.title = read_declared_title(mapping, subject.name, diagnostics_);
      if (const yaml::Node* found = mapping.get("identity")) identity = found;
      if (const yaml::Node* found = mapping.get("label")) label = found;
      read_facts(mapping, "facts", "fact of " + subject.name, own, subject.facts);
    }
    subject.identity = fact_named(subject, identity, "identity", group.location);
    subject.label = label == nullptr ? subject.identity : fact_named(subject, label, "label", group.location);
    subject.type = context_of(subject.facts, subject.name);
    out_.vocabulary.subjects.push_back(std::move(subject));
  }

  std::string fact_named(const SubjectType& subject, const yaml::Node* node, std::string_view key,
                         const Location& place) {
    if (node == nullptr) {
      yaml::error(diagnostics_, "policy.missing-key", place,
                  {fmt::format("主体类型 `{}` 缺少 `{}`", subject.name, key),
                   fmt::format("subject type `{}` lacks `{}`", subject.name, key)},
                  {"写明以哪一项事实识别它", "name the fact that identifies it"});
      return "";
    }
    if (subject.fact(node->text) == nullptr) {
      std::vector<std::string> names;
      for (const FactDeclaration& fact : subject.facts) names.push_back(fact.name);
      yaml::unknown_name(diagnostics_, "policy.unknown-fact", node->location(), {"事实", "fact"}, node->text,
                         names);
    }
    return node->text;
  }

  void read_facts(const yaml::Mapping& mapping, std::string_view key, const std::string& kind, bool own,
                  std::vector<FactDeclaration>& out) {
    each(mapping, key, [&](const yaml::Entry& entry) {
      if (!first_time(kind, entry)) return;
      out.push_back(read_fact_declaration(entry, own, {out_.types, units_, periods_}, diagnostics_));
    });
  }

  static feel::TypePtr context_of(const std::vector<FactDeclaration>& facts, const std::string& name) {
    std::vector<feel::Field> fields;
    for (const FactDeclaration& fact : facts) fields.push_back({fact.name, fact.type});
    return feel::context_type(std::move(fields), name);
  }

  // As declared, not as they happened to be resolved.
  void order_records() {
    const auto place = [&](const RecordType& record) {
      return std::find_if(records_.begin(), records_.end(),
                          [&](const Group& group) { return group.name == record.name; }) -
             records_.begin();
    };
    std::stable_sort(out_.vocabulary.records.begin(), out_.vocabulary.records.end(),
                     [&](const RecordType& a, const RecordType& b) { return place(a) < place(b); });
  }

  const UnitNames& units_;
  Diagnostics& diagnostics_;
  ReadVocabulary out_;
  std::vector<Group> records_;
  std::vector<Group> subjects_;
  std::vector<Period> periods_;
  std::set<std::string> in_progress_;
  std::map<std::pair<std::string, std::string>, Location> places_;
};

}  // namespace

ReadVocabulary read_vocabulary(const std::vector<VocabularyText>& texts, const UnitNames& units,
                               Diagnostics& diagnostics) {
  return VocabularyReader(units, diagnostics).run(texts);
}

}  // namespace enact::policy
