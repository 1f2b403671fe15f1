#include "cli/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/test_space.hpp"

namespace enact::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

http::Served served(std::string_view operation, int status) {
  return {.method = "GET",
          .path = "/cases/{id}",
          .operation = operation,
          .status = status,
          .took = std::chrono::milliseconds(3),
          .account = "somebody",
          .source = "203.0.113.7"};
}

TEST(Metrics, CountAnswersByOperationAndStatus) {
  Metrics metrics;
  metrics.count(served("getCase", 200));
  metrics.count(served("getCase", 200));
  metrics.count(served("getCase", 404));
  metrics.count(served("", 404));
  metrics.count(served("", 404));
  const auto text = metrics.text();
  EXPECT_THAT(text, HasSubstr("enact_http_answers_total{operation=\"getCase\",status=\"200\"} 2"));
  EXPECT_THAT(text, HasSubstr("enact_http_answers_total{operation=\"getCase\",status=\"404\"} 1"));
  EXPECT_THAT(text, HasSubstr("enact_http_answers_total{operation=\"none\",status=\"404\"} 2"));
  EXPECT_THAT(text, HasSubstr("enact_http_answer_seconds_bucket{operation=\"getCase\",le=\"0.0025\"} 0"));
  EXPECT_THAT(text, HasSubstr("enact_http_answer_seconds_bucket{operation=\"getCase\",le=\"0.005\"} 3"));
}

TEST(Metrics, AreAboutNobody) {
  Metrics metrics;
  metrics.count(served("getCase", 200));
  EXPECT_THAT(metrics.text(), Not(HasSubstr("somebody")));
  EXPECT_THAT(metrics.text(), Not(HasSubstr("203.0.113.7")));
}

TEST(Metrics, TellOfTheWriterAndTheLog) {
  store::TestSpace space;
  Metrics metrics;
  metrics.watch(space.database());
  const auto added = space.database().write([](store::Transaction& tx) -> store::StepResult {
    const auto event = tx.append({.stream_type = "thing",
                                  .stream_id = "1",
                                  .expected_version = {},
                                  .kind = "thing.made",
                                  .schema_version = 1,
                                  .payload = "{}",
                                  .actor = {}});
    if (!event) return std::unexpected(event.error());
    return "";
  });
  ASSERT_TRUE(added);
  const auto text = metrics.text();
  EXPECT_THAT(text, HasSubstr("enact_database_up 1"));
  EXPECT_THAT(text, HasSubstr("enact_events 1"));
  EXPECT_THAT(text, HasSubstr("enact_events_without_place 1"));
  EXPECT_THAT(text, HasSubstr("enact_steps_total 1"));
  EXPECT_THAT(text, HasSubstr("enact_steps_waiting 0"));
}

}  // namespace
}  // namespace enact::cli
