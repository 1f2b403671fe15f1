// See selections.hpp. What the numbers must keep to stands here; what a declaration says of registers and
// facts in selection_names.cpp.
#include "policy/selections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/document.hpp"
#include "policy/selection_names.hpp"

namespace enact::policy {
namespace {

constexpr int hundred = 100;
constexpr int most_years = 20;
constexpr int longest_notice = 366;
constexpr int most_teams = 20;

class SelectionReader {
 public:
  SelectionReader(const SelectionSurroundings& around, Package& package)
      : around_(around), package_(package), diagnostics_(around.diagnostics), names_(package, around) {}

  void read(const yaml::Entry& entry) {
    made_ = {};
    made_.id = entry.key.text;
    made_.location = entry.key.location();
    std::vector<std::string> keys{"title",    "provision", "text",       "organiser", "yearly",    "modes",
                                  "needs",    "bids",      "experts",    "panel",     "conflicts", "criteria",
                                  "score",    "ties",      "reserve",    "race",      "notice",    "equity",
                                  "accepted", "stage",     "assumptions"};
    const yaml::Mapping mapping(entry.value, std::move(keys), diagnostics_);
    if (!mapping.valid()) return;
    if (find_selection(package_, made_.id) != nullptr) {
      yaml::error(
          diagnostics_, "policy.defined-twice", made_.location,
          {fmt::format("遴选 `{}` 写了两次", made_.id), fmt::format("selection `{}` occurs twice", made_.id)},
          {"改名", "rename one"});
      return;
    }
    made_.title = mapping.title("title");
    if (made_.title.empty()) made_.title = {made_.id, made_.id};
    read_origin(mapping);
    if (const yaml::Node* organiser = mapping.require("organiser"))
      made_.organiser = around_.units.resolve_one(*organiser, diagnostics_).value_or("");
    made_.yearly = mapping.flag("yearly", false);
    made_.equity = mapping.flag("equity", false);
    read_modes(mapping);
    names_.read(mapping, made_);
    if (const yaml::Node* panel = mapping.require("panel")) read_panel(*panel);
    if (const yaml::Node* conflicts = mapping.get("conflicts")) read_conflicts(*conflicts);
    if (const yaml::Node* criteria = mapping.require("criteria")) read_criteria(*criteria);
    if (const yaml::Node* score = mapping.require("score")) read_score(*score);
    read_ties(mapping);
    if (const yaml::Node* reserve = mapping.get("reserve"))
      made_.reserve = yaml::read_integer(*reserve, 0, most_teams, diagnostics_).value_or(0);
    read_race(mapping);
    if (const yaml::Node* notice = mapping.require("notice")) read_notice(*notice);
    if (const yaml::Node* list = mapping.get("assumptions")) around_.assumptions.list(*list, made_.id + "/");
    check_rest();
    package_.selections.push_back(std::make_shared<const Selection>(std::move(made_)));
  }

 private:
  // A mapping with the keys of an assumption beside its own.
  yaml::Mapping part(const yaml::Node& node, std::vector<std::string> keys) {
    for (std::string& key : Assumptions::keys()) keys.push_back(std::move(key));
    return {node, std::move(keys), diagnostics_};
  }
  void assume(const yaml::Mapping& mapping, std::string_view name) {
    around_.assumptions.beside(mapping, fmt::format("{}/{}", made_.id, name));
  }
  int integer(const yaml::Mapping& mapping, std::string_view key, int least, int most, int otherwise) {
    const yaml::Node* node = mapping.get(key);
    return node == nullptr ? otherwise
                           : yaml::read_integer(*node, least, most, diagnostics_).value_or(otherwise);
  }

  void read_origin(const yaml::Mapping& mapping) {
    if (const yaml::Node* provision = mapping.get("provision")) {
      made_.provision = provision->text;
      if (package_.provision(made_.provision) == nullptr) {
        std::vector<std::string> known;
        for (const Provision& one : package_.provisions) known.push_back(one.id);
        yaml::unknown_name(diagnostics_, "policy.unknown-provision", provision->location(),
                           {"条款", "provision"}, made_.provision, known);
      }
    }
    if (const yaml::Node* text = mapping.get("text")) {
      for (const yaml::Node* words : yaml::read_texts(*text, diagnostics_)) read_words(*words);
    }
    if (mapping.get("provision") == nullptr && mapping.get("text") == nullptr) {
      yaml::error(
          diagnostics_, "selection.no-origin", made_.location,
          {"没有写明依据：`provision` 或 `text`", "neither `provision` nor `text` says what sets it up"},
          {"写明所执行的条款，或正文中设立它的文字",
           "name the provision that it carries out, or quote the words that set it up"});
    }
  }

  void read_words(const yaml::Node& node) {
    for (const Paragraph& paragraph : package_.document.paragraphs) {
      if (auto found = find_quotation(package_.document, paragraph.article, node.text)) {
        made_.citations.push_back(std::move(*found));
        return;
      }
    }
    yaml::error(diagnostics_, "policy.not-in-document", node.location(),
                {"正文没有这段文字", "the document does not have these words"},
                {"逐字照抄正文，标点也一样", "quote the document word for word, punctuation included"});
  }

  void read_modes(const yaml::Mapping& mapping) {
    const yaml::Node* modes = mapping.require("modes");
    if (modes == nullptr) return;
    for (const yaml::Node* mode : yaml::read_texts(*modes, diagnostics_)) {
      if (const auto known = selection_mode(mode->text)) {
        made_.modes.push_back(*known);
      } else {
        yaml::unknown_name(diagnostics_, "policy.unknown-value", mode->location(), {"方式", "mode"},
                           mode->text, {"best", "race"});
      }
    }
  }

  void read_panel(const yaml::Node& node) {
    const yaml::Mapping mapping = part(node, {"size", "spare", "own field", "at most"});
    if (!mapping.valid()) return;
    if (const yaml::Node* size = mapping.require("size"))
      made_.panel.size = yaml::read_integer(*size, 1, most_members, diagnostics_).value_or(1);
    made_.panel.spare = integer(mapping, "spare", 0, most_members, 0);
    made_.panel.own_field = integer(mapping, "own field", 0, made_.panel.size, 0);
    if (const yaml::Node* rotation = mapping.get("at most")) {
      const yaml::Mapping bounds(*rotation, {"calls", "years"}, diagnostics_);
      made_.panel.calls = integer(bounds, "calls", 1, hundred, 1);
      made_.panel.years = integer(bounds, "years", 1, most_years, 1);
    }
    assume(mapping, "panel");
  }

  void read_conflicts(const yaml::Node& node) {
    const yaml::Mapping mapping = part(node, {"same employer", "declared", "listed"});
    if (!mapping.valid()) return;
    made_.conflicts.same_employer = mapping.flag("same employer", true);
    made_.conflicts.declared = mapping.flag("declared", true);
    if (const yaml::Node* listed = mapping.get("listed"))
      made_.conflicts.listed = names_.field(made_.experts.register_id, *listed);
    assume(mapping, "conflicts");
  }

  void read_criteria(const yaml::Node& node) {
    if (!node.is_map() || node.entries.empty()) {
      yaml::error(diagnostics_, "policy.wrong-value", node.location(),
                  {"`criteria` 应为映射（标准: …）", "`criteria` is a mapping (criterion: …)"});
      return;
    }
    int sum = 0;
    for (const yaml::Entry& entry : node.entries) {
      const yaml::Mapping mapping = part(entry.value, {"weight", "most", "title", "en"});
      if (!mapping.valid()) continue;
      Selection::Criterion criterion;
      criterion.id = entry.key.text;
      criterion.title = mapping.title("title");
      if (criterion.title.empty()) {
        criterion.title = {criterion.id, mapping.text("en")};
        if (criterion.title.en.empty()) criterion.title.en = criterion.id;
      }
      if (const yaml::Node* weight = mapping.require("weight"))
        criterion.weight = yaml::read_integer(*weight, 1, hundred, diagnostics_).value_or(0);
      criterion.most = integer(mapping, "most", 1, most_points, hundred);
      sum += criterion.weight;
      assume(mapping, criterion.id);
      made_.criteria.push_back(std::move(criterion));
    }
    if (sum != hundred) {
      yaml::error(diagnostics_, "selection.weights", node.location(),
                  {fmt::format("权重合计为 {}，应为 100", sum),
                   fmt::format("the weights sum to {}, not to 100", sum)},
                  {"调整各项 `weight`", "change the `weight` of some"});
    }
    if (!common_points(made_.criteria)) {
      yaml::error(diagnostics_, "selection.points", node.location(),
                  {"各项满分的最小公倍数过大，得分无法精确计算",
                   "the points of the criteria have too large a common multiple"},
                  {"使用 10、50、100 这样的满分", "use such as 10, 50 or 100 for `most`"});
    }
  }

  void read_score(const yaml::Node& node) {
    const yaml::Mapping mapping = part(node, {"drop highest", "drop lowest", "outlier", "pass"});
    if (!mapping.valid()) return;
    made_.score.drop_highest = integer(mapping, "drop highest", 0, most_members, 0);
    made_.score.drop_lowest = integer(mapping, "drop lowest", 0, most_members, 0);
    if (const yaml::Node* outlier = mapping.get("outlier"))
      made_.score.outlier = yaml::read_integer(*outlier, 1, hundred, diagnostics_);
    if (const yaml::Node* pass = mapping.require("pass"))
      made_.score.pass = yaml::read_integer(*pass, 0, hundred, diagnostics_).value_or(0);
    if (made_.score.drop_highest + made_.score.drop_lowest >= made_.panel.size) {
      yaml::error(diagnostics_, "selection.nothing-left", node.location(),
                  {"去掉最高最低分后没有评分可计", "nothing is left once the highest and lowest are dropped"},
                  {"增加 `panel` 的 `size`，或少去几个", "have a larger panel or drop fewer"});
    }
    assume(mapping, "score");
  }

  void read_ties(const yaml::Mapping& mapping) {
    const yaml::Node* ties = mapping.get("ties");
    if (ties == nullptr) return;
    const auto nodes = yaml::read_texts(*ties, diagnostics_);
    for (const yaml::Node* node : nodes) {
      if (node->text == "lot" && node == nodes.back()) continue;
      if (made_.criterion(node->text) == nullptr) {
        std::vector<std::string> known;
        for (const auto& criterion : made_.criteria) known.push_back(criterion.id);
        known.emplace_back("lot");
        yaml::unknown_name(diagnostics_, "selection.unknown-criterion", node->location(),
                           {"标准", "criterion"}, node->text, known);
        continue;
      }
      made_.ties.push_back(node->text);
    }
  }

  void read_race(const yaml::Mapping& mapping) {
    const yaml::Node* race = mapping.get("race");
    const bool wanted = made_.has_mode(SelectionMode::race);
    if (race == nullptr) {
      if (wanted) {
        yaml::error(diagnostics_, "selection.race", made_.location,
                    {"有赛马制，却没有 `race`（几支队伍）",
                     "there is the mode `race` but no `race` says how many teams"},
                    {"写 `race: { teams: 3 }`", "write `race: { teams: 3 }`"});
      }
      return;
    }
    const yaml::Mapping part_of = part(*race, {"teams", "accepted"});
    if (!part_of.valid()) return;
    Selection::Race made;
    if (const yaml::Node* teams = part_of.require("teams"))
      made.teams = yaml::read_integer(*teams, 2, most_teams, diagnostics_).value_or(2);
    made.accepted = integer(part_of, "accepted", 1, made.teams, 1);
    assume(part_of, "race");
    made_.race = made;
  }

  void read_notice(const yaml::Node& node) {
    const yaml::Mapping mapping = part(node, {"working days", "days"});
    if (!mapping.valid()) return;
    if (const yaml::Node* working = mapping.get("working days"))
      made_.notice_working_days = yaml::read_integer(*working, 1, longest_notice, diagnostics_);
    if (const yaml::Node* days = mapping.get("days"))
      made_.notice_days = yaml::read_integer(*days, 1, longest_notice, diagnostics_);
    if (made_.notice_working_days.has_value() == made_.notice_days.has_value()) {
      yaml::error(diagnostics_, "selection.notice", node.location(),
                  {"公示期写 `working days` 或 `days`，二者取一",
                   "a notice has `working days` or `days`, one of the two"});
    }
    assume(mapping, "notice");
  }

  void check_rest() {
    if (made_.equity && !made_.stage) {
      yaml::error(
          diagnostics_, "selection.equity", made_.location,
          {"先拨后投须写明 `stage`：各期资助如何认定", "with `equity` there is `stage`: what a stage grants"},
          {"写 `stage: { fact: …, item: … }`", "write `stage: { fact: …, item: … }`"});
    }
  }

  const SelectionSurroundings& around_;
  Package& package_;
  Diagnostics& diagnostics_;
  SelectionNames names_;
  Selection made_;
};

}  // namespace

const feel::Scope& told_scope() {
  static const feel::Scope scope = [] {
    feel::Scope made;
    made.declare("日期", feel::simple_type(feel::Kind::date));
    made.declare("编号", feel::simple_type(feel::Kind::string));
    made.declare("签订日期", feel::simple_type(feel::Kind::date));
    made.declare("名称", feel::simple_type(feel::Kind::string));
    made.declare("期次", feel::simple_type(feel::Kind::string));
    made.declare("金额", feel::number_type("元"));
    return made;
  }();
  return scope;
}

void read_selections(const std::vector<yaml::Node>& roots, const SelectionSurroundings& around,
                     Package& package) {
  SelectionReader reader(around, package);
  for (const yaml::Node& root : roots) {
    if (root.is_null()) continue;
    if (!root.is_map()) {
      yaml::error(around.diagnostics, "policy.wrong-value", root.location(),
                  {"selections.yaml 应为映射（遴选: …）", "selections.yaml is a mapping (selection: …)"});
      continue;
    }
    for (const yaml::Entry& entry : root.entries) reader.read(entry);
  }
}

}  // namespace enact::policy
