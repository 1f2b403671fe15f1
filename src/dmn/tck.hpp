// Conformance cases of the public DMN TCK (project dmn-tck/tck, testCases.xsd): reading them, running them
// against a model, comparing what comes out. Knows no folders; texts are handed in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/executable.hpp"
#include "dmn/model.hpp"
#include "feel/value.hpp"

namespace enact::dmn::tck {

struct Expectation {
  std::string name;    // of the decision asked, or of an output decision of a service
  bool error = false;  // null is expected, and an error recorded
  feel::Value value;
};
struct Case {
  std::string id;
  Executable::Invocable::Kind kind = Executable::Invocable::Kind::decision;
  std::string invocable;  // of a knowledge model or service
  std::vector<Executable::Given> inputs;
  std::vector<Expectation> results;
};
struct Cases {
  std::string model;  // file name of the model; may be empty
  std::vector<Case> cases;
  Diagnostics diagnostics;  // what could not be read; errors leave cases out
};
Cases read_cases(const SourcePtr& source);

// nullopt: as expected. Else where they part and how: "[2].age: expected 1, got 2". Numbers within 1e-8, all
// else the same element of the domain; entries of contexts in any order.
std::optional<std::string> difference(const feel::Value& expected, const feel::Value& actual);

struct Outcome {
  std::string id;
  bool passed = false;
  Text comment;  // of a failed one: per result what was expected, what came, and the cause
};
// `now`: what now() and today() are.
Outcome run(const Case& test, const Executable& executable, const DateTime& now);

// A folder of the kit: its models, read together, and its files of cases.
struct Suite {
  std::string path;                         // below the folder that was asked for, with `/`
  std::map<std::string, SourcePtr> models;  // by file name
  std::map<std::string, SourcePtr> tests;
};
struct Row {
  std::string suite;
  std::string file;  // of the cases, without its ending
  Outcome outcome;
};
// Every case of a suite, in order; a file that cannot be read is one failed case without an id.
std::vector<Row> run(const Suite& suite, const DateTime& now);

// A line of the kit's tck_results.csv.
std::string csv_line(const Row& row);

}  // namespace enact::dmn::tck
