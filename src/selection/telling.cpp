// Facts that follow from contracts. See telling.hpp.
#include "selection/telling.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <tuple>

#include "determine/facts.hpp"
#include "feel/evaluate.hpp"
#include "selection/entries.hpp"
#include "store/event.hpp"
#include "store/facts.hpp"

namespace enact::selection {
namespace {

namespace json = boost::json;
using store::Fault;

// What acceptance tells, or a stage that was passed.
const policy::Selection::Told* told_of(const policy::Selection& declared, const Call& before,
                                       const Event& event) {
  if (!event.upheld) return nullptr;
  if (event.kind == Kind::examined) return declared.accepted ? &*declared.accepted : nullptr;
  if (event.kind != Kind::judged || !declared.stage) return nullptr;
  const Stage* stage = before.contracts.at(event.bid).stage(event.stage);
  return stage != nullptr && stage->money.count > 0 ? &*declared.stage : nullptr;
}

// The names of policy::told_scope().
feel::Value value_of(const std::string& name, const CallFile& file, const Event& event,
                     const std::string& bid_name) {
  const Contract& contract = file.call.contracts.at(event.bid);
  const Stage* stage = contract.stage(event.stage);
  if (name == "日期") return event.on;
  if (name == "编号") return file.call.numbers.at(event.bid);
  if (name == "签订日期") return contract.signed_on;
  if (name == "名称") return bid_name;
  if (name == "期次") return event.stage;
  return yuan_from_fen(stage == nullptr ? Fen{} : stage->money);
}

std::string item_json(const policy::Selection::Told& told, const CallFile& file, const Event& event,
                      const std::string& bid_name) {
  std::string item = "{";
  for (const policy::Selection::Told::Field& field : told.item) {
    const feel::ir::Program& program = *field.value.program;
    std::vector<feel::Value> inputs;
    for (const auto& input : program.inputs) inputs.push_back(value_of(input.name, file, event, bid_name));
    feel::Evaluation evaluation(feel::Mode::determination);
    const feel::Value value = evaluation.evaluate(program, inputs);
    item += fmt::format("{}{}:{}", item.size() == 1 ? "" : ",", json::serialize(json::string(field.name)),
                        determine::fact_value_json(value));
  }
  return item + "}";
}

using registers::ExactJson;

// The list as it was attested last, by whatever unit: what a subject has declared of itself is not attested
// by standing beside a new item.
std::optional<store::Fact> attested(const store::Reader& reader, const std::string& subject,
                                    const std::string& name, Instant now) {
  std::optional<store::Fact> last;
  for (store::Fact& fact : store::facts_known_at(reader, subject, now)) {
    if (fact.name != name || fact.source != store::FactSource::attested) continue;
    if (!last || std::tuple(fact.valid_from, fact.seq) > std::tuple(last->valid_from, last->seq))
      last = std::move(fact);
  }
  return last;
}

// Its items: a list, a single record, or {items, open}.
std::vector<ExactJson> items_of(const std::optional<store::Fact>& fact) {
  auto read = fact ? registers::parse_exact(fact->value) : std::nullopt;
  if (!read) return {};
  if (read->kind == ExactJson::Kind::list) return std::move(read->items);
  if (read->kind != ExactJson::Kind::object) return {};
  const ExactJson* items = read->member("items");
  return items == nullptr ? std::vector<ExactJson>{*read} : items->items;
}

}  // namespace

bool tells(const policy::Selection& declared, const Call& before, const Event& event) {
  return told_of(declared, before, event) != nullptr;
}

std::optional<Fault> tell(store::Transaction& tx, const CallFile& file, const Event& event) {
  const policy::Selection::Told* told = told_of(*file.declared, file.call, event);
  const BidEntry* bid = file.call.bid(event.bid);
  if (told == nullptr || bid == nullptr) return std::nullopt;
  const auto entry = entry_of(tx, bid->id);
  const std::string item = item_json(*told, file, event, entry ? entry->name : "");
  const auto before = attested(tx, bid->subject, told->fact, tx.now());
  ExactJson list;
  list.kind = ExactJson::Kind::list;
  list.items = items_of(before);
  if (auto read = registers::parse_exact(item)) list.items.push_back(std::move(*read));
  const auto added = store::add_fact(tx, {.subject_id = bid->subject,
                                          .name = told->fact,
                                          .value = list.written(),
                                          .source = store::FactSource::attested,
                                          .attested_by = file.declared->organiser,
                                          .evidence = file.reference + "/" + file.call.numbers.at(event.bid),
                                          // A list that begins with this says nothing of others.
                                          .open = before ? before->open : true,
                                          .valid_from = before ? before->valid_from : std::nullopt,
                                          .supersedes = before ? std::optional(before->seq) : std::nullopt});
  if (!added) return added.error();
  const auto stored =
      tx.append({.stream_type = "subject",
                 .stream_id = bid->subject,
                 .expected_version = {},
                 .kind = "subject.fact_attested",
                 .schema_version = 1,
                 .payload = json::serialize(json::object{{"fact", added->seq}, {"name", added->name}}),
                 .actor = {event.account, event.unit}});
  if (!stored) return stored.error();
  return std::nullopt;
}

}  // namespace enact::selection
