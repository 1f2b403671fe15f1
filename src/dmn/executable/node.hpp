// What boxed expressions are compiled to: small immutable nodes that are evaluated over the values of the
// names in scope, in the order in which the compiler declared them. Knows nothing of where names come from.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/compile.hpp"
#include "feel/evaluate.hpp"
#include "feel/value.hpp"

namespace enact::dmn::executable {

// One evaluation of logic: the values of its names so far. A node finds as many as its scope had names, may
// add to them for its parts, and leaves them as it found them.
struct Frame {
  feel::Evaluation& evaluation;
  std::vector<feel::Value> values;
};

class Node {
 public:
  explicit Node(feel::TypePtr type) : type_(type ? std::move(type) : feel::any_type()) {}
  virtual ~Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  virtual feel::Value evaluate(Frame& frame) const = 0;
  // What the value is, if it is not null. Never null.
  const feel::TypePtr& type() const { return type_; }

 private:
  feel::TypePtr type_;
};
using NodePtr = std::unique_ptr<const Node>;

// Values added to a frame, taken off again in the end.
class Pushed {
 public:
  explicit Pushed(Frame& frame) : frame_(frame), size_(frame.values.size()) {}
  ~Pushed() { frame_.values.resize(size_); }
  Pushed(const Pushed&) = delete;
  Pushed& operator=(const Pushed&) = delete;

  void add(feel::Value value) { frame_.values.push_back(std::move(value)); }

 private:
  Frame& frame_;
  std::size_t size_;
};

// Logic that could not be compiled: null with this as its cause whenever it is asked.
NodePtr broken(Diagnostic cause);

// A value made to fit a type where it stands; `type` Any: the node itself.
NodePtr fitted(NodePtr node, feel::TypePtr type, Location place);

// A function value whose body is a node: the arguments follow the captured values. `body` must outlive it.
struct Parameters {
  std::vector<std::string> names;
  feel::TypePtr type;  // of the function
};
feel::Value closure(const Parameters& parameters, std::shared_ptr<const std::vector<feel::Value>> captured,
                    const Node& body);

}  // namespace enact::dmn::executable
