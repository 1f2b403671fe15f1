// See dmn_export.hpp.
#include "policy/dmn_export.hpp"

#include <set>

#include "dmn/layout.hpp"
#include "dmn/xml.hpp"
#include "policy/dmn_export_provision.hpp"
#include "policy/dmn_extension.hpp"
#include "policy/dmn_parts.hpp"
#include "policy/known.hpp"

namespace enact::policy {

dmn::model::Definitions export_dmn(const Package& package, const DmnExport& options) {
  const PackagePtr known = as_known_in_the_end(package);
  const bool joint = options.provision.empty();
  dmn_export::Model model(*known, options.version, joint);
  for (const Provision& provision : known->provisions) {
    if (joint || provision.id == options.provision) dmn_export::ProvisionExport(model, provision).run();
  }
  return model.take();
}

namespace {

namespace model = dmn::model;

std::string target(const model::Reference& reference) {
  return reference.href.substr(reference.href.find('#') + 1);
}

// The diagram is a view of the model (DMN 1.5, 6.2.1): that a claim repeats each condition beside the verdict
// would cross every other line, and services are known to no viewer of 1.3, which shows them as empty boxes.
void simplify(model::Definitions& definitions) {
  std::set<std::string> hidden;
  const bool services = definitions.version >= model::Version::v1_4;
  for (const model::DrgElement& drg : definitions.elements) {
    if (const auto* service = std::get_if<model::DecisionService>(&drg)) {
      if (!services) hidden.insert(service->id);
      continue;
    }
    const auto* decision = std::get_if<model::Decision>(&drg);
    if (decision == nullptr) continue;
    const std::string part = dmn_part::parts_of_id(decision->id).part;
    if (part != dmn_part::claim && part != dmn_part::result) continue;
    for (const model::InformationRequirement& each : decision->information) {
      const std::string read = dmn_part::parts_of_id(target(each.required)).part;
      if (read == dmn_part::condition || read == dmn_part::validity) hidden.insert(each.id);
    }
    for (const model::KnowledgeRequirement& each : decision->knowledge) {
      if (hidden.contains(target(each.required)) || !services) hidden.insert(each.id);
    }
  }
  for (model::Diagram& diagram : definitions.diagrams) {
    std::erase_if(diagram.shapes, [&](const model::Shape& shape) { return hidden.contains(shape.element); });
    std::erase_if(diagram.edges, [&](const model::Edge& edge) { return hidden.contains(edge.element); });
  }
}

// A model has no second time axis: what was known once and is no longer cannot be said in it.
Diagnostics replaced(const Package& package, const DmnExport& options, const model::Definitions& model) {
  std::set<std::string> parameters;  // that the model reads
  for (const model::DrgElement& drg : model.elements) {
    const auto* function = std::get_if<model::BusinessKnowledgeModel>(&drg);
    if (function == nullptr) continue;
    const auto part = dmn_extension::part_of(*function);
    if (part && part->kind == dmn_part::parameter) parameters.insert(part->name);
  }
  Diagnostics lost;
  for (NoLongerKnown& gone : no_longer_known(package)) {
    const bool here = gone.provision.empty()
                          ? parameters.contains(gone.parameter)
                          : options.provision.empty() || gone.provision == options.provision;
    if (!here) continue;
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "dmn.lost-knowledge";
    diagnostic.message = {"模型是最终所知的规则，其中没有" + gone.what.zh,
                          "the model has the rules as known in the end, and so not " + gone.what.en};
    lost.push_back(std::move(diagnostic));
  }
  return lost;
}

}  // namespace

DmnDocument export_dmn_document(const Package& package, const DmnExport& options) {
  dmn::model::Definitions definitions = export_dmn(package, options);
  dmn::lay_out(definitions);
  simplify(definitions);
  dmn::WrittenModel written = dmn::write_xml(definitions, options.version);
  Diagnostics lost = replaced(package, options, definitions);
  lost.insert(lost.begin(), written.lost.begin(), written.lost.end());
  return {std::move(written.xml), std::move(lost)};
}

}  // namespace enact::policy
