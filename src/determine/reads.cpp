// Static read sites and their values. See reads.hpp.
#include "determine/reads.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace enact::determine {
namespace {

using feel::ir::NodeId;
using feel::ir::Op;
using feel::ir::Program;

// The chain of fields that a node is, down to an input; nullopt if it is none.
std::optional<ReadSite> chain(const Program& program, NodeId id) {
  const feel::ir::Node& node = program.node(id);
  if (node.op == Op::input) return ReadSite{id, static_cast<std::size_t>(node.index), ""};
  if (node.op != Op::field) return std::nullopt;
  auto base = chain(program, node.args[0]);
  if (!base) return std::nullopt;
  return ReadSite{id, base->input, base->suffix + "." + node.name};
}

void name(ReadSite& site, std::size_t index, const Program& program, const std::vector<ReadSite>& before) {
  site.path = program.inputs[site.input].name + site.suffix;
  site.first = site.suffix.substr(std::min(site.suffix.find('.') + 1, site.suffix.size()));
  site.first = site.first.substr(0, site.first.find('.'));
  const auto known = std::find_if(before.begin(), before.end(), [&](const ReadSite& s) {
    return s.input == site.input && s.suffix == site.suffix;
  });
  site.same = known == before.end() ? index : known->same;
}

}  // namespace

ProgramReads find_reads(const Program& program) {
  ProgramReads reads;
  reads.site_of_node.assign(program.nodes.size(), -1);
  std::vector<bool> inner(program.nodes.size(), false);  // the base of a longer chain
  for (const feel::ir::Node& node : program.nodes) {
    if (node.op == Op::field) inner[static_cast<std::size_t>(node.args[0])] = true;
  }
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    if (inner[i]) continue;
    if (auto site = chain(program, static_cast<NodeId>(i))) {
      reads.site_of_node[i] = static_cast<std::int32_t>(reads.sites.size());
      name(*site, reads.sites.size(), program, reads.sites);
      reads.sites.push_back(std::move(*site));
    }
  }
  for (const std::int32_t input : program.used_inputs)
    reads.inputs.push_back(static_cast<std::size_t>(input));
  return reads;
}

namespace {

// What the trace fills, behind one reference, so that setting it takes no allocation.
struct Recorder {
  const Program& program;
  const ProgramReads& reads;
  Traced traced = {};

  void operator()(const Program& of, NodeId node, const feel::Value& value) {
    if (&of != &program) return;
    const std::int32_t index = reads.site_of_node[static_cast<std::size_t>(node)];
    if (index < 0) return;
    const ReadSite* site = &reads.sites[static_cast<std::size_t>(index)];
    const bool seen = std::any_of(traced.reads.begin(), traced.reads.end(),
                                  [&](const auto& read) { return read.first->same == site->same; });
    if (!seen) traced.reads.emplace_back(site, value);
  }
};

}  // namespace

Traced evaluate_traced(feel::Evaluation& evaluation, const Program& program, const ProgramReads& reads,
                       std::span<const feel::Value> inputs) {
  Recorder recorder{program, reads};
  recorder.traced.reads.reserve(reads.sites.size());
  evaluation.set_trace(std::ref(recorder));
  recorder.traced.value = evaluation.evaluate(program, inputs);
  evaluation.set_trace(nullptr);
  return std::move(recorder.traced);
}

}  // namespace enact::determine
