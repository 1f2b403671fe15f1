// The second time axis in the DMN exchange: when a rule was known travels beside it, and what was replaced is
// named as lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/xml.hpp"
#include "policy/dmn_export.hpp"
#include "policy/dmn_import.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy {
namespace {

using test::changed;
using testing::HasSubstr;

// Condition `有人` known from 2030-03-01 in place of `有人吗`, the provision 1b from 2030-04-01, and another
// limit for 2030 from 2030-06-01.
PackagePtr package() {
  FileSet files = changed("policy.md", "  有人: 企业.吸纳人数 > 0人\n",
                          "  有人: { rule: 企业.吸纳人数 > 0人, known: 2030-03-01 }\n"
                          "  有人吗: { rule: 企业.吸纳人数 > 1人, known: [2030-01-01, 2030-02-28] }\n");
  files =
      changed(files, "policy.md", "task: { units: [市商务局], does: { zh: 推荐, en: recommend }, within: 5 }",
              "task: { units: [市商务局], does: { zh: 推荐, en: recommend }, within: 5 }\nknown: 2030-04-01");
  files =
      changed(files, "parameters/limits.yaml", "    - { from: 2031-01-01",
              "    - { from: 2030-01-01, to: 2030-12-31, known: 2030-06-01, value: 5万元, source: 更正 }\n"
              "    - { from: 2031-01-01");
  const Loaded loaded = test::loaded(files);
  EXPECT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  return loaded.package;
}

dmn::model::DefinitionsPtr read(const std::string& xml) {
  const dmn::ReadModel read = dmn::read_xml(std::make_shared<const Source>("exported.dmn", xml));
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  return read.model;
}

const ProvisionText& provision(const DmnImport& imported, const std::string& id) {
  for (const ProvisionText& each : imported.package.provisions) {
    if (each.id == id) return each;
  }
  throw std::runtime_error("no provision " + id);
}

TEST(DmnKnown, WhenARuleWasKnownComesBack) {
  const DmnImport imported = import_dmn(*read(export_dmn_document(*package(), {}).xml));
  EXPECT_EQ(provision(imported, "1b").known->from, (Date{2030, 4, 1}));
  const ProvisionText& subsidy = provision(imported, "2a");
  EXPECT_FALSE(subsidy.known);
  ASSERT_EQ(subsidy.conditions.size(), 1U);  // the other one is no longer known
  EXPECT_EQ(subsidy.conditions[0].known->from, (Date{2030, 3, 1}));
  EXPECT_THAT(to_yaml_block(subsidy), HasSubstr("\n    known: 2030-03-01\n"));
  EXPECT_THAT(to_yaml_block(provision(imported, "1b")), HasSubstr("\nknown: 2030-04-01\n"));
}

TEST(DmnKnown, ComparesWithThePackageAsKnownInTheEnd) {
  const PackagePtr made = package();
  const std::string xml = export_dmn_document(*made, {}).xml;
  EXPECT_TRUE(compare_dmn(*read(xml), *made).differences.empty());
  std::string later = xml;
  const std::size_t at = later.find("2030-04-01");
  ASSERT_NE(at, std::string::npos);
  later.replace(at, 10, "2030-05-01");
  const auto found = compare_dmn(*read(later), *made).differences;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what.en, "when it was known");
  EXPECT_EQ(found[0].before, "2030-04-01..…");
  EXPECT_EQ(found[0].after, "2030-05-01..…");
}

TEST(DmnKnown, WhatWasReplacedIsNamedAsLost) {
  const PackagePtr made = package();
  const auto lost = [&](const std::string& provision) {
    std::string text;
    for (const Diagnostic& each : export_dmn_document(*made, {.provision = provision}).lost) {
      text += each.code + " " + each.message.en + "\n";
    }
    return text;
  };
  const std::string of_2a =
      "dmn.lost-knowledge the model has the rules as known in the end, and so not condition `有人吗` of "
      "provision `2a` (known to 2030-02-28)\n"
      "dmn.lost-knowledge the model has the rules as known in the end, and so not the earlier value of the "
      "parameter `年度上限` (known to 2030-05-31)\n";
  EXPECT_EQ(lost("2a"), of_2a);
  EXPECT_EQ(lost(""), of_2a);
  EXPECT_EQ(lost("1b"), "");
}

}  // namespace
}  // namespace enact::policy
