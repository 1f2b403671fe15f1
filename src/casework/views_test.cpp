// Who sees what: lists, inbox, notices, reference numbers, one case, the treasury.
#include <gtest/gtest.h>

#include <algorithm>

#include "casework/summaries.hpp"
#include "casework/test_town.hpp"
#include "store/content_type.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::vector<std::string> inbox_steps(Town& town, const Person& person) {
  std::vector<std::string> steps;
  const StepPage page =
      town.read([&](const store::Reader& reader) { return inbox(reader, person, town.today()); });
  for (const InboxEntry& entry : page.entries) steps.push_back(entry.step.step);
  EXPECT_EQ(page.total, std::ssize(steps));
  return steps;
}

CasePage listed(Town& town, const Person& person, const CaseFilter& filter = {}) {
  return town.read(
      [&](const store::Reader& reader) { return list_cases(reader, person, filter, town.today()); });
}

TEST(Views, AStepIsInTheInboxOfItsUnitAndRoleOnly) {
  Town town;
  const std::string id = town.reach("受理");
  using Steps = std::vector<std::string>;
  EXPECT_EQ(inbox_steps(town, handler), Steps{"受理"});
  EXPECT_EQ(inbox_steps(town, approver), Steps{});
  EXPECT_EQ(inbox_steps(town, tax), Steps{});
  EXPECT_EQ(inbox_steps(town, town.applicant), Steps{});
  town.take(handler, id, "受理", "accept").value();
  EXPECT_EQ(inbox_steps(town, tax), Steps{"会审"});
  EXPECT_EQ(inbox_steps(town, industry), Steps{"会审"});
  town.take(tax, id, "会审", "agree").value();
  EXPECT_EQ(inbox_steps(town, tax), Steps{});
  EXPECT_EQ(inbox_steps(town, industry), Steps{"会审"});
  town.take(industry, id, "会审", "disagree", "核实产值").value();
  town.take(handler, id, "受理", "return", "补充产值证明").value();
  EXPECT_EQ(inbox_steps(town, town.applicant), Steps{"申请"});
}

TEST(Views, TheInboxIsSortedByDeadlineAndTellsWhatIsLate) {
  Town town;
  const std::string early = town.reach("受理");
  town.days(6);  // the first becomes due before the second
  town.enterprise = town.add_enterprise("91B", "样例二厂", {"C-2"});
  town.applicant.grants = {{identity::Role::applicant, "", town.enterprise}};
  const std::string late = town.reach("受理");
  const auto shown = [&](const Slice& slice) {
    return town.read(
        [&](const store::Reader& reader) { return inbox(reader, handler, town.today(), slice); });
  };
  const auto entries = shown({}).entries;
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(shown({}).due_soon, 1);
  EXPECT_EQ(entries[0].summary.id, early);
  EXPECT_EQ(entries[1].summary.id, late);
  EXPECT_LT(*entries[0].step.deadline, *entries[1].step.deadline);
  town.days(2);
  const StepPage later = shown({});
  EXPECT_TRUE(later.entries[0].step.overdue);
  EXPECT_FALSE(later.entries[1].step.overdue);
  EXPECT_EQ(later.overdue, 1);
  EXPECT_EQ(later.due_soon, 0);
  // A page of it, with the numbers of all.
  const StepPage second = shown({.offset = 1, .limit = 1});
  ASSERT_EQ(second.entries.size(), 1U);
  EXPECT_EQ(second.entries[0].summary.id, late);
  EXPECT_EQ(second.total, 2);
  EXPECT_EQ(second.overdue, 1);
  EXPECT_TRUE(shown({.offset = 2}).entries.empty());
  const auto overdue_from = [&](std::int64_t offset) {
    return town.read([&](const store::Reader& reader) {
      return overdue(reader, auditor, town.today(), {.offset = offset, .limit = 1});
    });
  };
  EXPECT_EQ(overdue_from(0).entries.at(0).summary.id, early);
  EXPECT_TRUE(overdue_from(1).entries.empty());
  EXPECT_EQ(overdue_from(1).total, 1);
}

TEST(Views, ADraftIsItsApplicantsAndAStrangerSeesNothing) {
  Town town;
  const std::string id = town.reach("申请");
  const std::string other = town.add_enterprise("91B", "样例二厂", {"C-2"});
  const Person stranger{"企业二", {{identity::Role::applicant, "", other}}};
  EXPECT_EQ(listed(town, town.applicant).total, 1);
  EXPECT_EQ(listed(town, handler).total, 0);
  EXPECT_EQ(code(town.detail(handler, id)), "casework.no-case");
  town.attach(id).value();
  town.pay_into(id).value();
  town.submit(id).value();
  EXPECT_EQ(listed(town, handler).total, 1);
  EXPECT_EQ(listed(town, tax).total, 1) << "it will be asked";
  EXPECT_EQ(listed(town, auditor).total, 1);
  EXPECT_EQ(listed(town, officer("外一", "外局", identity::Role::handler)).total, 0);
  EXPECT_EQ(listed(town, stranger).total, 0);
  EXPECT_EQ(listed(town, Person{}).total, 0);
  EXPECT_EQ(code(town.detail(stranger, id)), "casework.no-case");
  EXPECT_EQ(code(town.detail(Person{}, id)), "casework.no-case");
  const std::string hash = town.detail(town.applicant, id)->evidence.at(0).hash;
  const auto content = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) {
      return evidence_content(reader, town.library, person, id, hash);
    });
  };
  EXPECT_EQ(content(tax)->media_type, "application/pdf");
  EXPECT_EQ(code(content(stranger)), "casework.no-case");
  EXPECT_EQ(code(town.read([&](const store::Reader& reader) {
              return subject_space(reader, town.library, stranger, town.enterprise, town.space.clock.now());
            })),
            "casework.no-subject");
  EXPECT_EQ(code(town.take(stranger, id, "受理", "accept")), "casework.no-case");
}

TEST(Views, ASealedNumberIsFoundWholeAmongTheSubjectsOfCases) {
  Town town;
  const std::string number = "440524188001010014";
  town.enterprise = town.add_enterprise(number, "王五", {"C-2"});
  town.applicant.grants = {{identity::Role::applicant, "", town.enterprise}};
  town.reach("受理");
  const auto found = [&](const std::string& text) {
    return town.read([&](const store::Reader& reader) {
      return list_subjects(reader, *town.library.current(), handler, "", text, 0, 10);
    });
  };
  ASSERT_EQ(found(number).total, 1);
  EXPECT_EQ(found(number).subjects.at(0).identity, number);
  EXPECT_EQ(found("王").total, 1);
  EXPECT_EQ(found(number.substr(0, 8)).total, 0) << "a part finds nobody";
}

TEST(Views, ListsFilterAndPage) {
  Town town;
  const std::string first = town.reach("受理");
  const std::string second = town.reach("受理", "a2");
  EXPECT_EQ(listed(town, handler).cases.at(0).id, second) << "last changed first";
  EXPECT_EQ(listed(town, handler, {.provision = "a1"}).cases.at(0).id, first);
  EXPECT_EQ(listed(town, handler, {.status = "公示"}).total, 0);
  EXPECT_EQ(listed(town, handler, {.unit = "市税局"}).total, 1) << "the tax bureau is asked on a1 only";
  const CasePage page = listed(town, handler, {.offset = 1, .limit = 1});
  EXPECT_EQ(page.total, 2);
  ASSERT_EQ(page.cases.size(), 1U);
  EXPECT_EQ(page.cases[0].id, first);
  town.take(handler, first, "受理", "reject", "x").value();
  EXPECT_EQ(listed(town, handler, {.ended = true}).total, 1);
  EXPECT_EQ(listed(town, handler, {.ended = true, .year = town.today().year}).total, 1);
  EXPECT_EQ(listed(town, handler, {.ended = true, .year = town.today().year - 1}).total, 0);
}

TEST(Views, TheActionsOfADetailAreWhatCanBeDone) {
  Town town;
  const std::string id = town.reach("公示");
  town.publish(id).value();
  const auto actions = town.detail(handler, id)->actions;
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_TRUE(actions[0].blocked.has_value());
  EXPECT_TRUE(town.detail(tax, id)->actions.empty());
  EXPECT_TRUE(town.detail(auditor, id)->actions.empty());
  const auto own = town.detail(town.applicant, id)->actions;
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own[0].kind, procedure::Action::Kind::withdraw);
  town.days(8);
  EXPECT_FALSE(town.detail(handler, id)->actions.at(0).blocked.has_value());
  town.take(handler, id, "公示", "close").value();
  town.take(approver, id, "决定", "decide").value();
  EXPECT_TRUE(std::ranges::any_of(town.detail(mayor, id)->actions,
                                  [](const ActionView& one) { return one.minutes_required; }));
  EXPECT_EQ(code(town.take(mayor, id, "批准", "approve")), "casework.minutes-required");
}

TEST(Views, TheApplicantSeesUnitsNotNames) {
  Town town;
  const std::string id = town.reach("公示");
  const CaseDetail own = town.detail(town.applicant, id).value();
  for (const TimelineEntry& entry : own.timeline) EXPECT_EQ(entry.account, "");
  EXPECT_TRUE(std::ranges::any_of(town.detail(auditor, id)->timeline, [](const TimelineEntry& entry) {
    return entry.account == "科一" && entry.unit == "市科局";
  }));
}

TEST(Views, NoticesArePublicWhileAndAfterTheyRun) {
  Town town;
  const std::string id = town.reach("公示");
  const auto notices = [&](bool running) {
    return town
        .read([&](const store::Reader& reader) { return public_notices(reader, running, town.today()); })
        .notices;
  };
  EXPECT_TRUE(notices(false).empty());
  town.publish(id).value();
  ASSERT_EQ(notices(true).size(), 1U);
  EXPECT_EQ(notices(true)[0].subject_name, "样例一厂");
  EXPECT_EQ(notices(true)[0].amount, Fen{10'000'000});
  EXPECT_TRUE(notices(true)[0].running);
  town.days(8);
  EXPECT_TRUE(notices(true).empty());
  EXPECT_EQ(notices(false).at(0).result, "");
  town.take(handler, id, "公示", "close").value();
  EXPECT_EQ(notices(false).at(0).result, "closed");
  const auto last = [&](std::string_view of) {
    return town.read([&](const store::Reader& reader) { return public_notice(reader, of, town.today()); });
  };
  EXPECT_EQ(last(id).value().result, "closed");
  EXPECT_FALSE(last("none"));
  EXPECT_EQ(masked_name("张三丰"), "张**");
}

// A page ends after so many; the later pages hold the rest, and whoever has the address of one finds it.
TEST(Views, ANoticeIsFoundHoweverManyFollowed) {
  Town town;
  const std::string id = town.reach("公示");
  town.publish(id).value();
  const std::string same =
      "version, subject, subject_name, personal, policy, provision, title_zh, title_en, matter_kind, "
      "matter_parts, event, mode, payee, status, status_zh, status_en, ended, opened_at, updated_at, changed";
  town.step([&](store::Transaction& tx) -> DoneOr {
        tx.execute(
            fmt::format("INSERT INTO case_file (id, reference, matter_key, {0}) SELECT 'other', 'other', "
                        "'other', {0} FROM case_file WHERE id = ?",
                        same),
            {id});
        for (int i = 1; i <= 500; ++i) {
          tx.execute(
              "INSERT INTO case_notice (seq, case_id, unit, published, closes, result) SELECT seq + ?, "
              "'other', "
              "unit, published, closes, 'closed' FROM case_notice WHERE case_id = ?",
              {i, id});
        }
        return Done{};
      })
      .value();
  const auto shown = [&](const Slice& slice) {
    return town.read(
        [&](const store::Reader& reader) { return public_notices(reader, false, town.today(), slice); });
  };
  const auto has = [&](const NoticePage& page) {
    return std::ranges::any_of(page.notices, [&](const NoticeView& each) { return each.case_id == id; });
  };
  const NoticePage first = shown({.limit = 1'000});
  EXPECT_EQ(first.notices.size(), 500U);
  EXPECT_EQ(first.total, 501);
  EXPECT_FALSE(has(first));
  EXPECT_TRUE(has(shown({.offset = 500})));
  EXPECT_TRUE(
      town.read([&](const store::Reader& reader) { return public_notice(reader, id, town.today()); }));
}

TEST(Views, AReferenceNumberTellsWhereACaseStands) {
  Town town;
  const std::string id = town.reach("受理");
  const std::string reference = town.detail(auditor, id)->summary.reference;
  const auto status = [&](const std::string& number) {
    return town.read(
        [&](const store::Reader& reader) { return reference_status(reader, number, town.today()); });
  };
  EXPECT_EQ(status(reference)->status_title.zh, "受理");
  EXPECT_EQ(status(reference)->open.at(0).unit, "市科局");
  EXPECT_EQ(code(status(reference.substr(0, reference.size() - 6) + "000000")), "casework.no-case");
}

TEST(Views, TheTreasurySeesWhatIsPayable) {
  Town town;
  const std::string id = town.reach("支付");
  const auto view = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) { return treasury(reader, person); });
  };
  EXPECT_EQ(code(view(handler)), "casework.not-permitted");
  ASSERT_EQ(view(maker)->payable.size(), 1U);
  EXPECT_EQ(view(maker)->payable[0].payee_masked, "样例银行 ****2222");
  EXPECT_EQ(view(maker)->payable[0].provision_title, town.detail(auditor, id)->summary.provision_title);
  EXPECT_EQ(view(maker)->lines.at(0).payable, Fen{10'000'000});
  const auto made = town.batch({id}).value();
  EXPECT_TRUE(view(maker)->payable.empty());
  const auto seen_by = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) { return batch(reader, person, made.id); })
        ->lines.at(0)
        .payee.account_number;
  };
  EXPECT_EQ(seen_by(checker), "****2222") << "whole on demand only";
  EXPECT_EQ(seen_by(auditor), "****2222");
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return casework::appropriate(tx, handler, line, Fen{100}, "");
            })),
            "casework.not-permitted");
}

TEST(Evidence, IsTypedByItsContent) {
  using namespace std::string_view_literals;
  const auto type = [](std::string_view content) {
    return store::media_type_of(bytes(content)).value_or("none");
  };
  EXPECT_EQ(type("%PDF-1.4"), "application/pdf");
  EXPECT_EQ(type("\x89PNG\r\n\x1a\n..."), "image/png");
  EXPECT_EQ(type("\xff\xd8\xff\xe0"), "image/jpeg");
  EXPECT_EQ(type("II*\0...."sv), "image/tiff");
  EXPECT_EQ(type("<html>"), "none");
  EXPECT_EQ(type("#!/bin/sh"), "none");
  EXPECT_EQ(type(""), "none");
  const auto archive = [](std::string_view name) {
    std::string content = "PK\x03\x04";
    content.append(22, '\0');
    content += static_cast<char>(name.size());
    content += std::string(3, '\0');
    content += name;
    return content;
  };
  EXPECT_EQ(type(archive("OFD.xml")), "application/ofd");
  EXPECT_TRUE(type(archive("word/document.xml")).ends_with("wordprocessingml.document"));
  EXPECT_TRUE(type(archive("xl/workbook.xml")).ends_with("spreadsheetml.sheet"));
  EXPECT_EQ(type(archive("evil.exe")), "none");
  EXPECT_EQ(type("PK\x03\x04"), "none") << "cut off within its header";
}

TEST(Record, ShowsConflictsAndWhatCannotBeRead) {
  Town town;
  const auto enter = [&](const std::string& unit, const std::string& name, const std::string& value) {
    return town.step([&](store::Transaction& tx) {
      return enter_fact(tx, town.library, {"某人", unit}, town.enterprise, {.name = name, .value = value});
    });
  };
  EXPECT_EQ(code(enter("", "地址", R"("x")")), "casework.unknown-fact");
  EXPECT_EQ(code(enter("市工局", "认定", "[]")), "casework.not-attester");
  EXPECT_EQ(code(enter("市科局", "认定", R"([{"类别":"示范企业","日期":"2026-02-30","证书编号":"x"}])")),
            "casework.bad-value");
  EXPECT_EQ(code(enter("", "名称", R"("样例一厂")")), "");
  EXPECT_EQ(code(enter("", "名称", R"("样例某厂")")), "");
  const SubjectSpace space = town.own_space();
  const auto name =
      std::ranges::find_if(space.record, [](const RecordFact& fact) { return fact.name == "名称"; });
  ASSERT_NE(name, space.record.end());
  EXPECT_TRUE(name->conflict);
  EXPECT_EQ(name->entries.size(), 2U);
}

}  // namespace
}  // namespace enact::casework
