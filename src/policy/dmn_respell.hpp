// The author's spelling of an expression after it has been through FEEL without units: 10万元 again where it
// says 100000. Internal to the import.
#pragma once

#include <string>

#include "feel/compile.hpp"

namespace enact::policy::dmn_import {

// `written`: as the author had it, of which `feel` may be a changed version in standard FEEL. The very
// spelling if the two mean the same; else `feel` with the units that the numbers of `written` have, number by
// number; empty if they do not answer each other.
std::string respelled(const std::string& written, const std::string& feel, const feel::Scope& scope);
// An amount of money of which no spelling is known: its figures in 元, if it is a figure or a range.
std::string money(const std::string& feel);

}  // namespace enact::policy::dmn_import
