// What the reader understands, where it says things stand, and what it complains about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/xml.hpp"
#include "dmn/xml/document.hpp"

namespace enact::dmn {
namespace {

using testing::ElementsAre;

ReadModel read_text(std::string text) {
  return read_xml(std::make_shared<const Source>("m.dmn", std::move(text)));
}

// A model of DMN 1.5 with this inside; further attributes of the root.
std::string model_of(const std::string& inside, const std::string& attributes = "") {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
         "namespace=\"urn:m\" " +
         attributes + ">" + inside + "</definitions>";
}

std::string decision_of(const std::string& expression) {
  return model_of("<decision name=\"d\" id=\"d\">" + expression + "</decision>");
}

std::vector<std::string> codes(const Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& each : diagnostics) out.push_back(each.code);
  return out;
}

// The code and the text that the caret stands under, of the only diagnostic.
std::string complaint(std::string text) {
  const ReadModel read_model = read_text(std::move(text));
  if (read_model.diagnostics.size() != 1) return render(read_model.diagnostics, Language::en);
  const Diagnostic& found = read_model.diagnostics[0];
  EXPECT_FALSE(found.message.zh.empty());
  EXPECT_FALSE(found.message.en.empty());
  return found.code + " `" + std::string(found.location.source->text(found.location.span)) + "`" +
         (read_model.model ? "" : " no model");
}

const model::Decision& first_decision(const ReadModel& read_model) {
  return std::get<model::Decision>(read_model.model->elements.at(0));
}

const feel::ExpressionText& first_text(const ReadModel& read_model) {
  return std::get<model::LiteralExpression>(first_decision(read_model).expression->form).source.text;
}

TEST(DmnXmlRead, KnowsTheFourVersions) {
  const auto version = [](const std::string& uri) {
    const ReadModel found = read_text("<definitions xmlns='" + uri + "' name='m' namespace='n'/>");
    return found.model ? static_cast<int>(found.model->version) : -1;
  };
  EXPECT_EQ(version("http://www.omg.org/spec/DMN/20180521/MODEL/"), 0);
  EXPECT_EQ(version("https://www.omg.org/spec/DMN/20191111/MODEL/"), 1);
  EXPECT_EQ(version("https://www.omg.org/spec/DMN/20211108/MODEL/"), 2);
  EXPECT_EQ(version("https://www.omg.org/spec/DMN/20230324/MODEL/"), 3);
}

TEST(DmnXmlRead, NamesTheVersionsItReads) {
  const ReadModel old = read_text("<definitions xmlns='http://www.omg.org/spec/DMN/20151101/dmn.xsd'/>");
  ASSERT_THAT(codes(old.diagnostics), ElementsAre("dmn.version"));
  EXPECT_NE(old.diagnostics[0].help.en.find("1.2, 1.3, 1.4 and 1.5"), std::string::npos);
  EXPECT_EQ(complaint("<html/>"), "dmn.root `html` no model");
  EXPECT_EQ(complaint("<decision xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/'/>"),
            "dmn.root `decision` no model");
}

TEST(DmnXmlRead, ComplainsAboutWhatIsNotXml) {
  EXPECT_EQ(complaint(""), "xml.malformed `` no model");
  EXPECT_EQ(complaint("no markup"), "xml.malformed `` no model");
  EXPECT_EQ(complaint("<a><b></a>"), "xml.malformed `` no model");
  EXPECT_EQ(complaint("<a>"), "xml.malformed `` no model");
  EXPECT_EQ(complaint("<a/><b/>"), "xml.malformed `<` no model");
  EXPECT_EQ(complaint("<a/> x"), "xml.malformed `` no model");
  EXPECT_EQ(complaint("<a b='<'/>"), "xml.malformed `<` no model");
  EXPECT_EQ(complaint("<a b='1' b='2'/>"), "xml.malformed `b` no model");
  EXPECT_EQ(complaint("<a x:b='1' y:b='2' xmlns:x='u' xmlns:y='u'/>"), "xml.malformed `b` no model");
  EXPECT_EQ(complaint("<a><!-- </a>"), "xml.malformed `` no model");
  EXPECT_EQ(complaint("<x:a/>"), "xml.namespace `x:a` no model");
  EXPECT_EQ(complaint("<a y:b=''/>"), "xml.namespace `y` no model");
  EXPECT_EQ(complaint("<a xmlns:x=''/>"), "xml.malformed `xmlns:x` no model");
  EXPECT_EQ(complaint("<a>\x01</a>"), "xml.character `\x01` no model");
}

TEST(DmnXmlRead, RefusesDocumentTypesAndEntities) {
  EXPECT_EQ(complaint("<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>"),
            "xml.document-type `<!DOCTYPE` no model");
  EXPECT_EQ(complaint("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"),
            "xml.document-type `<!DOCTYPE` no model");
  EXPECT_EQ(complaint("<a>&other;</a>"), "xml.entity `&other;` no model");
  EXPECT_EQ(complaint("<a>1 & 2</a>"), "xml.entity `&` no model");
  EXPECT_EQ(complaint("<a>&#0;</a>"), "xml.entity `&#0;` no model");
  EXPECT_EQ(complaint("<a b='&#xD800;'/>"), "xml.entity `&#xD800;` no model");
}

TEST(DmnXmlRead, KeepsToItsLimits) {
  std::string deep;
  for (std::size_t i = 0; i <= xml::kMaxDepth; ++i) deep += "<a>";
  for (std::size_t i = 0; i <= xml::kMaxDepth; ++i) deep += "</a>";
  EXPECT_EQ(complaint(deep), "xml.too-deep `a` no model");
  EXPECT_EQ(complaint("<a>" + std::string(xml::kMaxBytes, ' ') + "</a>"), "xml.too-large `` no model");
  std::string wide = "<a";
  for (std::size_t i = 0; i <= xml::kMaxNamespacesInScope; ++i)
    wide += " xmlns:p" + std::to_string(i) + "='u'";
  EXPECT_EQ(complaint(wide + "/>"), "xml.too-large `xmlns:p200` no model");
}

TEST(DmnXmlRead, ReadsUtf16AndRefusesOtherEncodings) {
  const std::string plain = decision_of("<literalExpression><text>名 + 1</text></literalExpression>");
  std::string wide;
  for (const char32_t point :
       std::u32string(U"\ufeff<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' "
                      U"name='名𝄞' namespace='n'/>")) {
    const auto put = [&](char32_t unit) {
      wide += static_cast<char>(unit & 0xff);
      wide += static_cast<char>(unit >> 8);
    };
    if (point > 0xffff) {
      put(0xd800 + ((point - 0x10000) >> 10));
      put(0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
      put(point);
    }
  }
  const ReadModel found = read_text(wide);
  ASSERT_TRUE(found.model) << render(found.diagnostics, Language::en);
  EXPECT_EQ(found.model->name, "名𝄞");
  EXPECT_EQ(complaint(wide.substr(0, wide.size() - 1)), "xml.encoding `` no model");
  const ReadModel marked = read_text("\xef\xbb\xbf" + plain);
  ASSERT_TRUE(marked.model);
  EXPECT_EQ(first_text(marked).expression, "名 + 1");
  EXPECT_EQ(first_text(marked).source->text(first_text(marked).span), "名 + 1");
  const ReadModel chinese = read_text("<?xml version='1.0' encoding='GBK'?>\n<a>\xc3\xfb</a>");
  ASSERT_THAT(codes(chinese.diagnostics), ElementsAre("xml.encoding"));
  EXPECT_NE(chinese.diagnostics[0].message.en.find("GBK"), std::string::npos);
  EXPECT_EQ(chinese.diagnostics[0].location.source->position(chinese.diagnostics[0].location.span.begin),
            (Position{2, 4}));
}

TEST(DmnXmlRead, KnowsThePlaceOfEveryByteOfAText) {
  // A text of every kind: reference, line end, comment, CDATA.
  const std::string written = "a &lt; 1\r\n<!-- x -->and<![CDATA[ b > 2]]>";
  const ReadModel found =
      read_text(decision_of("<literalExpression><text>" + written + "</text></literalExpression>"));
  const feel::ExpressionText& text = first_text(found);
  EXPECT_EQ(text.expression, "a < 1\nand b > 2");
  ASSERT_EQ(text.offsets.size(), text.expression.size() + 1);
  const std::string_view whole = text.source->text();
  const auto at = [&](std::string_view part) {
    return whole.substr(text.offsets[text.expression.find(part)], 5);
  };
  EXPECT_EQ(at("< 1"), "&lt; ");
  EXPECT_EQ(at("\n"), "\r\n<!-");
  EXPECT_EQ(at("and"), "and<!");
  EXPECT_EQ(at("b >"), "b > 2");
  EXPECT_EQ(whole.substr(text.offsets.back(), 3), "]]>");
  EXPECT_EQ(text.source->text(text.span), "a &lt; 1\r\n<!-- x -->and<![CDATA[ b > 2");
}

TEST(DmnXmlRead, PointsIntoATextThatIsWrittenOut) {
  const ReadModel found =
      read_text(decision_of("<literalExpression><text><![CDATA[a < 1]]></text></literalExpression>"));
  const feel::ExpressionText& text = first_text(found);
  EXPECT_EQ(text.expression, "a < 1");
  EXPECT_TRUE(text.offsets.empty());
  EXPECT_EQ(text.source->text(text.span), "a < 1");
}

TEST(DmnXmlRead, PutsTheCaretUnderAMistakeInFeel) {
  const ReadModel found = read_text(model_of(
      "\n<decision name='d'>\n<literalExpression>\n<text>1 &lt; +</text></literalExpression></decision>"));
  const feel::Compiled compiled = feel::compile_expression(first_text(found), {}, {});
  ASSERT_FALSE(compiled.diagnostics.empty());
  EXPECT_EQ(render(compiled.diagnostics[0], Language::en).substr(0, 10), "m.dmn:4:14");
}

TEST(DmnXmlRead, TakesPrefixesOffTypeNames) {
  const ReadModel found = read_text(
      model_of("<import name='lib' namespace='urn:lib' importType='t'/>"
               "<itemDefinition name='a'><typeRef>feel:number</typeRef></itemDefinition>"
               "<itemDefinition name='b'><typeRef> f:string </typeRef></itemDefinition>"
               "<itemDefinition name='c'><typeRef>own:tA</typeRef></itemDefinition>"
               "<itemDefinition name='d'><typeRef>l:tB</typeRef></itemDefinition>"
               "<itemDefinition name='e'><typeRef>lib.tB</typeRef></itemDefinition>"
               "<itemDefinition name='f'><typeRef>context&lt;a: number&gt;</typeRef></itemDefinition>"
               "<itemDefinition name='g'><typeRef>who:tC</typeRef></itemDefinition>",
               "xmlns:f='http://www.omg.org/spec/DMN/20180521/FEEL/' xmlns:own='urn:m' xmlns:l='urn:lib'"));
  std::vector<std::string> types;
  for (const auto& item : found.model->items) types.push_back(item.type);
  EXPECT_THAT(types,
              ElementsAre("number", "string", "tA", "lib.tB", "lib.tB", "context<a: number>", "who:tC"));
}

TEST(DmnXmlRead, TakesAnUndeclaredPrefixForNoNamespaceAtAll) {
  const ReadModel found = read_text(
      model_of("<import name='broken' importType='t'/><itemDefinition name='a'><typeRef>who:t</typeRef>"
               "</itemDefinition>"));
  EXPECT_THAT(codes(found.diagnostics), ElementsAre("dmn.missing"));
  EXPECT_EQ(found.model->items[0].type, "who:t");
}

TEST(DmnXmlRead, KnowsFeelByItsNamespaces) {
  const auto language = [](const std::string& attribute, const std::string& root) {
    const ReadModel found = read_text(model_of("<decision name='d'><literalExpression " + attribute +
                                                   "><text>1</text></literalExpression></decision>",
                                               root));
    return std::get<model::LiteralExpression>(first_decision(found).expression->form).source.language;
  };
  const std::string feel = "expressionLanguage='https://www.omg.org/spec/DMN/20230324/FEEL/'";
  EXPECT_EQ(language("", ""), "");
  EXPECT_EQ(language(feel, ""), "");
  EXPECT_EQ(language(feel, feel), "");
  EXPECT_EQ(language("expressionLanguage='urn:other'", ""), "urn:other");
  EXPECT_EQ(language(feel, "expressionLanguage='urn:other'"), "https://www.omg.org/spec/DMN/20230324/FEEL/");
}

TEST(DmnXmlRead, KeepsExtensionsAsTheyWere) {
  const ReadModel found = read_text(
      model_of("<extensionElements><v:x a='&lt;'><y xmlns=''/><!-- c -->t</v:x></extensionElements>",
               "xmlns:v='urn:v' v:w='1'"));
  ASSERT_EQ(found.model->extensions.size(), 1u);
  EXPECT_EQ(found.model->extensions[0].namespace_uri, "urn:v");
  EXPECT_EQ(found.model->extensions[0].xml, "<v:x xmlns:v=\"urn:v\" a='&lt;'><y xmlns=''/><!-- c -->t</v:x>");
  ASSERT_EQ(found.model->attributes.size(), 1u);
  EXPECT_EQ(found.model->attributes[0].name, "w");
}

TEST(DmnXmlRead, GivesExtensionsTheNamespacesOfTheirValues) {
  const ReadModel found =
      read_text(model_of("<extensionElements><v:x type='w:t'><z/></v:x></extensionElements>",
                         "xmlns:v='urn:v' xmlns:w='urn:w'"));
  EXPECT_EQ(found.model->extensions.at(0).xml,
            "<v:x xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" xmlns:v=\"urn:v\" xmlns:w=\"urn:w\" "
            "type='w:t'><z/></v:x>");
}

TEST(DmnXmlRead, NamesWhatItDoesNotUnderstandAndReadsOn) {
  EXPECT_EQ(complaint(model_of("<descision name='x'/><decision name='d'/>")),
            "dmn.unknown-element `descision`");
  EXPECT_EQ(complaint(model_of("<rule/>")), "dmn.unknown-element `rule`");
  EXPECT_EQ(complaint(model_of("<v:x xmlns:v='urn:v'/>")), "dmn.foreign-element `v:x`");
  const ReadModel found = read_text(model_of("<descision name='x'/>"));
  EXPECT_EQ(found.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(found.diagnostics[0].help.en, "did you mean `decision`?");
}

TEST(DmnXmlRead, StopsListingAtSomePoint) {
  std::string inside;
  for (int i = 0; i < 1000; ++i) inside += "<x/>";
  const ReadModel found = read_text(model_of(inside));
  EXPECT_TRUE(found.model);
  EXPECT_EQ(found.diagnostics.size(), 201u);
  EXPECT_EQ(found.diagnostics.back().code, "dmn.too-many");
  EXPECT_TRUE(has_errors(found.diagnostics));
}

TEST(DmnXmlRead, NamesWhatIsMissing) {
  EXPECT_EQ(complaint("<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m'/>"),
            "dmn.missing `definitions`");
  EXPECT_EQ(complaint(model_of("<decision/>")), "dmn.missing `decision`");
  EXPECT_EQ(complaint(model_of("<decision name='d'><informationRequirement/></decision>")),
            "dmn.missing `informationRequirement`");
  EXPECT_EQ(complaint(model_of("<decision name='d'><knowledgeRequirement><requiredKnowledge/>"
                               "</knowledgeRequirement></decision>")),
            "dmn.missing `requiredKnowledge`");
  EXPECT_THAT(codes(read_text(decision_of("<conditional><if><literalExpression/></if><then/></conditional>"))
                        .diagnostics),
              ElementsAre("dmn.missing", "dmn.missing"));
  EXPECT_EQ(complaint(decision_of("<decisionTable/>")), "dmn.missing `decisionTable`");
  EXPECT_EQ(complaint(decision_of("<decisionTable><input/><output/></decisionTable>")),
            "dmn.missing `input`");
  EXPECT_EQ(complaint(decision_of("<decisionTable><output/><rule><outputEntry/></rule></decisionTable>")),
            "dmn.missing `outputEntry`");
  EXPECT_EQ(complaint(decision_of("<context><contextEntry/></context>")), "dmn.missing `contextEntry`");
  EXPECT_EQ(complaint(decision_of("<some iteratorVariable='x'><in><literalExpression/></in></some>")),
            "dmn.missing `some`");
}

TEST(DmnXmlRead, NamesValuesThatDoNotExist) {
  EXPECT_EQ(complaint(decision_of("<decisionTable hitPolicy='LAST'><output/></decisionTable>")),
            "dmn.value `LAST`");
  EXPECT_EQ(complaint(decision_of("<functionDefinition kind='C++'/>")), "dmn.value `C++`");
  EXPECT_EQ(complaint(model_of("<itemDefinition name='i' isCollection='yes'/>")), "dmn.value `yes`");
  EXPECT_EQ(complaint(decision_of("<literalExpression/><literalExpression/>")),
            "dmn.second-expression `literalExpression`");
}

TEST(DmnXmlRead, NamesIdsUsedTwiceAndReferencesToNowhere) {
  EXPECT_EQ(complaint(model_of("<inputData name='a' id='x'/><inputData name='b' id='x'/>")),
            "dmn.duplicate-id `x`");
  EXPECT_EQ(
      complaint(model_of("<association><sourceRef href='#x'/><targetRef href='urn:else#x'/></association>")),
      "dmn.dangling-reference `#x`");
}

TEST(DmnXmlRead, MakesReferencesToItsOwnNamespaceLocal) {
  const ReadModel found = read_text(model_of(
      "<decision name='d'><informationRequirement><requiredInput href='urn:m#i'/></informationRequirement>"
      "<informationRequirement><requiredDecision href='urn:else#i'/></informationRequirement></decision>"));
  const auto& decision = first_decision(found);
  EXPECT_EQ(decision.information[0].required.href, "#i");
  EXPECT_EQ(decision.information[1].required.href, "urn:else#i");
  EXPECT_TRUE(decision.information[1].decision);
}

TEST(DmnXmlRead, ReadsAnyOrder) {
  const ReadModel found = read_text(
      model_of("<decision name='d'><literalExpression><text>1</text></literalExpression><variable name='v'/>"
               "<description>late</description></decision><itemDefinition name='i'><typeRef>l:t</typeRef>"
               "</itemDefinition><import name='lib' namespace='urn:l' importType='t'/>",
               "xmlns:l='urn:l'"));
  EXPECT_EQ(render(found.diagnostics, Language::en), "");
  EXPECT_EQ(first_decision(found).description, "late");
  EXPECT_EQ(found.model->items[0].type, "lib.t");
}

TEST(DmnXmlRead, ReadsTheDiagram) {
  const ReadModel found = read_text(model_of(
      "<inputData name='i' id='i'/><di:DMNDI><di:DMNDiagram id='g'><di:Size width='10' height='20.5'/>"
      "<di:DMNShape id='s' dmnElementRef='i' isCollapsed='true'><dc:Bounds x='1' y='+2' width='3e1' "
      "height='4'/>"
      "</di:DMNShape><di:DMNShape dmnElementRef='o:far'><dc:Bounds x='x' y='0' width='1' "
      "height='1'/></di:DMNShape>"
      "<di:DMNEdge dmnElementRef='gone'><w:waypoint x='1' y='2'/></di:DMNEdge></di:DMNDiagram></di:DMNDI>",
      "xmlns:di='https://www.omg.org/spec/DMN/20230324/DMNDI/' xmlns:o='urn:o' "
      "xmlns:dc='http://www.omg.org/spec/DMN/20180521/DC/' "
      "xmlns:w='http://www.omg.org/spec/DMN/20180521/DI/'"));
  EXPECT_THAT(codes(found.diagnostics), ElementsAre("dmn.value", "dmn.dangling-reference"));
  const model::Diagram& diagram = found.model->diagrams.at(0);
  EXPECT_EQ(diagram.size, std::pair(10.0, 20.5));
  EXPECT_EQ(diagram.shapes[0].element, "i");
  EXPECT_TRUE(diagram.shapes[0].collapsed);
  EXPECT_EQ(diagram.shapes[0].bounds.width, 30);
  EXPECT_EQ(diagram.shapes[0].bounds.y, 2);
  EXPECT_EQ(diagram.shapes[1].element, "urn:o#far");
  EXPECT_EQ(diagram.edges[0].points.size(), 1u);
}

}  // namespace
}  // namespace enact::dmn
