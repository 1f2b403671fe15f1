// See units.hpp.
#include "policy/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace enact::policy {
namespace {

constexpr std::string_view leading = "牵头单位";
constexpr std::string_view responsible = "责任单位";

constexpr std::array<std::pair<std::string_view, UnitNature>, 7> natures{{
    {"bureau", UnitNature::bureau},
    {"party office", UnitNature::party_office},
    {"mass organisation", UnitNature::mass_organisation},
    {"park", UnitNature::park},
    {"state-owned enterprise", UnitNature::state_owned_enterprise},
    {"government", UnitNature::government},
    {"group", UnitNature::group},
}};

void read_nature(const yaml::Node& node, Unit& unit, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& [name, nature] : natures) {
    if (name == node.text) {
      unit.nature = nature;
      return;
    }
    names.emplace_back(name);
  }
  yaml::unknown_name(diagnostics, "policy.unknown-value", node.location(), {"单位性质", "nature of a unit"},
                     node.text, names);
}

// Groups name units of the same file; nothing else in it can be checked before all are read.
void check_members(const std::vector<Unit>& units, const yaml::Node& root, Diagnostics& diagnostics) {
  const UnitNames names(units);
  for (const Unit& unit : units) {
    const yaml::Node* members = root.find(unit.id)->find("members");
    if (members != nullptr && unit.nature != UnitNature::group) {
      yaml::error(diagnostics, "policy.members-of-group", members->location(),
                  {"只有 `nature: group` 才有成员", "only `nature: group` has members"});
    }
    if (members == nullptr) continue;
    for (const yaml::Node* member : yaml::read_texts(*members, diagnostics)) {
      names.resolve_one(*member, diagnostics);
    }
  }
}

void check_spellings(const yaml::Node& root, Diagnostics& diagnostics) {
  std::map<std::string, Location> places;
  const auto add = [&](const yaml::Node& node) {
    const auto [first, is_new] = places.try_emplace(node.text, node.location());
    if (is_new) return;
    yaml::error(diagnostics, "policy.defined-twice", node.location(),
                {fmt::format("`{}` 已是另一个单位的名称", node.text),
                 fmt::format("`{}` is already a name of a unit", node.text)},
                {"每个名称只属于一个单位", "a name belongs to one unit only"});
    diagnostics.back().labels.push_back({first->second, {"先写在这里", "it occurs first here"}});
  };
  for (const yaml::Entry& entry : root.entries) add(entry.key);
  for (const yaml::Entry& entry : root.entries) {
    if (const yaml::Node* also = entry.value.find("also"); also != nullptr && also->is_list()) {
      for (const yaml::Node& each : also->items) add(each);
    }
  }
}

// A place has one unit.
void check_areas(const yaml::Node& root, Diagnostics& diagnostics) {
  std::map<std::string, Location> places;
  for (const yaml::Entry& entry : root.entries) {
    const yaml::Node* areas = entry.value.find("areas");
    if (areas == nullptr) continue;
    for (const yaml::Node* area : yaml::read_texts(*areas, diagnostics)) {
      const auto [first, is_new] = places.try_emplace(area->text, area->location());
      if (is_new) continue;
      yaml::error(diagnostics, "policy.defined-twice", area->location(),
                  {fmt::format("`{}` 已属于另一个单位", area->text),
                   fmt::format("`{}` belongs to another unit already", area->text)},
                  {"每个区域只属于一个单位", "a place belongs to one unit only"});
      diagnostics.back().labels.push_back({first->second, {"先写在这里", "it occurs first here"}});
    }
  }
}

class LineReader {
 public:
  LineReader(const Document& document, std::size_t index, const UnitNames& units, Diagnostics& diagnostics)
      : document_(document), index_(index), units_(units), diagnostics_(diagnostics) {}

  UnitsLine read() {
    const Paragraph& paragraph = document_.paragraphs[index_];
    UnitsLine line{.article = paragraph.article, .paragraph = index_, .leads = {}, .responsible = {}};
    for (const Span part : split({0, paragraph.text.size()}, {"；"})) {
      read_part(part, line);
    }
    return line;
  }

 private:
  std::string_view view(Span span) const {
    return std::string_view(document_.paragraphs[index_].text).substr(span.begin, span.end - span.begin);
  }

  std::vector<Span> split(Span whole, const std::vector<std::string_view>& separators) const {
    std::vector<Span> parts;
    Span part{whole.begin, whole.begin};
    while (part.end < whole.end) {
      const std::string_view rest = view({part.end, whole.end});
      const auto found = std::find_if(separators.begin(), separators.end(),
                                      [&](std::string_view each) { return rest.starts_with(each); });
      if (found == separators.end()) {
        ++part.end;
        continue;
      }
      if (part.end > part.begin) parts.push_back(part);
      part.begin = part.end = part.end + found->size();
    }
    if (part.end > part.begin) parts.push_back(part);
    return parts;
  }

  void read_part(Span part, UnitsLine& line) {
    const std::string_view colon = "：";
    const std::size_t at = view(part).find(colon);
    const std::string_view role =
        at == std::string_view::npos ? std::string_view() : view(part).substr(0, at);
    if (role != leading && role != responsible) {
      yaml::error(
          diagnostics_, "document.units-line", document_.location(index_, part),
          {"单位行应写作“牵头单位：…；责任单位：…”", "a line of units reads “牵头单位：…；责任单位：…”"});
      return;
    }
    const Span names{part.begin + at + colon.size(), part.end};
    for (const Span name : split(names, {"、", "，", "。"})) {
      const std::string text(view(name));
      const std::optional<std::string> id = units_.find_in_list(text, earlier_);
      earlier_.push_back(id.value_or(text));
      if (id) {
        (role == leading ? line.leads : line.responsible).push_back({*id, name});
      } else {
        yaml::unknown_name(diagnostics_, "policy.unknown-unit", document_.location(index_, name),
                           {"单位", "unit"}, text, units_.spellings());
      }
    }
  }

  const Document& document_;
  std::size_t index_;
  const UnitNames& units_;
  Diagnostics& diagnostics_;
  std::vector<std::string> earlier_;  // ids of the names before, or the names as they stand
};

void check_line(const Package& package, const UnitsLine& line, Diagnostics& diagnostics) {
  std::set<std::string> used;
  bool any = false;
  for (const Provision& provision : package.provisions) {
    if (provision.article != line.article) continue;
    any = true;
    for (const auto* units : {&provision.leads, &provision.opinions, &provision.involved}) {
      used.insert(units->begin(), units->end());
    }
    if (provision.task) used.insert(provision.task->units.begin(), provision.task->units.end());
    for (const std::string& lead : provision.leads) {
      const bool leads = std::any_of(line.leads.begin(), line.leads.end(),
                                     [&](const UnitsLine::Named& each) { return each.unit == lead; });
      if (leads) continue;
      yaml::error(diagnostics, "policy.not-a-lead", provision.location,
                  {fmt::format("条款 `{}` 的牵头单位 `{}` 不是本条的牵头单位", provision.id, lead),
                   fmt::format("`{}` leads provision `{}` but not its article", lead, provision.id)},
                  {"`lead` 只写本条的牵头单位；其他单位写进 `opinions` 或 `involved`",
                   "name a leading unit of the article; others belong to `opinions` or `involved`"});
      diagnostics.back().labels.push_back(
          {package.document.location(line.paragraph,
                                     {0, package.document.paragraphs[line.paragraph].text.size()}),
           {"本条的单位行", "the article's line of units"}});
    }
  }
  if (!any) return;  // coverage says so clause by clause
  for (const auto* group : {&line.leads, &line.responsible}) {
    for (const UnitsLine::Named& named : *group) {
      if (used.count(named.unit) > 0) continue;
      yaml::error(diagnostics, "coverage.unit", package.document.location(line.paragraph, named.span),
                  {fmt::format("本条没有条款用到单位 `{}`", named.unit),
                   fmt::format("no provision of this article uses the unit `{}`", named.unit)},
                  {"写进一个条款的 `lead`、`opinions`、`involved` 或 `task`",
                   "name it in `lead`, `opinions`, `involved` or `task` of a provision"});
    }
  }
}

}  // namespace

std::vector<Unit> read_units(const yaml::Node& root, Diagnostics& diagnostics) {
  std::vector<Unit> units;
  if (!root.is_map()) {
    yaml::error(diagnostics, "policy.wrong-value", root.location(),
                {"units.yaml 应为映射（单位: …）", "units.yaml is a mapping (unit: …)"});
    return units;
  }
  for (const yaml::Entry& entry : root.entries) {
    Unit unit;
    unit.id = entry.key.text;
    const yaml::Mapping mapping(entry.value, {"title", "en", "nature", "also", "members", "areas"},
                                diagnostics);
    if (mapping.valid()) {
      unit.title = mapping.title("title");
      if (unit.title.empty()) unit.title = {unit.id, unit.id};
      if (mapping.get("en") != nullptr) unit.title.en = mapping.text("en");
      if (const yaml::Node* nature = mapping.require("nature")) read_nature(*nature, unit, diagnostics);
      unit.also = mapping.texts("also");
      unit.members = mapping.texts("members");
      unit.areas = mapping.texts("areas");
    }
    units.push_back(std::move(unit));
  }
  check_members(units, root, diagnostics);
  check_spellings(root, diagnostics);
  check_areas(root, diagnostics);
  return units;
}

std::vector<UnitsLine> read_units_lines(const Document& document, const UnitNames& units,
                                        Diagnostics& diagnostics) {
  std::vector<UnitsLine> lines;
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    if (document.paragraphs[i].kind != Paragraph::Kind::units) continue;
    lines.push_back(LineReader(document, i, units, diagnostics).read());
  }
  return lines;
}

void check_units_used(const Package& package, const std::vector<UnitsLine>& lines, Diagnostics& diagnostics) {
  for (const UnitsLine& line : lines) check_line(package, line, diagnostics);
}

}  // namespace enact::policy
