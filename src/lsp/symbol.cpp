// See symbol.hpp.
#include "lsp/symbol.hpp"

namespace enact::lsp {

Text describe(What what) {
  switch (what) {
    case What::provision:
      return {"条款", "provision"};
    case What::article:
      return {"条", "article"};
    case What::subject:
      return {"主体类型", "subject type"};
    case What::record:
      return {"记录类型", "record type"};
    case What::fact:
      return {"事实", "fact"};
    case What::code_list:
      return {"代码表", "code list"};
    case What::code:
      return {"代码", "code"};
    case What::matter:
      return {"事项种类", "kind of matter"};
    case What::definition:
      return {"共用规则", "definition"};
    case What::unit:
      return {"单位", "unit"};
    case What::parameter:
      return {"参数", "parameter"};
    case What::procedure:
      return {"流程", "procedure"};
    case What::step:
      return {"步骤", "step"};
    case What::institution:
      return {"登记册", "register"};
    case What::field:
      return {"登记字段", "field of a register"};
    case What::selection:
      return {"遴选", "competition"};
    case What::letter:
      return {"文书", "letter"};
    case What::table:
      return {"决策表", "decision table"};
    case What::column:
      return {"决策表的输入", "input of a table"};
    case What::item:
      return {"逐项变量", "iteration variable"};
    case What::let:
      return {"名称", "name of `let`"};
    case What::condition:
      return {"条件", "condition"};
    case What::local:
      return {"变量", "variable"};
    case What::surrounding:
      return {"内置名称", "built-in name"};
  }
  return {};
}

}  // namespace enact::lsp
