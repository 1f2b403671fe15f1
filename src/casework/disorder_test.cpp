// Requests as a bad network delivers them: twice and three times, at once and later, and in any order. Each
// has an idempotency key. What does not fit the state of its case is refused and comes again later; in the
// end each request has had one effect and one answer, and each case was paid once. ENACT_DISORDER_SEED runs
// one seed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

constexpr std::int64_t case_count = 3;
constexpr std::int64_t award_fen = 10'000'000;

struct Request {
  std::string key;
  std::string needs;  // the key of a request whose answer it names; "" : none
  std::function<store::StepResult(store::Transaction&, const std::string& named)> step;
};

class Network {
 public:
  Network(store::Database& database, std::uint64_t seed) : database_(database), chance_(seed) {}

  // Delivers every request at least once and until it was answered, by four clients.
  void deliver(const std::vector<Request>& requests) {
    for (const Request& request : requests) {
      for (std::uint64_t copies = 1 + chance_.below(3); copies > 0; --copies) put(&request);
    }
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) clients.emplace_back([this] { run(); });
    for (std::thread& client : clients) client.join();
    for (const Request& request : requests) ASSERT_TRUE(answers_.contains(request.key)) << request.key;
  }

  std::int64_t refused() const { return refused_; }
  std::int64_t repeated() const { return repeated_; }
  std::size_t answered() const { return answers_.size(); }

 private:
  void put(const Request* request) {
    waiting_.insert(waiting_.begin() + static_cast<std::ptrdiff_t>(chance_.below(waiting_.size() + 1)),
                    request);
  }

  void run() {
    while (true) {
      const Request* request = nullptr;
      std::string named;
      {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty() || refused_ > 20'000) return;
        request = waiting_.back();
        waiting_.pop_back();
        if (const auto found = answers_.find(request->needs); found != answers_.end()) named = found->second;
        if (!request->needs.empty() && named.empty()) {
          put(request);  // its client has not heard yet what it is to name
          continue;
        }
      }
      const auto outcome = database_.write([&](store::Transaction& tx) { return request->step(tx, named); },
                                           store::IdempotencyKey{"network", request->key, request->key});
      const std::lock_guard lock(mutex_);
      if (!outcome) {
        EXPECT_NE(outcome.error().kind, store::Fault::Kind::internal) << outcome.error().message.en;
        ++refused_;
        put(request);
      } else if (const auto [known, fresh] = answers_.emplace(request->key, outcome->body); !fresh) {
        ++repeated_;
        EXPECT_EQ(outcome->body, known->second) << request->key;
      }
    }
  }

  store::Database& database_;
  SeededRandom chance_;
  std::mutex mutex_;
  std::vector<const Request*> waiting_;
  std::map<std::string, std::string> answers_;  // by key
  std::int64_t refused_ = 0;
  std::int64_t repeated_ = 0;
};

template <class T, class Show>
store::StepResult answer(std::expected<T, store::Fault> result, Show show) {
  if (!result) return std::unexpected(std::move(result).error());
  return show(*result);
}

// What everybody does in one case, by the day on which it is done.
class Script {
 public:
  Script(Town& town, std::int64_t number)
      : town_(town),
        name_(std::to_string(number)),
        subject_(town.add_enterprise("92" + name_, "厂" + name_, {"D-" + name_})),
        applicant_{"企业" + name_, {{identity::Role::applicant, "", subject_}}} {}

  void on_the_first_day(std::vector<Request>& out) const {
    out.push_back({key("open"), "", [this](store::Transaction& tx, const std::string&) {
                     return answer(town_.cases.open_case(tx, applicant_,
                                                         {subject_, "sample-town", "a1", "", Mode::apply}),
                                   case_of);
                   }});
    of_case(out, "evidence", [this](store::Transaction& tx, const std::string& id) {
      return town_.cases.add_evidence(tx, applicant_, {id, "认定证书", "证书.pdf", bytes(pdf)});
    });
    of_case(out, "payee", [this](store::Transaction& tx, const std::string& id) {
      return town_.cases.set_payee(tx, applicant_, {id, account});
    });
    taken(out, applicant_, "申请", "submit");
    taken(out, handler, "受理", "accept");
    taken(out, industry, "会审", "agree");
    taken(out, tax, "会审", "agree");
    of_case(out, "publish", [this](store::Transaction& tx, const std::string& id) {
      return town_.cases.publish_notice(tx, handler, {id, "公示", ""});
    });
  }

  void after_the_notice(std::vector<Request>& out) const {
    taken(out, handler, "公示", "close");
    taken(out, approver, "决定", "decide");
    taken(out, mayor, "批准", "approve");
    taken(out, finance, "财审", "pass");
    taken(out, finance, "资金安排", "commit");
    const auto batch_id = [](const ledger::Batch& batch) { return batch.id; };
    out.push_back({key("batch"), key("open"), [=, this](store::Transaction& tx, const std::string& id) {
                     return answer(make_batch(tx, town_.library, maker, std::vector<std::string>{id}),
                                   batch_id);
                   }});
    out.push_back({key("release"), key("batch"), [=, this](store::Transaction& tx, const std::string& batch) {
                     return answer(release_batch(tx, town_.library, checker, batch), batch_id);
                   }});
    out.push_back({key("paid"), key("batch"), [this](store::Transaction& tx, const std::string& batch) {
                     return answer(record_bank_result(tx, town_.library, maker,
                                                      {batch, 1, ledger::BankResult::paid, "R", ""}),
                                   [](const auto&) { return std::string("paid"); });
                   }});
  }

 private:
  static std::string case_of(const Done& done) { return done.case_id; }
  std::string key(const std::string& what) const { return name_ + "/" + what; }
  template <class F>
  void of_case(std::vector<Request>& out, const std::string& what, F f) const {
    out.push_back({key(what), key("open"), [f](store::Transaction& tx, const std::string& id) {
                     return answer(f(tx, id), case_of);
                   }});
  }
  void taken(std::vector<Request>& out, const Person& person, const std::string& step,
             const std::string& outcome) const {
    of_case(out, fmt::format("{}/{}/{}", step, outcome, person.account),
            [this, person, step, outcome](store::Transaction& tx, const std::string& id) {
              return town_.cases.take(tx, person,
                                      TakeRequest{.case_id = id,
                                                  .step = step,
                                                  .outcome = outcome,
                                                  .minutes = outcome == "approve" ? "7" : "",
                                                  .consent = true});
            });
  }

  Town& town_;
  std::string name_;
  std::string subject_;
  Person applicant_;
};

TEST(Disorder, OfRequestsHasNoEffectTwiceAndLosesNone) {
  const char* wanted = std::getenv("ENACT_DISORDER_SEED");
  const std::uint64_t only = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 0;
  std::int64_t refused = 0;
  std::int64_t repeated = 0;
  for (std::uint64_t seed = only == 0 ? 1 : only; seed <= (only == 0 ? 5 : only) && !HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("ENACT_DISORDER_SEED={}", seed));
    Town town;
    ASSERT_TRUE(town.appropriate(1'000'000));
    std::vector<std::unique_ptr<Script>> scripts;
    for (std::int64_t i = 0; i < case_count; ++i) scripts.push_back(std::make_unique<Script>(town, i));
    Network network(town.space.database(), seed);
    std::vector<Request> first;
    std::vector<Request> second;
    for (const auto& script : scripts) {
      script->on_the_first_day(first);
      script->after_the_notice(second);
    }
    ASSERT_NO_FATAL_FAILURE(network.deliver(first));
    town.days(12);
    ASSERT_NO_FATAL_FAILURE(network.deliver(second));
    // What was done is done: all of it once more changes nothing.
    const auto events = [&] {
      return town.read([](const store::Reader& reader) {
        return reader.integer("SELECT count(*) FROM event", {}).value();
      });
    };
    const std::int64_t before = events();
    ASSERT_NO_FATAL_FAILURE(network.deliver(second));
    ASSERT_NO_FATAL_FAILURE(network.deliver(first));
    EXPECT_EQ(events(), before);
    EXPECT_EQ(network.answered(), first.size() + second.size());
    town.read([&](const store::Reader& reader) {
      EXPECT_EQ(reader.integer("SELECT count(*) FROM case_file WHERE status = 'paid'", {}), case_count);
      EXPECT_EQ(reader.integer("SELECT count(*) FROM case_file", {}), case_count);
      EXPECT_EQ(reader.integer("SELECT sum(paid_fen) FROM matter", {}), case_count * award_fen);
      EXPECT_EQ(ledger::find_imbalances(reader), std::vector<std::string>());
      return 0;
    });
    town.expect_sound();
    refused += network.refused();
    repeated += network.repeated();
  }
  EXPECT_GT(refused, 20) << "out of order";
  EXPECT_GT(repeated, 20) << "twice";
}

}  // namespace
}  // namespace enact::casework
