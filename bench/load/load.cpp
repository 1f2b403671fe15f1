// Submissions a second, beside what the machine's disk can commit at all: docs/benchmarks.md says how it is
// run and what it gave. In one run, on the database that is named:
//   bare    one INSERT a commit, durable, by 1 client on SQLite and 8 on PostgreSQL: the limit of the disk
//   open    a draft is opened: determination, event, projections, idempotency key; 32 clients
//   submit  a complete draft is submitted: permission, procedure, event, projections, key; 32 clients
// Every step is acknowledged only when it is durable, as in a live space. Beside what the clock says stands
// what a step costs the processors, which other work on the machine disturbs least: of this process, and of
// the server's if that runs here.
//
//   enact_load_bench [--steps N] [--clients N] (FOLDER | postgres://…)
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "casework/test_town.hpp"
#include "store/key_ring.hpp"

namespace enact::casework::test {
namespace {

struct Options {
  std::string place;
  int steps = 4000;
  int clients = 32;
};

std::unique_ptr<store::Connection> connect(const Options& options) {
  if (store::is_postgres(options.place)) return std::make_unique<store::PostgresConnection>(options.place);
  return std::make_unique<store::SqliteConnection>(std::filesystem::path(options.place) / "bare.db",
                                                   store::SqliteConnection::Use::write);
}

// Microseconds that processors have spent.
struct Spent {
  double here = 0;
  double server = 0;
};

// Of the processes of a server on this machine; 0 for one elsewhere.
class Server {
 public:
  explicit Server(const Options& options) {
    if (store::is_postgres(options.place)) connection_ = connect(options);
  }
  double spent() {
    double ticks = 0;
    if (!connection_) return ticks;
    store::Reader(*connection_).query("SELECT pid FROM pg_stat_activity", {}, [&](const store::Row& row) {
      const std::string process = fmt::format("/proc/{}/", row.integer(0));
      std::string name;
      std::getline(std::ifstream(process + "comm"), name);
      if (name != "postgres") return;
      std::ifstream stat(process + "stat");
      std::string word;
      for (int field = 1; field < 14; ++field) stat >> word;  // its name holds no blank
      double user = 0;
      double system = 0;
      stat >> user >> system;
      ticks += user + system;
    });
    return ticks * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
  }

 private:
  std::unique_ptr<store::Connection> connection_;
};

Spent spent(Server& server) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto microseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return {microseconds(usage.ru_utime) + microseconds(usage.ru_stime), server.spent()};
}

struct Pace {
  double per_second = 0;
  Spent each;  // of one act
};

// Runs `act(thread, i)` for every i below `count` on so many threads.
template <class Act>
Pace pace_of(Server& server, int count, int clients, Act act) {
  std::atomic<int> next = 0;
  const Spent before = spent(server);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::jthread> threads;
  for (int t = 0; t < clients; ++t) {
    threads.emplace_back([&, t] {
      for (int i = next++; i < count; i = next++) act(t, i);
    });
  }
  threads.clear();
  const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - begin;
  const Spent after = spent(server);
  return {count / lasted.count(),
          {(after.here - before.here) / count, (after.server - before.server) / count}};
}

// Cases before those that are measured, so that statements are prepared and tables are not empty.
constexpr int warm_up = 200;

// As many bytes a row as the event of a submission.
Pace bare_commits(Server& server, const Options& options) {
  const int clients = store::is_postgres(options.place) ? 8 : 1;
  connect(options)->run_script(
      "DROP TABLE IF EXISTS bare; CREATE TABLE bare (id BIGINT PRIMARY KEY, payload TEXT NOT NULL)");
  std::vector<std::unique_ptr<store::Connection>> connections;
  for (int i = 0; i < clients; ++i) connections.push_back(connect(options));
  const std::string payload(600, 'x');
  return pace_of(server, options.steps, clients, [&](int client, int i) {
    connections[client]->run("INSERT INTO bare (id, payload) VALUES (?, ?)",
                             std::vector<store::Param>{std::int64_t{i}, std::string_view(payload)}, nullptr);
  });
}

class Applicants {
 public:
  Applicants(const Options& options, store::Database& database) : database_(database) {
    std::vector<store::SubjectWithFacts> entries;
    const int count = warm_up + options.steps;
    for (int i = 0; i < count; ++i) {
      const std::string number = fmt::format("S-{}", i);
      const auto fact = [&](std::string name, std::string value, std::string unit) {
        return store::Fact{.subject_id = {},
                           .name = std::move(name),
                           .value = std::move(value),
                           .source = store::FactSource::attested,
                           .attested_by = std::move(unit),
                           .evidence = {},
                           .known_on = {}};
      };
      entries.push_back(
          {.subject = {"", "企业", number, number},
           .facts = {
               fact("代码", fmt::format("\"{}\"", number), "市税局"),
               fact("认定",
                    fmt::format(R"([{{"类别":"示范企业","日期":"2026-02-01","证书编号":"{}"}}])", number),
                    "市科局")}});
    }
    database_
        .write([&](store::Transaction& tx) -> store::StepResult {
          if (auto added = store::add_subjects(tx, entries); !added) return std::unexpected(added.error());
          return "";
        })
        .value();
    database_.read([&](const store::Reader& reader) {
      for (int i = 0; i < count; ++i) {
        const std::string number = fmt::format("S-{}", i);
        const std::string subject = store::find_subject(reader, "企业", number)->id;
        people_.push_back({number, {{identity::Role::applicant, "", subject}}});
      }
    });
    cases_.resize(people_.size());
  }

  void open(int i) {
    cases_[i] = step(fmt::format("open/{}", i), [&](store::Transaction& tx) {
      return casework_.open_case(tx, people_[i],
                                 {people_[i].grants[0].subject, "sample-town", "a1", "", Mode::apply});
    });
  }
  void complete(int i) {
    step(fmt::format("evidence/{}", i), [&](store::Transaction& tx) {
      return casework_.add_evidence(tx, people_[i], {cases_[i], "认定证书", "证书.pdf", bytes(pdf)});
    });
    step(fmt::format("payee/{}", i),
         [&](store::Transaction& tx) { return casework_.set_payee(tx, people_[i], {cases_[i], account}); });
  }
  void submit(int i) {
    step(fmt::format("submit/{}", i), [&](store::Transaction& tx) {
      return casework_.take(tx, people_[i],
                            {.case_id = cases_[i], .step = "申请", .outcome = "submit", .consent = true});
    });
  }

 private:
  template <class F>
  std::string step(const std::string& key, F act) {
    auto done = database_.write(
        [&](store::Transaction& tx) -> store::StepResult {
          auto made = act(tx);
          if (!made) return std::unexpected(made.error());
          return made->case_id;
        },
        store::IdempotencyKey{"bench", key, key});
    if (!done) throw std::runtime_error(key + ": " + done.error().message.en);
    return std::move(done->body);
  }

  store::Database& database_;
  Library library_{{package()}};
  Casework casework_{library_};
  std::vector<Person> people_;
  std::vector<std::string> cases_;
};

void print(std::string_view what, const Pace& pace, double bare) {
  fmt::print("{:15} {:7.0f} a second, {:5.2f} of bare; {:4.0f} us of a processor here", what, pace.per_second,
             pace.per_second / bare, pace.each.here);
  if (pace.each.server > 0) fmt::print(", {:4.0f} us of the server's", pace.each.server);
  fmt::print("\n");
}

int run(const Options& options) {
  const bool postgres = store::is_postgres(options.place);
  Server server(options);
  const Pace bare = bare_commits(server, options);
  const SystemClock clock;
  SystemRandom random;
  store::OpenOptions open;
  if (postgres) {
    open.postgres = options.place;
  } else {
    open.folder = options.place;
  }
  open.kind = store::SpaceKind::live;  // durability as it must be
  open.modules = modules();
  open.clock = &clock;
  open.random = &random;
  const std::filesystem::path keys =
      (postgres ? std::filesystem::temp_directory_path() : std::filesystem::path(options.place)) /
      "load.keys";
  std::filesystem::remove(keys);
  open.key_ring =
      store::KeyRing::make(keys, store::Cipher::xchacha20, random, clock.now().legal_day()).value();
  const auto made = store::Database::open(std::move(open));
  if (!made) {
    fmt::print(stderr, "{} ({})\nname a folder or a database with nothing in it\n", made.error().message.en,
               options.place);
    return 1;
  }
  const auto& database = *made;
  Applicants applicants(options, *database);
  for (int i = 0; i < warm_up; ++i) {
    applicants.open(i);
    applicants.complete(i);
    applicants.submit(i);
  }
  // As the server does itself within a minute: a plan that was made for empty tables reads them whole.
  if (postgres) connect(options)->run_script("ANALYZE");
  const auto before = database->counters();
  const Pace opened =
      pace_of(server, options.steps, options.clients, [&](int, int i) { applicants.open(warm_up + i); });
  pace_of(server, options.steps, options.clients, [&](int, int i) { applicants.complete(warm_up + i); });
  const Pace submitted =
      pace_of(server, options.steps, options.clients, [&](int, int i) { applicants.submit(warm_up + i); });
  const auto after = database->counters();
  fmt::print("{} steps of {} clients on {}; {:.1f} steps a commit\n", options.steps, options.clients,
             postgres ? "PostgreSQL" : "SQLite",
             static_cast<double>(after.steps - before.steps) /
                 static_cast<double>(std::max<std::int64_t>(1, after.commits - before.commits)));
  print(fmt::format("bare, {} client{}", postgres ? 8 : 1, postgres ? "s" : ""), bare, bare.per_second);
  print("open", opened, bare.per_second);
  print("submit", submitted, bare.per_second);
  const auto faults = database->check();
  for (const auto& fault : faults) fmt::print(stderr, "{}: {}\n", fault.where, fault.what);
  return faults.empty() ? 0 : 1;
}

}  // namespace
}  // namespace enact::casework::test

int main(int argc, char** argv) {
  enact::casework::test::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--steps" && i + 1 < argc) {
      options.steps = std::atoi(argv[++i]);
    } else if (argument == "--clients" && i + 1 < argc) {
      options.clients = std::atoi(argv[++i]);
    } else {
      options.place = argument;
    }
  }
  if (options.place.empty() || options.steps < 1 || options.clients < 1) {
    std::cerr << "enact_load_bench [--steps N] [--clients N] (FOLDER | postgres://…)\n";
    return 2;
  }
  try {
    return enact::casework::test::run(options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
