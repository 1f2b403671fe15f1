// See front_matter.hpp.
#include "policy/front_matter.hpp"

#include <utility>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

// A value of a few words; an unknown one is an error that lists them.
std::optional<std::size_t> choice(const yaml::Mapping& mapping, std::string_view key,
                                  const std::vector<std::string>& words, Diagnostics& diagnostics) {
  const yaml::Node* node = mapping.get(key);
  if (node == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (node->text == words[i]) return i;
  }
  yaml::unknown_name(diagnostics, "policy.unknown-value", node->location(), {"取值", "value"}, node->text,
                     words);
  return std::nullopt;
}

}  // namespace

Stacking read_stacking(const yaml::Node& node, Stacking otherwise, Diagnostics& diagnostics) {
  const yaml::Mapping mapping(node, {"upper-level", "same-city", "second payment"}, diagnostics);
  if (!mapping.valid()) return otherwise;
  if (const auto picked = choice(mapping, "upper-level", {"on-top", "deducted"}, diagnostics)) {
    otherwise.on_top_of_upper_level = *picked == 0;
  }
  if (const auto picked = choice(mapping, "same-city", {"highest", "repeatable"}, diagnostics)) {
    otherwise.same_city = *picked == 0 ? SameCity::highest : SameCity::repeatable;
  }
  if (const auto picked = choice(mapping, "second payment", {"top-up", "none"}, diagnostics)) {
    otherwise.second_payment = *picked == 0 ? SecondPayment::top_up : SecondPayment::none;
  }
  return otherwise;
}

Validity read_validity(const yaml::Node& node, Diagnostics& diagnostics) {
  Validity validity;
  if (!node.is_list() || node.items.size() != 2) {
    yaml::error(diagnostics, "policy.wrong-value", node.location(),
                {"这里应是起止日期 [首日, 末日]", "two dates are expected here: [first day, last day]"},
                {"如 [2026-01-01, 2026-12-31]；没有末日写 null",
                 "as in [2026-01-01, 2026-12-31]; null where there is no end"});
    return validity;
  }
  if (!node.items[0].is_null()) validity.from = yaml::read_date(node.items[0], diagnostics);
  if (!node.items[1].is_null()) validity.to = yaml::read_date(node.items[1], diagnostics);
  if (validity.from && validity.to && *validity.to < *validity.from) {
    yaml::error(diagnostics, "policy.dates-reversed", node.location(),
                {"末日早于首日", "the last day is before the first"},
                {"调换两个日期", "exchange the two dates"});
  }
  return validity;
}

Validity read_known(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.is_list()) return read_validity(node, diagnostics);
  return {yaml::read_date(node, diagnostics), std::nullopt};
}

// From which day on this version judges events: by default, from its first day in force.
std::optional<Succession> read_succession(const yaml::Node& node, const Package& package,
                                          Diagnostics& diagnostics) {
  const yaml::Mapping mapping(node, {"policy", "from", "keeps", "says"}, diagnostics);
  if (!mapping.valid()) return std::nullopt;
  Succession made;
  made.policy = mapping.required_text("policy");
  made.says = mapping.title("says");
  if (const yaml::Node* keeps = mapping.get("keeps")) {
    made.keeps = yaml::strings(yaml::read_texts(*keeps, diagnostics));
  }
  std::optional<Date> from = package.in_force.from;
  if (const yaml::Node* day = mapping.get("from")) from = yaml::read_date(*day, diagnostics);
  if (!from || !package.in_force.contains(*from)) {
    yaml::error(
        diagnostics, "policy.supersedes-from", node.location(),
        {"接替之日应在本版施行期内", "the day of succession lies within this version's dates in force"},
        {"写明 `from: 日期`", "say `from: DATE`"});
    return std::nullopt;
  }
  if (made.policy == package.id) {
    yaml::error(diagnostics, "policy.supersedes-itself", node.location(),
                {"政策包不能接替自己", "a package does not supersede itself"},
                {"写前一版政策包的编号", "name the package of the earlier version"});
    return std::nullopt;
  }
  made.from = *from;
  return made;
}

FrontMatter read_front_matter(const yaml::Node& root, Package& package, Diagnostics& diagnostics) {
  FrontMatter front;
  const yaml::Mapping mapping(
      root,
      {"id", "title", "number", "issuer", "city", "made", "published", "in force", "official", "uses",
       "stacking", "alternatives", "assumptions", "sample", "supersedes"},
      diagnostics);
  if (!mapping.valid()) return front;
  package.id = mapping.required_text("id");
  for (const auto& [key, place] :
       {std::pair{"id", &front.id_place}, std::pair{"number", &front.number_place},
        std::pair{"title", &front.title_place}, std::pair{"issuer", &front.issuer_place}}) {
    const yaml::Node* found = mapping.get(key);
    if (found == nullptr) continue;
    const yaml::Node* chinese = found->find("zh");
    *place = (chinese == nullptr ? found : chinese)->location();
  }
  mapping.require("title");
  package.title = mapping.title("title");
  package.number = mapping.required_text("number");
  mapping.require("issuer");
  package.issuer = mapping.title("issuer");
  package.region = mapping.required_text("city");
  package.issuing_city = package.region;
  package.sample = mapping.flag("sample", false);
  if (const yaml::Node* made = mapping.get("made")) package.made = yaml::read_date(*made, diagnostics);
  if (const yaml::Node* day = mapping.get("published"))
    package.published = yaml::read_date(*day, diagnostics);
  if (const yaml::Node* days = mapping.require("in force")) {
    package.in_force = read_validity(*days, diagnostics);
    if (days->is_list() && days->items.size() == 2) {
      front.in_force_from = days->items[0].location();
      front.in_force_to = days->items[1].location();
    }
  }
  if (const yaml::Node* earlier = mapping.get("supersedes")) {
    package.supersedes = read_succession(*earlier, package, diagnostics);
  }
  if (const yaml::Node* official = mapping.require("official")) {
    const yaml::Mapping entry(*official, {"file", "sha256"}, diagnostics);
    if (entry.valid()) {
      const yaml::Node* file = entry.require("file");
      if (file != nullptr && file->text != official_name) {
        yaml::error(diagnostics, "official.name", file->location(),
                    {"正式文本的文件名是 official.txt", "the official text is in official.txt"},
                    {"改名", "rename it"});
      }
      front.official_sha256 = entry.required_text("sha256");
      if (const yaml::Node* hash = entry.get("sha256")) front.official_place = hash->location();
    }
  }
  if (const yaml::Node* uses = mapping.get("uses")) {
    for (const yaml::Node* each : yaml::read_texts(*uses, diagnostics)) {
      front.uses.push_back(each->text);
      front.use_places.push_back(each->location());
    }
  }
  if (const yaml::Node* stacking = mapping.get("stacking")) {
    front.stacking = read_stacking(*stacking, {}, diagnostics);
  }
  if (const yaml::Node* assumptions = mapping.get("assumptions")) front.assumptions = *assumptions;
  if (const yaml::Node* alternatives = mapping.get("alternatives")) front.alternatives = *alternatives;
  return front;
}

}  // namespace enact::policy
