// Successions recorded and taken back, and read. See succession.hpp; what they do to matters: families.cpp.
#include "casework/succession.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "casework/case_file.hpp"
#include "casework/intake_parts.hpp"
#include "casework/refusals.hpp"
#include "casework/reliance.hpp"

namespace enact::casework {

namespace json = boost::json;
using store::Fault;

const std::string_view succession_tables = R"sql(
CREATE TABLE succession (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  successor TEXT NOT NULL,
  predecessor TEXT NOT NULL,
  since TEXT NOT NULL,
  unit TEXT NOT NULL,
  evidence TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX succession_by_successor ON succession (successor);
CREATE INDEX succession_by_predecessor ON succession (predecessor);
)sql";

void apply_succession(store::Transaction& tx, const store::Event& event) {
  if (event.kind == "subject.succession") {
    const json::object payload = parse_object(event.payload);
    tx.execute(
        "INSERT INTO succession (seq, kind, successor, predecessor, since, unit, evidence, at) VALUES (?, ?, "
        "?, "
        "?, ?, ?, ?, ?)",
        {event.seq, string_of(payload, "kind"), event.stream_id, string_of(payload, "other"),
         string_of(payload, "on"), event.actor.unit, string_of(payload, "evidence"), event.at});
  } else if (event.kind == "subject.succession_withdrawn") {
    tx.execute("DELETE FROM succession WHERE seq = ?",
               {integer_of(parse_object(event.payload), "succession")});
  }
}

namespace {

struct Kind {
  SuccessionKind kind;
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  bool inherits;
};
constexpr std::array kinds = {
    Kind{SuccessionKind::merged, "merged", "合并", "merger", true},
    Kind{SuccessionKind::split, "split", "分立", "split", true},
    Kind{SuccessionKind::converted, "converted", "变更主体", "conversion", true},
    Kind{SuccessionKind::refounded, "refounded", "注销后重新设立", "founded anew", false},
    Kind{SuccessionKind::moved_in, "moved_in", "迁入", "moved in", false},
    Kind{SuccessionKind::moved_out, "moved_out", "迁出", "moved out", false},
    Kind{SuccessionKind::unrelated, "unrelated", "经核实无承继关系",
         "looked at: nothing to do with one another", false}};

const Kind& entry(SuccessionKind kind) {
  return *std::ranges::find(kinds, kind, &Kind::kind);
}

Fault bad_succession(Text what, Text help) {
  return refuse(Fault::Kind::invalid, "casework.bad-succession", std::move(what), std::move(help));
}

// A unit that attests who a subject of this type is.
bool registers(const Context& context, const std::string& type, const std::string& unit) {
  const auto* declared = context.determiner().model().subject(type);
  if (declared == nullptr || unit.empty()) return false;
  for (const std::string& name : {declared->base->identity, declared->base->label}) {
    const policy::FactDeclaration* fact = declared->fact(name);
    if (fact != nullptr && attests(*fact, unit)) return true;
  }
  return false;
}

bool comes_after(const store::Reader& reader, const std::string& later, const std::string& earlier,
                 std::set<std::string>& seen) {
  if (later == earlier) return true;
  if (!seen.insert(later).second) return false;
  const auto before =
      reader.all("SELECT predecessor FROM succession WHERE successor = ? AND predecessor <> ''", {later},
                 [](const store::Row& row) { return row.text(0); });
  return std::ranges::any_of(before,
                             [&](const std::string& one) { return comes_after(reader, one, earlier, seen); });
}

std::optional<Fault> void_in_family(store::Transaction& tx, const Library& library,
                                    const std::vector<std::string>& subjects) {
  for (const std::string& id : subjects)
    if (auto fault = void_what_changed(tx, library, id)) return fault;
  return std::nullopt;
}

// Cases of the family's members whose matter another case of the family has money for, too.
std::vector<std::string> overlaps_of(const store::Reader& reader, const Families& families,
                                     const std::vector<std::string>& members) {
  std::vector<std::string> found;
  for (const std::string& member : members) {
    struct Held {
      std::string reference;
      determine::Matter matter;
    };
    const auto held = reader.all(
        "SELECT DISTINCT c.reference, c.matter_kind, c.matter_parts, c.matter_key FROM case_file c JOIN "
        "commitment "
        "k ON k.case_id = c.id WHERE c.subject = ? AND k.cancelled_fen < k.fen",
        {member}, [](const store::Row& row) {
          std::vector<std::string> parts;
          const json::value list = json::parse(json::string_view(row.view(2).data(), row.view(2).size()));
          for (const json::value& part : list.as_array()) parts.emplace_back(part.as_string());
          return Held{row.text(0), {row.text(1), std::move(parts), row.text(3)}};
        });
    for (const Held& one : held) {
      for (const std::string& key : families.other_keys(one.matter)) {
        const auto other = reader.text(
            "SELECT c.reference FROM case_file c JOIN commitment k ON k.case_id = c.id WHERE c.matter_kind = "
            "? AND "
            "c.matter_key = ? AND k.cancelled_fen < k.fen",
            {one.matter.kind, key});
        if (other && std::ranges::find(found, one.reference) == found.end()) found.push_back(one.reference);
      }
    }
  }
  return found;
}

}  // namespace

std::string_view succession_id(SuccessionKind kind) {
  return entry(kind).id;
}
std::optional<SuccessionKind> succession_from_id(std::string_view id) {
  const auto found = std::ranges::find(kinds, id, &Kind::id);
  return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}
Text succession_title(SuccessionKind kind) {
  return {std::string(entry(kind).zh), std::string(entry(kind).en)};
}
bool inherits(SuccessionKind kind) {
  return entry(kind).inherits;
}

std::vector<Succession> successions_of(const store::Reader& reader, std::string_view subject_id) {
  struct Row {
    Succession made;
    std::string subject;
    std::string other;
  };
  auto rows = reader.all(
      "SELECT seq, kind, successor, predecessor, since, unit, evidence FROM succession WHERE successor = ? "
      "OR "
      "predecessor = ? ORDER BY seq",
      {subject_id, subject_id}, [](const store::Row& row) {
        return Row{{.seq = row.integer(0),
                    .kind = succession_from_id(row.view(1)).value_or(SuccessionKind::merged),
                    .on = Date::parse(row.view(4)).value_or(Date{}),
                    .unit = row.text(5),
                    .evidence = row.text(6)},
                   row.text(2),
                   row.text(3)};
      });
  std::vector<Succession> found;
  for (Row& row : rows) {
    row.made.subject = store::find_subject(reader, row.subject).value_or(store::Subject{});
    if (!row.other.empty()) row.made.other = store::find_subject(reader, row.other);
    found.push_back(std::move(row.made));
  }
  return found;
}

std::expected<Recorded, Fault> record_succession(store::Transaction& tx, const Library& library,
                                                 const store::Actor& actor, std::string_view subject_id,
                                                 const SuccessionEntry& wanted) {
  const auto subject = store::find_subject(tx, subject_id);
  if (!subject) return std::unexpected(no_subject());
  if (!registers(*library.current(), subject->type, actor.unit)) return std::unexpected(not_permitted());
  if (wanted.on > tx.now().legal_day())
    return std::unexpected(
        bad_succession({"日期在将来", "the day is in the future"},
                       {"填写登记机关核准的日期", "enter the day on which it was registered"}));
  const bool moves = wanted.kind == SuccessionKind::moved_in || wanted.kind == SuccessionKind::moved_out;
  std::string other;
  if (!moves) {
    const auto found = store::find_subject(tx, subject->type, wanted.other);
    if (!found)
      return std::unexpected(
          bad_succession({fmt::format("名录中没有{} `{}`", subject->type, wanted.other),
                          fmt::format("there is no {} `{}` on record", subject->type, wanted.other)},
                         {"请先登记前身主体", "register the one before first"}));
    other = found->id;
    std::set<std::string> seen;
    if (comes_after(tx, other, subject->id, seen))
      return std::unexpected(bad_succession({"主体不能是自己的前身", "a subject does not come after itself"},
                                            {"核对前身与后继是否填反", "check which of the two came first"}));
    if (tx.integer("SELECT 1 FROM succession WHERE successor = ? AND predecessor = ? AND kind = ?",
                   {subject->id, other, std::string(succession_id(wanted.kind))}))
      return std::unexpected(refuse(Fault::Kind::conflict, "casework.succession-known",
                                    {"已有相同的记录", "this is on record already"},
                                    {"请刷新后查看", "reload and look"}));
  }
  const auto event = tx.append({.stream_type = "subject",
                                .stream_id = subject->id,
                                .kind = "subject.succession",
                                .payload = json::serialize(json::object{{"kind", succession_id(wanted.kind)},
                                                                        {"other", other},
                                                                        {"on", wanted.on.to_string()},
                                                                        {"evidence", wanted.evidence}}),
                                .actor = actor});
  if (!event) return std::unexpected(event.error());
  Recorded recorded{.seq = event->seq};
  if (!inherits(wanted.kind)) return recorded;
  const Families families(tx);
  auto members = families.others(subject->id);
  members.push_back(subject->id);
  recorded.overlaps = overlaps_of(tx, families, members);
  if (auto fault = void_in_family(tx, library, members)) return std::unexpected(std::move(*fault));
  return recorded;
}

std::expected<std::int64_t, Fault> withdraw_succession(store::Transaction& tx, const Library& library,
                                                       const store::Actor& actor, std::int64_t seq,
                                                       std::string_view reason) {
  const auto id = tx.text("SELECT successor FROM succession WHERE seq = ?", {seq});
  const auto subject = id ? store::find_subject(tx, *id) : std::nullopt;
  if (!subject) return std::unexpected(no_subject());
  if (!registers(*library.current(), subject->type, actor.unit)) return std::unexpected(not_permitted());
  auto members = Families(tx).others(subject->id);
  members.push_back(subject->id);
  const auto event = tx.append(
      {.stream_type = "subject",
       .stream_id = subject->id,
       .kind = "subject.succession_withdrawn",
       .payload = json::serialize(json::object{{"succession", seq}, {"reason", std::string(reason)}}),
       .actor = actor});
  if (!event) return std::unexpected(event.error());
  if (auto fault = void_in_family(tx, library, members)) return std::unexpected(std::move(*fault));
  return seq;
}

}  // namespace enact::casework
