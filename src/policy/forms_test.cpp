// forms.yaml: what it may say, what is refused, and for which provisions a form serves.
#include "policy/forms.hpp"

#include <gmock/gmock.h>

#include "policy/test_sample.hpp"

namespace enact::policy {
namespace {

using test::loaded;
using test::said;
using test::sample_files;
using testing::HasSubstr;

const std::string good =
    "承诺书:\n  title: { zh: 承诺书, en: Commitment }\n  kind: commitment\n  for: 1a\n  text: |\n"
    "    # 承诺书\n    {主体}（{企业.登记地}）申请{条款}。\n    {事实}\n    > {签署人}\n";

FileSet with(const std::string& text) {
  FileSet files = sample_files();
  files[std::string(test::folder) + "/forms.yaml"] = text;
  return files;
}
std::string with(const std::string& from, const std::string& to) {
  std::string text = good;
  return said(with(text.replace(text.find(from), from.size(), to)));
}

TEST(Forms, AWholeOneIsReadAndServesItsProvisions) {
  const Loaded read = loaded(with(good));
  ASSERT_TRUE(read.ok()) << render(read.diagnostics, Language::en);
  const auto forms = forms_of(with(good), test::folder, *read.package);
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(forms[0].id, "承诺书");
  EXPECT_EQ(forms[0].kind, Form::Kind::commitment);
  for (const Provision& provision : read.package->provisions) {
    const bool applied_for = provision.executable() && !provision.procedure.empty();
    EXPECT_EQ(serves(forms[0], provision), provision.id == "1a" && applied_for) << provision.id;
  }
  Provision asks = *read.package->provision("1a");
  asks.id = "other";
  EXPECT_FALSE(serves(forms[0], asks));
  asks.evidence = {"承诺书"};
  EXPECT_TRUE(serves(forms[0], asks)) << "what is asked for as evidence is offered";
}

TEST(Forms, AreNoPartOfAPackageWithoutTheFile) {
  const Loaded read = loaded(sample_files());
  EXPECT_TRUE(forms_of(sample_files(), test::folder, *read.package).empty());
}

TEST(Forms, WhatIsWrongIsTold) {
  EXPECT_THAT(with("{主体}", "{主题}"), HasSubstr("did you mean `主体`?"));
  EXPECT_THAT(with("{企业.登记地}", "{企业.登记处}"), HasSubstr("[forms.field]"));
  EXPECT_THAT(with("{企业.登记地}", "{企业.认定}"), HasSubstr("[forms.field]")) << "a list is no cell";
  EXPECT_THAT(with("    {事实}", "    见{事实}"),
              HasSubstr("{事实} stands on a line of its own [forms.block]"));
  EXPECT_THAT(with("for: 1a", "for: [1z]"), HasSubstr("[forms.provision]"));
  EXPECT_THAT(with("kind: commitment", "kind: promise"), HasSubstr("[policy.unknown-value]"));
}

}  // namespace
}  // namespace enact::policy
