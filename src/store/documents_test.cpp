// Blobs once by content, images for ever, messages until sent.
#include "store/documents.hpp"

#include "store/erase_content.hpp"

#include <gtest/gtest.h>

#include "store/test_space.hpp"

namespace enact::store {
namespace {

BytesView view(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Blob, IsKeptOnceUnderItsHash) {
  TestSpace space;
  const std::string content("PDF\0content", 11);
  std::string hash;
  for (int i = 0; i < 2; ++i) {
    const auto put = space.database().write_as<std::string>(
        [&](Transaction& tx) { return put_blob(tx, view(content), "application/pdf"); });
    ASSERT_TRUE(put);
    hash = *put;
  }
  space.database().read([&](const Reader& reader) {
    EXPECT_EQ(reader.integer("SELECT count(*) FROM blob", {}), 1);
    const auto blob = find_blob(reader, hash);
    EXPECT_EQ(blob->media_type, "application/pdf");
    EXPECT_EQ(std::string(blob->content.begin(), blob->content.end()), content);
    EXPECT_FALSE(find_blob(reader, "0"));
    return 0;
  });
}

TEST(Blob, GoesOnlyByAnErasureThatIsNotedAndMayComeAgain) {
  TestSpace space;
  const Bytes content = {1, 2, 3};
  const auto step = [&](auto f) {
    return space.database().write([&](Transaction& tx) -> StepResult {
      f(tx);
      return "";
    });
  };
  std::string hash;
  const auto put = [&](Transaction& tx) { hash = put_blob(tx, content, "m").value(); };
  const auto there = [&] {
    return space.database().read([&](const Reader& reader) { return find_blob(reader, hash).has_value(); });
  };
  ASSERT_TRUE(step(put));
  EXPECT_FALSE(step([&](Transaction& tx) { tx.execute("DELETE FROM blob WHERE hash = ?", {hash}); }));
  EXPECT_TRUE(there());
  ASSERT_TRUE(step([&](Transaction& tx) { erase_blob(tx, hash); }));
  EXPECT_FALSE(there());
  space.advance(10);
  ASSERT_TRUE(step(put));
  EXPECT_TRUE(there());
  EXPECT_FALSE(step([&](Transaction& tx) { tx.execute("DELETE FROM blob WHERE hash = ?", {hash}); }))
      << "that it was erased once does not let it go again";
  space.advance(-3600);
  ASSERT_TRUE(step([&](Transaction& tx) { erase_blob(tx, hash); })) << "also by a clock that was set back";
  EXPECT_FALSE(there());
}

TEST(Blob, IsBounded) {
  TestSpace space;
  const auto put = [&](const std::string& content) {
    return space.database().write_as<std::string>(
        [&](Transaction& tx) { return put_blob(tx, view(content), "text/plain", 10); });
  };
  EXPECT_TRUE(put(std::string(10, 'x')));
  const auto large = put(std::string(11, 'x'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, "store.blob-too-large");
  EXPECT_EQ(large.error().figure("size"), 11);
  EXPECT_EQ(put("").error().code, "store.blob-empty");
}

TEST(Image, IsPublishedOnceAndNeverChanges) {
  TestSpace space;
  const auto publish = [&](const std::string& hash, const std::string& content) {
    return space.database().write([&](Transaction& tx) -> StepResult {
      if (auto done = publish_image(tx, hash, "sample", view(content)); !done) {
        return std::unexpected(done.error());
      }
      return "";
    });
  };
  EXPECT_TRUE(publish("h1", "one"));
  EXPECT_TRUE(publish("h1", "one"));
  space.advance(10);
  EXPECT_TRUE(publish("h2", "two"));
  EXPECT_EQ(publish("h1", "other").error().code, "store.image-differs");
  EXPECT_EQ(publish("h1", "one and more").error().code, "store.image-differs");
  space.database().read([](const Reader& reader) {
    EXPECT_EQ(latest_image(reader, "sample")->hash, "h2");
    EXPECT_FALSE(latest_image(reader, "other"));
    EXPECT_EQ(find_image(reader, "h1")->content.size(), 3U);
    const auto images = list_images(reader);
    EXPECT_EQ(images.size(), 2U);
    EXPECT_EQ(images[0].hash, "h2");
    EXPECT_EQ(images[1].size, 3);
    return 0;
  });
}

TEST(Outbox, AMessageIsDueUntilSentAndNotBeforeItsNextAttempt) {
  TestSpace space;
  const auto queue = [&](const std::string& key) {
    return space.database()
        .write_as<bool>([&](Transaction& tx) -> std::expected<bool, Fault> {
          return queue_message(tx, {.channel = "mail", .recipient = "a@example.org", .body = key}, key);
        })
        .value();
  };
  const auto due = [&] {
    return space.database().read(
        [&](const Reader& reader) { return due_messages(reader, space.clock.now(), 10); });
  };
  EXPECT_TRUE(queue("k1"));
  EXPECT_TRUE(queue("k2"));
  EXPECT_FALSE(queue("k1"));
  ASSERT_EQ(due().size(), 2U);
  const std::string first = due()[0].id;
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    message_failed(tx, first, "no route", Instant{tx.now().microseconds + 60'000'000});
    return "";
  }));
  EXPECT_EQ(due().size(), 1U);
  space.advance(60);
  ASSERT_EQ(due().size(), 2U);
  EXPECT_EQ(due()[0].attempts, 1);
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    message_sent(tx, first);
    return "";
  }));
  ASSERT_EQ(due().size(), 1U);
  EXPECT_EQ(due()[0].body, "k2");
}

}  // namespace
}  // namespace enact::store
