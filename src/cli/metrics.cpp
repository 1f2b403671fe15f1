#include "cli/metrics.hpp"

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <chrono>
#include <stdexcept>

#include "store/log.hpp"

namespace enact::cli {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

const prometheus::Histogram::BucketBoundaries seconds_of_answers = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                    0.1,   0.25,   0.5,   1,    2.5,   10};

MetricFamily one(std::string name, std::string help, MetricType type, double value) {
  ClientMetric metric;
  if (type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  family.metric.push_back(std::move(metric));
  return family;
}

// What only the database knows, read when it is asked for. While the database does not answer, a scrape says
// so and gives the rest.
class DatabaseMetrics : public prometheus::Collectable {
 public:
  explicit DatabaseMetrics(store::Database& database) : database_(database) {}

  std::vector<MetricFamily> Collect() const override {
    const auto counters = database_.counters();
    std::vector<MetricFamily> out;
    const auto count = [&](std::string name, std::string help, std::int64_t value) {
      out.push_back(one(std::move(name), std::move(help), MetricType::Counter, static_cast<double>(value)));
    };
    const auto gauge = [&](std::string name, std::string help, double value) {
      out.push_back(one(std::move(name), std::move(help), MetricType::Gauge, value));
    };
    count("enact_commits_total", "Commits of the writer", counters.commits);
    count("enact_steps_total", "Steps that those commits held", counters.steps);
    gauge("enact_steps_waiting", "Steps in the writer's queue", static_cast<double>(counters.waiting));
    try {
      database_.read([&](const store::Reader& reader) {
        const auto last = store::last_event(reader);
        const auto log = store::find_log(reader);
        const auto head = store::latest_head(reader);
        const std::int64_t events = last ? last->seq : 0;
        const std::int64_t placed = log ? log->size : 0;
        const std::int64_t covered = head ? head->signed_head.head.size : 0;
        gauge("enact_events", "Events of the log", static_cast<double>(events));
        gauge("enact_events_without_place", "Events that wait for their place in the tree",
              static_cast<double>(events - placed));
        gauge("enact_events_without_head", "Events that no signed head holds yet",
              static_cast<double>(events - covered));
      });
      gauge("enact_database_up", "Whether the database answered this scrape", 1);
    } catch (const std::exception&) {
      gauge("enact_database_up", "Whether the database answered this scrape", 0);
    }
    return out;
  }

 private:
  store::Database& database_;
};

}  // namespace

struct Metrics::State {
  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  prometheus::Family<prometheus::Counter>& answers =
      prometheus::BuildCounter()
          .Name("enact_http_answers_total")
          .Help("Answers by what was asked (the operation of the OpenAPI document) and status")
          .Register(*registry);
  prometheus::Family<prometheus::Histogram>& times = prometheus::BuildHistogram()
                                                         .Name("enact_http_answer_seconds")
                                                         .Help("Time from the whole request to its answer")
                                                         .Register(*registry);
  std::shared_ptr<DatabaseMetrics> database;
  std::unique_ptr<prometheus::Exposer> exposer;  // last: it reads the others
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::count(const http::Served& served) {
  // An address that no route has is one name, whatever it was: a scan must not make a thousand series.
  const std::string operation = served.operation.empty() ? "none" : std::string(served.operation);
  state_->answers.Add({{"operation", operation}, {"status", std::to_string(served.status)}}).Increment();
  state_->times.Add({{"operation", operation}}, seconds_of_answers)
      .Observe(std::chrono::duration<double>(served.took).count());
}

void Metrics::watch(store::Database& database) {
  state_->database = std::make_shared<DatabaseMetrics>(database);
  if (state_->exposer) state_->exposer->RegisterCollectable(state_->database);
}

std::string Metrics::text() const {
  auto families = state_->registry->Collect();
  if (state_->database) {
    for (auto& family : state_->database->Collect()) families.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(families);
}

void Metrics::serve(const std::string& address) {
  try {
    state_->exposer = std::make_unique<prometheus::Exposer>(address, 1);
  } catch (const std::exception& error) {
    throw std::runtime_error("cannot serve metrics on " + address + ": " + error.what() +
                             "; choose another address with --metrics");
  }
  state_->exposer->RegisterCollectable(state_->registry);
  if (state_->database) state_->exposer->RegisterCollectable(state_->database);
}

}  // namespace enact::cli
