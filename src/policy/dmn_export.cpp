// See dmn_export.hpp.
#include "policy/dmn_export.hpp"

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

}  // namespace enact::policy
