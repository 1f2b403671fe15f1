// Guards: whether an outcome's `if` holds over what the case has.
#include <fmt/format.h>

#include "feel/evaluate.hpp"
#include "policy/procedures.hpp"
#include "procedure/structure.hpp"

namespace enact::procedure {
namespace {

feel::Value unknown(std::string what) {
  const feel::Cause cause{.kind = feel::Cause::Kind::undecided, .what = std::move(what), .diagnostic = {}};
  return feel::Unknown{std::make_shared<const std::vector<feel::Cause>>(std::vector{cause})};
}

feel::Value value_of(const Run::Given& given, const std::string& name) {
  if (name == policy::amount_name) {
    return given.amount ? feel::Value(yuan_from_fen(*given.amount)) : unknown(name);
  }
  return name == "方式" ? feel::Value(given.mode) : feel::Value(given.provision);
}

}  // namespace

std::optional<Refusal> guarded(const Run& run, const policy::ProcedureStep::Outcome& outcome) {
  if (!outcome.guard) return std::nullopt;
  const feel::ir::Program& program = *outcome.guard->program;
  std::vector<feel::Value> inputs;
  for (const auto& input : program.inputs) inputs.push_back(value_of(run.given, input.name));
  feel::Evaluation evaluation(feel::Mode::determination);
  const feel::Value held = evaluation.evaluate(program, inputs);
  const bool* holds = held.boolean();
  if (holds != nullptr && *holds) return std::nullopt;
  const bool known = holds != nullptr;
  return Refusal{Refusal::Kind::conflict,
                 "procedure.guard",
                 {fmt::format("“{}”只适用于：{}{}", outcome.title.zh, outcome.guard->text,
                              known ? "" : "（金额尚未确定）"),
                  fmt::format("`{}` is only for: {}{}", outcome.title.en, outcome.guard->text,
                              known ? "" : " (the amount is not known yet)")},
                 {"请选择适用的结果", "choose the outcome that fits"}};
}

}  // namespace enact::procedure
