// A PostgreSQL server of a test's own, in a folder of its own, reached through a socket there and by nobody
// else.
#pragma once

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace enact::population::test {

class Server {
 public:
  Server() {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-pg-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) return;
    folder_ = pattern;
    if (!std::filesystem::exists(bin + "initdb")) {
      ADD_FAILURE() << "PostgreSQL is not installed: apt-get install postgresql-15";
      return;
    }
    if (geteuid() == 0) {  // which the server refuses to run as
      const passwd* owner = getpwnam("postgres");
      if (owner == nullptr || chown(folder_.c_str(), owner->pw_uid, owner->pw_gid) != 0) return;
      as_ = "setpriv --reuid=postgres --regid=postgres --clear-groups ";
    }
    const std::string data = folder_ + "/data";
    running_ = run("initdb -D " + data + " -U enact -A trust -E UTF8 --no-sync") &&
               run("pg_ctl -D " + data + " -w -t 60 -l " + folder_ + "/log -o \"-h '' -k " + folder_ +
                   " -c fsync=off\" start");
  }
  ~Server() {
    if (running_) run("pg_ctl -D " + folder_ + "/data -m immediate -w stop");
    std::filesystem::remove_all(folder_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  bool running() const { return running_; }
  std::string address() const { return "postgresql:///postgres?user=enact&host=" + folder_; }

 private:
  bool run(const std::string& command) const {
    const std::string all = "cd / && " + as_ + bin + command + " > /dev/null 2>&1";
    return std::system(all.c_str()) == 0;  // NOLINT(concurrency-mt-unsafe)
  }

  const std::string bin = "/usr/lib/postgresql/15/bin/";
  std::string folder_;
  std::string as_;
  bool running_ = false;
};

}  // namespace enact::population::test
