// The nodes that every form of boxed expression may need.
#include "dmn/executable/node.hpp"

#include <fmt/format.h>

#include "feel/conform.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Value;

class Broken final : public Node {
 public:
  explicit Broken(Diagnostic cause) : Node(nullptr), cause_(std::move(cause)) {}
  Value evaluate(Frame& frame) const override {
    return frame.evaluation.fail(cause_.code, cause_.message, cause_.location);
  }

 private:
  Diagnostic cause_;
};

class Fitted final : public Node {
 public:
  Fitted(NodePtr node, const feel::TypePtr& type, Location place)
      : Node(type), node_(std::move(node)), place_(std::move(place)) {}
  Value evaluate(Frame& frame) const override {
    return feel::fit(frame.evaluation, node_->evaluate(frame), *type(), place_);
  }

 private:
  NodePtr node_;
  Location place_;
};

}  // namespace

NodePtr broken(Diagnostic cause) {
  return std::make_unique<Broken>(std::move(cause));
}

NodePtr fitted(NodePtr node, feel::TypePtr type, Location place) {
  if (!feel::Field{{}, type}.has_type()) return node;
  return std::make_unique<Fitted>(std::move(node), type, std::move(place));
}

Value closure(const Parameters& parameters, std::shared_ptr<const std::vector<Value>> captured,
              const Node& body) {
  auto function = std::make_shared<feel::Function>();
  function->parameters = parameters.names;
  function->type = parameters.type;
  const std::size_t count = parameters.names.size();
  function->call = [captured = std::move(captured), &body, count](feel::Evaluation& evaluation,
                                                                  std::span<const Value> arguments) -> Value {
    if (arguments.size() != count) {
      return evaluation.fail(
          "feel.wrong-argument-count",
          {fmt::format("函数有 {} 个参数，给了 {} 个", count, arguments.size()),
           fmt::format("the function has {} parameters, {} given", count, arguments.size())});
    }
    Frame frame{evaluation, {}};
    frame.values.reserve(captured->size() + count);
    frame.values = *captured;
    frame.values.insert(frame.values.end(), arguments.begin(), arguments.end());
    return body.evaluate(frame);
  };
  return feel::FunctionPtr(std::move(function));
}

}  // namespace enact::dmn::executable
