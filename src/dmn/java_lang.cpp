// Finding a method of the table by class and signature, and making a FEEL function of it.
#include "dmn/java_lang.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "dmn/java/method.hpp"
#include "feel/evaluate.hpp"
#include "feel/report.hpp"

namespace enact::dmn {
namespace {

using java::Method;
using java::Parameter;

// A signature apart: its name and the types of its parameters; nullopt: cannot be read.
struct Signature {
  std::string name;
  std::vector<Parameter> parameters;

  friend bool operator==(const Signature& a, const Signature& b) {
    return a.name == b.name &&
           std::ranges::equal(a.parameters, b.parameters, [](const Parameter& x, const Parameter& y) {
             return x.type == y.type && x.many == y.many;
           });
  }
};

std::string_view name_in(std::string_view signature) {
  return text::trim(signature.substr(0, signature.find('(')));
}

std::optional<Signature> read(std::string_view written) {
  const std::size_t open = written.find('(');
  const std::size_t close = written.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  Signature signature{std::string(name_in(written)), {}};
  const std::string_view inside = text::trim(written.substr(open + 1, close - open - 1));
  if (inside.empty()) return signature;
  for (const std::string& type : text::split(inside, ',')) {
    const auto parameter = java::parameter_of(type);
    if (!parameter) return std::nullopt;
    signature.parameters.push_back(*parameter);
  }
  return signature;
}

std::vector<std::span<const Method>> tables() {
  return {java::math_methods(), java::number_methods(), java::text_methods()};
}

std::string_view simple_name(std::string_view java_class) {
  constexpr std::string_view package = "java.lang.";
  return java_class.starts_with(package) ? java_class.substr(package.size()) : java_class;
}

Diagnostic missing(const feel::ExternalFunction& wanted) {
  const std::string_view java_class = wanted.entry("class");
  const std::string_view signature = wanted.entry("method signature");
  std::vector<std::string> classes, alike, names;
  for (const auto& table : tables()) {
    for (const Method& method : table) {
      const std::string name = std::string("java.lang.") + std::string(method.java_class);
      if (std::ranges::find(classes, name) == classes.end()) classes.push_back(name);
      if (method.java_class != simple_name(java_class)) continue;
      names.emplace_back(name_in(method.signature));
      if (name_in(method.signature) == name_in(signature)) alike.emplace_back(method.signature);
    }
  }
  Diagnostic found;
  found.code = "dmn.java-function";
  found.message = {fmt::format("不支持 Java 函数 `{}.{}`", java_class, signature),
                   fmt::format("the Java function `{}.{}` is not supported", java_class, signature)};
  Text near;
  if (names.empty()) {
    near = {fmt::format("支持的类：{}", fmt::join(classes, "、")),
            fmt::format("classes supported: {}", fmt::join(classes, ", "))};
  } else if (!alike.empty()) {
    near = {fmt::format("有：{}", fmt::join(alike, "、")),
            fmt::format("there is: {}", fmt::join(alike, ", "))};
  } else {
    near = feel::did_you_mean(name_in(signature), names);
  }
  const auto with = [](const std::string& first, std::string_view stop, std::string_view then) {
    return first.empty() ? std::string(then) : fmt::format("{}{}{}", first, stop, then);
  };
  found.help = {with(near.zh, "；", "可用函数见 docs/java-functions.md，或用 FEEL 写"),
                with(near.en, "; ", "see docs/java-functions.md for all, or write it in FEEL")};
  return found;
}

// Arguments as the method takes them: those of a parameter `T...` together, where one list stands for all.
std::expected<std::vector<java::Value>, java::Exception> converted(const std::vector<Parameter>& parameters,
                                                                   std::span<const feel::Value> arguments) {
  std::vector<java::Value> made;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].many) {
      const auto rest = arguments.subspan(std::min(i, arguments.size()));
      const bool one_list = rest.size() == 1 && rest.front().list() != nullptr;
      std::vector<feel::Value> items(rest.begin(), rest.end());
      if (one_list) items = rest.front().list()->items;
      for (const feel::Value& item : items) {
        if (auto fits = to_java(item, parameters[i].type); !fits) return std::unexpected(fits.error());
      }
      made.emplace_back(std::move(items));
      break;
    }
    auto value = to_java(arguments[i], parameters[i].type);
    if (!value) return std::unexpected(value.error());
    made.push_back(*std::move(value));
  }
  return made;
}

feel::FunctionPtr function_of(const Method& method, std::vector<Parameter> parameters,
                              const feel::ExternalFunction& wanted) {
  auto function = std::make_shared<feel::Function>();
  for (const feel::Field& parameter : wanted.parameters) function->parameters.push_back(parameter.name);
  function->type = feel::function_type(wanted.parameters, feel::any_type());
  const std::size_t count = wanted.parameters.size();
  function->call = [&method, parameters = std::move(parameters), count](
                       feel::Evaluation& evaluation, std::span<const feel::Value> arguments) -> feel::Value {
    const auto thrown = [&](const java::Exception& exception) {
      const std::string name = fmt::format("java.lang.{}.{}", method.java_class, method.signature);
      return evaluation.fail("dmn.java-exception",
                             {fmt::format("Java 函数 `{}` 出错：{}", name, exception.what),
                              fmt::format("the Java function `{}` failed: {}", name, exception.what)});
    };
    if (arguments.size() != count) {
      return evaluation.fail(
          "feel.wrong-argument-count",
          {fmt::format("函数有 {} 个参数，给了 {} 个", count, arguments.size()),
           fmt::format("the function has {} parameters, {} given", count, arguments.size())});
    }
    const auto values = converted(parameters, arguments);
    if (!values) return thrown(values.error());
    const java::Result result = method.call(*values);
    if (!result) return thrown(result.error());
    auto value = java::to_feel(*result);
    return value ? *std::move(value) : thrown(value.error());
  };
  return function;
}

}  // namespace

std::expected<feel::FunctionPtr, Diagnostic> external_function(const feel::ExternalFunction& wanted) {
  if (wanted.kind != "java") {
    Diagnostic refused;
    refused.code = wanted.kind == "pmml" ? "dmn.pmml-function" : "dmn.external-function";
    refused.message = {fmt::format("不支持外部函数的种类 `{}`", wanted.kind),
                       fmt::format("external functions of the kind `{}` are not supported", wanted.kind)};
    refused.help = {"用 FEEL 写函数，或用 docs/java-functions.md 中的 Java 函数",
                    "write the function in FEEL, or use a Java function of docs/java-functions.md"};
    return std::unexpected(std::move(refused));
  }
  const auto signature = read(wanted.entry("method signature"));
  if (!signature) return std::unexpected(missing(wanted));
  for (const auto& table : tables()) {
    for (const Method& method : table) {
      if (method.java_class != simple_name(wanted.entry("class")) || read(method.signature) != signature)
        continue;
      std::vector<Parameter> parameters = signature->parameters;
      if (method.instance) parameters.insert(parameters.begin(), {java::Type::string, false});
      const std::size_t given = wanted.parameters.size();
      const bool many = !parameters.empty() && parameters.back().many;
      if (many ? given + 1 < parameters.size() : given != parameters.size()) {
        Diagnostic refused = missing(wanted);
        refused.message = {
            fmt::format("`{}` 取 {} 个参数，函数声明了 {} 个", method.signature, parameters.size(), given),
            fmt::format("`{}` takes {} parameters, the function declares {}", method.signature,
                        parameters.size(), given)};
        return std::unexpected(std::move(refused));
      }
      return function_of(method, std::move(parameters), wanted);
    }
  }
  return std::unexpected(missing(wanted));
}

std::string java_functions_markdown() {
  std::string text =
      "# Java functions of DMN models\n"
      "<!-- written from the table in src/dmn/java; a test holds this page to it -->\n"
      "DMN lets a function be one of Java's (`kind=\"Java\"`, `external {java: {class: …, method signature: "
      "…}}`). Enact runs no Java. It has the functions of `java.lang` below, with Java's arithmetic: a "
      "number becomes an `int` by cutting it off and keeping the low bits, a `double` is the nearest, a "
      "string counts UTF-16 units, and what Java would throw is null with that as its cause. A `float` or "
      "`double` comes back as its shortest decimal; `NaN` and the infinities are null. Any other method is "
      "an error that names it.\n\n"
      "Types may be written with their package or without, arrays as `Object[]`, `Object...` or "
      "`[Ljava.lang.Object;`; for a parameter `T...` one list may stand for all. A method marked *object* "
      "takes the string itself as its first argument.\n";
  std::string_view last;
  for (const auto& table : tables()) {
    for (const Method& method : table) {
      if (method.java_class != last) {
        text += fmt::format("\n## java.lang.{}\n\n| method | gives | |\n|---|---|---|\n", method.java_class);
        last = method.java_class;
      }
      text += fmt::format("| `{}` | `{}` | {} |\n", method.signature, method.result,
                          method.instance ? "object" : "");
    }
  }
  return text;
}

}  // namespace enact::dmn
