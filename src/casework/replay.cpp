// Pinned facts read back, determined, compared. See replay.hpp.
#include "casework/replay.hpp"

#include "casework/case_file.hpp"
#include "casework/claims.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;

std::optional<std::string> blob_text(const store::Reader& reader, const std::string& hash) {
  const auto blob = store::find_blob(reader, hash);
  if (!blob) return std::nullopt;
  return std::string(blob->content.begin(), blob->content.end());
}

// Fills in the outcome of a step whose event has this payload.
void replay_step(const store::Reader& reader, const Context& context, const json::object& payload,
                 ReplayedStep& step) {
  const auto facts = blob_text(reader, string_of(payload, "facts"));
  const auto snapshot = blob_text(reader, string_of(payload, "snapshot"));
  if (!facts || !snapshot) {
    step.because = {"固定的事实或结果已不在库中", "the pinned facts or the result are no longer there"};
    return;
  }
  if (facts->starts_with('[')) {
    step.because = {"按旧格式固定，缺少付款和决定，无法重算",
                    "pinned in an earlier form, without payments and decisions: it cannot be computed again"};
    return;
  }
  const auto read =
      determine::read_facts(std::make_shared<const Source>("facts", *facts), context.determiner().model());
  if (has_errors(read.diagnostics)) {
    step.because = read.diagnostics.front().message;
    return;
  }
  const determine::Determination made = context.determiner().determine(
      read.facts, {.on = step.on, .known_on = Date::parse(string_of(payload, "known_on"))});
  const std::string again = determine::to_json(made.subjects.front(), made);
  step.outcome = again == *snapshot ? ReplayOutcome::identical : ReplayOutcome::different;
  if (again != *snapshot) step.differences = determine::compare_results(*snapshot, again);
}

void replay_case(const store::Reader& reader, const Library& library, const std::string& case_id,
                 std::vector<ReplayedStep>& out) {
  const auto events = store::stream_events(reader, stream, case_id);
  if (events.empty()) return;
  const json::object opened = parse_object(events.front().payload);
  std::vector<std::string> hashes;
  for (const json::value& hash : opened.at("packages").as_array()) hashes.emplace_back(hash.as_string());
  ContextPtr context;
  std::string broken;
  try {
    context = library.at(hashes);
  } catch (const std::runtime_error& error) {  // an image that this program can no longer read
    broken = error.what();
  }
  const policy::PackagePtr package = context ? context->package(string_of(opened, "policy")) : nullptr;
  const policy::Procedure* procedure =
      package == nullptr ? nullptr : package->procedure(string_of(opened, "procedure_id"));
  for (const store::Event& event : events) {
    const json::object payload = parse_object(event.payload);
    if (!payload.contains("snapshot")) continue;
    ReplayedStep step{
        .case_id = case_id,
        .reference = string_of(opened, "reference"),
        .event = event.id,
        .step = {},
        .on = Date::parse(string_of(payload, "on")).value_or(Date{}),
        .engine = payload.contains("engine") ? static_cast<int>(integer_of(payload, "engine")) : 1,
        .outcome = ReplayOutcome::impossible,
        .differences = {},
        .because = {}};
    if (const json::value* moved = payload.if_contains("procedure"); moved != nullptr && moved->is_object()) {
      step.step = string_of(moved->get_object(), "step");
    } else if (event.kind == "case.part_committed" && procedure != nullptr) {
      step.step = step_of_part(*procedure, payload);
    }
    if (context) {
      replay_step(reader, *context, payload, step);
    } else {
      step.because =
          broken.empty() ? Text{"找不到固定的政策映像", "a pinned image is not there"} : Text{broken, broken};
    }
    out.push_back(std::move(step));
  }
}

}  // namespace

std::string_view to_string(ReplayOutcome outcome) {
  switch (outcome) {
    case ReplayOutcome::identical:
      return "identical";
    case ReplayOutcome::different:
      return "different";
    case ReplayOutcome::impossible:
      return "impossible";
  }
  return "";
}

std::vector<ReplayedStep> replay_cases(const store::Reader& reader, const Library& library,
                                       std::string_view reference) {
  const auto id = [](const store::Row& row) { return row.text(0); };
  const auto cases = reference.empty() ? reader.all("SELECT id FROM case_file ORDER BY reference", {}, id)
                                       : reader.all("SELECT id FROM case_file WHERE reference = ? OR id = ?",
                                                    {reference, reference}, id);
  std::vector<ReplayedStep> out;
  for (const std::string& one : cases) replay_case(reader, library, one, out);
  return out;
}

ReplayCount count_of(std::span<const ReplayedStep> steps) {
  ReplayCount count;
  for (const ReplayedStep& step : steps) {
    if (step.outcome == ReplayOutcome::identical) ++count.identical;
    if (step.outcome == ReplayOutcome::different) ++count.different;
    if (step.outcome == ReplayOutcome::impossible) ++count.impossible;
  }
  return count;
}

}  // namespace enact::casework
