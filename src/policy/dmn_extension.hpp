// What a provision says beside its decision logic, as extension elements of a DMN document under a namespace
// of this project (docs/dmn-interchange.md): which element plays which part, how its author wrote it, and the
// particulars that DMN has no place for. Written and read here, nowhere else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dmn/model.hpp"
#include "policy/provision_text.hpp"

namespace enact::policy::dmn_extension {

inline constexpr std::string_view namespace_uri = "urn:enact:policy:1";

// The part that an element plays, as `kind` names it ("condition"; dmn_parts.hpp), for which provision, under
// which name of the package.
struct Part {
  std::string kind;
  std::string provision;  // empty: shared
  std::string name;       // the package's name; an element may be called otherwise
  int index = 0;          // its place among its like, from 1
  std::string written;    // the expression as its author wrote it; may be empty
};
dmn::model::Foreign to_element(const Part& part);
std::optional<Part> part_of(const dmn::model::Element& element);

// The particulars of a provision, without its rules; of a condition; of a cap. Each on its own element.
dmn::model::Foreign to_element(const ProvisionText& provision);
dmn::model::Foreign to_element(const ConditionText& condition);
dmn::model::Foreign to_element(const CapText& cap);
// False if the element has none, or none that can be read; then `into` is as it was.
bool read(const dmn::model::Element& element, ProvisionText& into);
bool read(const dmn::model::Element& element, ConditionText& into);
bool read(const dmn::model::Element& element, CapText& into);

// `元` of a component whose type is a number with a unit; a code's English.
dmn::model::Foreign unit_element(std::string_view unit);
std::string unit_of(const dmn::model::Element& element);  // empty: none

// Number, region and dates of the policy, on the definitions.
dmn::model::Foreign to_element(const PackageText& package);
bool read(const dmn::model::Element& element, PackageText& into);

}  // namespace enact::policy::dmn_extension
