// Forms of an application: offered blank to everybody and filled in to the applicant, asked for by an
// announcement, and a commitment agreed to, which is evidence with who agreed and to which version.
#include "casework/forms.hpp"

#include <gtest/gtest.h>

#include "casework/announcement.hpp"
#include "casework/form_values.hpp"
#include "casework/test_town.hpp"
#include "policy/image.hpp"

namespace enact::casework {
namespace {

using namespace test;

constexpr const char* forms_yaml = R"(
申请表:
  title: { zh: 申请表, en: Application }
  kind: application
  for: all
  text: |
    # {条款}申请表
    | 申请人 | {主体} |
    | 营业收入 | {企业.营业收入} |
    | 账号 | {账号} |
    {条件}
    {事实}
    > {签署人}
承诺书:
  title: { zh: 承诺书, en: Commitment }
  kind: commitment
  for: a1
  text: |
    # 承诺书
    {主体}就{认定}承诺属实。
    > {签署人}
    > {日期}
)";

policy::FileSet files() {
  policy::FileSet all = package_files();
  all["policies/sample-town/forms.yaml"] = forms_yaml;
  return all;
}
const policy::PackagePtr& form_rules() {
  static const policy::PackagePtr loaded = [] {
    const policy::Loaded read = policy::load_package(files(), "policies/sample-town");
    if (!read.ok()) throw std::logic_error(render(read.diagnostics, Language::en));
    return read.package;
  }();
  return loaded;
}

struct Forms : testing::Test {
  Forms() {
    town.step([&](store::Transaction& tx) -> std::expected<int, store::Fault> {
      const std::string image = policy::to_image(files(), "policies/sample-town");
      EXPECT_TRUE(store::publish_image(tx, form_rules()->hash, "sample-town", store::as_bytes(image)));
      return 0;
    });
  }
  std::expected<std::vector<FormView>, store::Fault> list(const Person& person, const std::string& id) {
    return town.read([&](const store::Reader& reader) {
      return case_forms(reader, town.library, person, id, town.space.clock.now());
    });
  }
  std::expected<std::string, store::Fault> filled(const Person& person, const std::string& id,
                                                  const std::string& form) {
    return town.read([&](const store::Reader& reader) {
      return filled_form(reader, town.library, person, id, form, town.space.clock.now());
    });
  }
  std::expected<std::string, store::Fault> blank(const std::string& provision, const std::string& form) {
    return town.read([&](const store::Reader& reader) {
      return blank_form(reader, town.library, "sample-town", provision, form, town.space.clock.now());
    });
  }
  DoneOr agree(const Person& person, const CommitmentRequest& request) {
    return town.step([&](store::Transaction& tx) { return agree_to(tx, town.library, person, request); });
  }
  std::string text(const std::string& id, const std::string& form) {
    return town.read([&](const store::Reader& reader) {
      const auto file = load_case(reader, town.library, id);
      const auto all = forms_of_provision(reader, *file->package, *file->rule);
      return form_text(*std::ranges::find(all, form, &policy::Form::id),
                       form_values(reader, *file, {}, town.space.clock.now()));
    });
  }
  void ask_for(const std::vector<std::string>& materials) {
    town.step([&](store::Transaction& tx) {
          return announce(tx, town.library, handler,
                          {.policy = "sample-town",
                           .provision = "a1",
                           .opens = town.today(),
                           .contact = "张科长",
                           .materials = materials});
        })
        .value();
  }
  Town town{{}, form_rules()};
};

TEST_F(Forms, AreBlankForEverybody) {
  const auto pdf = blank("a1", "申请表");
  ASSERT_TRUE(pdf) << pdf.error().message.en;
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  EXPECT_EQ(blank("a1", "申请表").value(), *pdf) << "the same at the same moment";
  EXPECT_EQ(code(blank("a2", "承诺书")), "casework.no-form") << "for a1 alone";
  EXPECT_EQ(code(blank("a1", "别的表")), "casework.no-form");
  EXPECT_EQ(code(blank("a9", "申请表")), "casework.no-form");
}

TEST_F(Forms, AreFilledInFromTheRecordAndTheCase) {
  const std::string id = town.open().value().case_id;
  const std::string before = text(id, "申请表");
  EXPECT_NE(before.find("| 申请人 | 样例一厂 |"), std::string::npos) << before;
  EXPECT_NE(before.find("| 账号 | ＿"), std::string::npos)
      << "what is not known is written in by hand: " << before;
  EXPECT_NE(before.find("| 认定.日期 | 2026-02-01 | 市科局 |"), std::string::npos) << before;
  EXPECT_NE(before.find("符合"), std::string::npos);
  town.pay_into(id).value();
  EXPECT_NE(text(id, "申请表").find("| 账号 | ****2222 |"), std::string::npos);
  EXPECT_TRUE(filled(town.applicant, id, "申请表").value().starts_with("%PDF-"));
  EXPECT_EQ(code(filled(handler, id, "申请表")), "casework.no-case") << "a draft is its applicant's";
}

TEST_F(Forms, AnAnnouncementAsksForThem) {
  ask_for({"承诺书"});
  const std::string id = town.open().value().case_id;
  town.attach(id).value();
  town.pay_into(id).value();
  EXPECT_EQ(town.detail(town.applicant, id).value().evidence_wanted, std::vector<std::string>{"承诺书"});
  EXPECT_EQ(code(town.submit(id)), "casework.evidence-missing");
  agree(town.applicant, {.case_id = id, .form = "承诺书", .name = "王厂长", .agreed = true}).value();
  EXPECT_EQ(code(town.submit(id)), "");
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return announce(tx, town.library, handler,
                              {.policy = "sample-town",
                               .provision = "a2",
                               .opens = town.today(),
                               .contact = "张科长",
                               .materials = {"承诺书"}});
            })),
            "casework.no-form");
  town.expect_sound();
}

TEST_F(Forms, ACommitmentKeepsWhoAgreedAndToWhat) {
  const std::string id = town.open().value().case_id;
  const auto offered = list(town.applicant, id).value();
  ASSERT_EQ(offered.size(), 2U);
  EXPECT_NE(offered[1].text.find("样例一厂就"), std::string::npos);
  const Person preparer{"员工", {{identity::Role::preparer, "", town.enterprise}}};
  EXPECT_EQ(code(agree(preparer, {.case_id = id, .form = "承诺书", .name = "员工", .agreed = true})),
            "casework.not-permitted");
  EXPECT_EQ(code(agree(town.applicant, {.case_id = id, .form = "承诺书", .name = "王厂长"})),
            "casework.consent-missing");
  EXPECT_EQ(code(agree(town.applicant, {.case_id = id, .form = "承诺书", .name = " ", .agreed = true})),
            "casework.signer-missing");
  EXPECT_EQ(code(agree(town.applicant, {.case_id = id, .form = "申请表", .name = "王厂长", .agreed = true})),
            "casework.no-form")
      << "an application form is signed on paper";
  const Done agreed =
      agree(town.applicant, {.case_id = id, .form = "承诺书", .name = "王厂长", .agreed = true}).value();
  const auto evidence = town.detail(town.applicant, id).value().evidence;
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0].kind, "承诺书");
  EXPECT_EQ(evidence[0].signed_by, "王厂长");
  EXPECT_EQ(evidence[0].hash, agreed.id);
  const auto again =
      agree(town.applicant, {.case_id = id, .form = "承诺书", .name = "李", .agreed = true}).value();
  EXPECT_EQ(again.version, agreed.version) << "once";
  const auto last = town.read([&](const store::Reader& reader) {
    return parse_object(store::stream_events(reader, stream, id).back().payload);
  });
  EXPECT_EQ(string_of(last, "package"), form_rules()->hash);
  const auto kept = town.read([&](const store::Reader& reader) {
    return evidence_content(reader, town.library, town.applicant, id, agreed.id);
  });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->media_type, "application/pdf");
  town.attach(id).value();
  town.pay_into(id).value();
  town.submit(id).value();
  EXPECT_TRUE(list(town.applicant, id)->empty()) << "it is no longer with the applicant";
  town.take(handler, id, "受理", "return", "请补正").value();
  town.step([&](store::Transaction& tx) {
        return town.cases.remove_evidence(tx, town.applicant, id, agreed.id);
      })
      .value();
  EXPECT_EQ(town.detail(town.applicant, id).value().evidence.size(), 1U)
      << "taken back, it can be agreed to anew";
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
