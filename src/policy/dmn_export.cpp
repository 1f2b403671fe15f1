// See dmn_export.hpp.
#include "policy/dmn_export.hpp"

#include "dmn/layout.hpp"
#include "dmn/xml.hpp"
#include "policy/dmn_export_provision.hpp"

namespace enact::policy {

dmn::model::Definitions export_dmn(const Package& package, const DmnExport& options) {
  const bool joint = options.provision.empty();
  dmn_export::Model model(package, options.version, joint);
  for (const Provision& provision : package.provisions) {
    if (joint || provision.id == options.provision) dmn_export::ProvisionExport(model, provision).run();
  }
  return model.take();
}

DmnDocument export_dmn_document(const Package& package, const DmnExport& options) {
  dmn::model::Definitions definitions = export_dmn(package, options);
  dmn::lay_out(definitions);
  dmn::WrittenModel written = dmn::write_xml(definitions, options.version);
  return {std::move(written.xml), std::move(written.lost)};
}

}  // namespace enact::policy
