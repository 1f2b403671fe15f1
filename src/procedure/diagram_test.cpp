// The drawing names every step and outcome of the declaration and is well-formed.
#include "procedure/diagram.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

TEST(Diagram, DrawsEveryStepAndWayOfTheDeclaration) {
  policy::Procedure procedure = sample::standard();
  procedure.steps[0].title = {"<申请> & 确认", "Apply"};
  procedure.steps[1].late = {.take = "", .escalate = "督办"};
  policy::TakingUp up;
  up.id = "申诉";
  up.title = {"申诉", "Appeal"};
  up.actor = "applicant";
  up.working_days = 10;
  up.to = "受理";
  procedure.again.push_back(up);
  const std::string svg = diagram_svg(procedure, Language::zh);
  pugi::xml_document read;
  ASSERT_TRUE(read.load_string(svg.c_str())) << svg;
  std::string words;
  int boxes = 0;
  for (const auto& node : read.child("svg").children()) {
    if (std::string(node.name()) == "text") words += std::string(node.text().get()) + "\n";
    if (std::string(node.name()) == "rect") ++boxes;
  }
  // Nine steps, one way of taking up again, and the ends rejected, refused and paid.
  EXPECT_EQ(boxes, 9 + 1 + 3);
  for (const auto& step : procedure.steps) {
    EXPECT_NE(words.find(step.title.zh), std::string::npos) << step.id;
    for (const auto& outcome : step.outcomes) EXPECT_NE(words.find(outcome.title.zh), std::string::npos);
  }
  EXPECT_NE(words.find("牵头单位 · 5 个工作日 · 逾期报督办"), std::string::npos) << words;
  EXPECT_NE(words.find("申请人 · 10 个工作日 → 受理"), std::string::npos);
  EXPECT_NE(diagram_svg(procedure, Language::en).find("handling lead · 5 working days"), std::string::npos);
}

}  // namespace
}  // namespace enact::procedure
