// The names that DMN's interchange format goes by: namespaces of its versions, spellings of its enumerations.
// One table each, for the reader and the writer alike. Knows nothing of documents.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "dmn/model.hpp"

namespace enact::dmn::xml {

struct VersionNames {
  model::Version version;
  std::string_view number;  // "1.5"
  std::string_view model, feel, diagram;
};
inline constexpr std::array<VersionNames, 4> kVersions = {{
    {model::Version::v1_2, "1.2", "http://www.omg.org/spec/DMN/20180521/MODEL/",
     "http://www.omg.org/spec/DMN/20180521/FEEL/", "http://www.omg.org/spec/DMN/20180521/DMNDI/"},
    {model::Version::v1_3, "1.3", "https://www.omg.org/spec/DMN/20191111/MODEL/",
     "https://www.omg.org/spec/DMN/20191111/FEEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"},
    {model::Version::v1_4, "1.4", "https://www.omg.org/spec/DMN/20211108/MODEL/",
     "https://www.omg.org/spec/DMN/20211108/FEEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"},
    {model::Version::v1_5, "1.5", "https://www.omg.org/spec/DMN/20230324/MODEL/",
     "https://www.omg.org/spec/DMN/20230324/FEEL/", "https://www.omg.org/spec/DMN/20230324/DMNDI/"},
}};
inline constexpr std::string_view kDiagramCommon = "http://www.omg.org/spec/DMN/20180521/DC/";
inline constexpr std::string_view kDiagramInterchange = "http://www.omg.org/spec/DMN/20180521/DI/";
inline constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

const VersionNames& names_of(model::Version version);
const VersionNames* version_of_model(std::string_view namespace_uri);  // null: not a version that is read
bool is_feel(std::string_view language);  // a FEEL namespace of any version, 1.1 included
bool is_diagram(std::string_view namespace_uri);
bool is_dmn(std::string_view namespace_uri);  // of any version and part, also of those not read

// An enumeration and its spellings.
template <typename T, std::size_t size>
using Spellings = std::array<std::pair<T, std::string_view>, size>;

inline constexpr Spellings<HitPolicy, 7> kHitPolicies = {{{HitPolicy::unique, "UNIQUE"},
                                                          {HitPolicy::any, "ANY"},
                                                          {HitPolicy::first, "FIRST"},
                                                          {HitPolicy::priority, "PRIORITY"},
                                                          {HitPolicy::rule_order, "RULE ORDER"},
                                                          {HitPolicy::output_order, "OUTPUT ORDER"},
                                                          {HitPolicy::collect, "COLLECT"}}};
inline constexpr Spellings<Aggregation, 4> kAggregations = {{{Aggregation::sum, "SUM"},
                                                             {Aggregation::min, "MIN"},
                                                             {Aggregation::max, "MAX"},
                                                             {Aggregation::count, "COUNT"}}};
using FunctionKind = model::FunctionDefinition::Kind;
inline constexpr Spellings<FunctionKind, 3> kFunctionKinds = {
    {{FunctionKind::feel, "FEEL"}, {FunctionKind::java, "Java"}, {FunctionKind::pmml, "PMML"}}};
// As elements, in the order that the schema wants.
using BusinessKind = model::BusinessReference::Kind;
inline constexpr Spellings<BusinessKind, 6> kBusinessKinds = {
    {{BusinessKind::objective, "supportedObjective"},
     {BusinessKind::indicator, "impactedPerformanceIndicator"},
     {BusinessKind::maker, "decisionMaker"},
     {BusinessKind::owner, "decisionOwner"},
     {BusinessKind::process, "usingProcess"},
     {BusinessKind::task, "usingTask"}}};
inline constexpr std::array<std::string_view, 3> kOrientations = {"Rule-as-Row", "Rule-as-Column",
                                                                  "CrossTable"};
inline constexpr std::array<std::string_view, 3> kDirections = {"None", "One", "Both"};

template <typename T, std::size_t size>
std::optional<T> spelled(const Spellings<T, size>& spellings, std::string_view text) {
  for (const auto& [value, spelling] : spellings) {
    if (spelling == text) return value;
  }
  return std::nullopt;
}
template <typename T, std::size_t size>
std::string_view spelling(const Spellings<T, size>& spellings, T value) {
  for (const auto& [known, text] : spellings) {
    if (known == value) return text;
  }
  return {};
}

}  // namespace enact::dmn::xml
