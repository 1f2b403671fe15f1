// The tables of grammar_institutions.hpp, leaves first.
#include "lsp/grammar_institutions.hpp"

#include "lsp/grammar_leaves.hpp"

namespace enact::lsp {
namespace institutions {
namespace {

using namespace form;

// ---- registers ----

constexpr Form reg = mention(What::institution);
constexpr Form field = mention(What::field);
constexpr Form parameter = mention(What::parameter);
constexpr Form subject = mention(What::subject);
constexpr Form procedure = mention(What::procedure);
constexpr Form state{.content = Content::state};
constexpr Form outcome{.content = Content::outcome};
constexpr Form told{.content = Content::told};
constexpr Form their_state{.content = Content::their_state};
constexpr Form their_field{.content = Content::their_field};
constexpr Key says{"says", &title, "不成立时告诉填写人的话", "what the person is told who breaks it"};
constexpr Key during{"while", &state, "在哪些状态下", "in which states"};

constexpr std::array more_types{"entry<>"sv, "unit"sv, "lines"sv};
constexpr Form field_type{.content = Content::type, .words = more_types};
constexpr Key type_of_field{
    "type", &field_type, "类型；entry<登记册> 引用登记项，unit 为单位，lines 为明细表",
    "its type; entry<register> refers to an entry, unit to a unit, lines are a table"};
constexpr Key required{"required", &flag, "必填", "must be entered"};
constexpr Key helped{"help", &title, "怎样填写", "how it is filled in"};
constexpr Key format_of_field{"format", &format, "文字的格式", "the form of a text"};
constexpr Key least{"min", &text, "最小值", "the least number"};
constexpr Key most{"max", &text, "最大值", "the greatest number"};
constexpr Key matched{"matches", &text, "整个文字须符合的正则表达式（XPath）",
                      "an XPath expression for the whole text"};
constexpr Key in_states{"in", &their_state, "所引用的登记项须处于的状态",
                        "states in which the entry referred to must be"};
constexpr std::array column_keys{type_of_field,   titled, english, helped,  required,
                                 format_of_field, least,  most,    matched, in_states};
constexpr Form column{.keys = column_keys};
constexpr Form columns{.entries = &column, .names = Content::declare, .named = What::field};
constexpr std::array field_keys{
    type_of_field,
    titled,
    english,
    helped,
    required,
    format_of_field,
    least,
    most,
    matched,
    in_states,
    Key{"lines", &columns, "明细表的各列", "the columns of a field of lines"},
    Key{"search", &flag, "可以检索", "it is searched"},
    Key{"public", &flag, "false：不公开", "false: kept from pages for everybody"},
    Key{"at", &state, "在哪些步骤填写（默认第一步）", "the steps in which it is entered; default: the first"},
    Key{"value", &feel, "由前面的字段算出，不填写", "computed from the fields before it, never entered"},
    Key{"sum", &flag, "列表中合计", "added up in lists"},
    Key{"same owner", &flag, "只能引用本主体的登记项", "the entry referred to has the same owner"},
    Key{"holds", &state, "在这些状态下，所引用的登记项不能结束",
        "while in these states, the entry referred to cannot end"}};
constexpr Form field_form{.keys = field_keys};
constexpr Form fields{.entries = &field_form, .names = Content::declare, .named = What::field};

constexpr std::array check_keys{
    Key{"rule", &feel, "须成立的条件；缺少的值不算违反", "what must hold; what is missing passes"}, says};
constexpr Form check{.keys = check_keys};
constexpr Form checks{.entries = &check};
constexpr std::array unique_keys{
    Key{"key", &field, "哪些字段合起来不得相同", "the fields that no two may share"}, during, says};
constexpr Form unique{.content = Content::mention, .what = What::field, .keys = unique_keys};
constexpr Key span_from{"from", &field, "起始日期（时间）字段", "the field of its beginning"};
constexpr Key span_to{"to", &field, "结束字段，当日（时刻）不含在内", "the field of its end, not included"};
constexpr Key span_through{"through", &field, "最后一日的字段，当日含在内",
                           "the field of its last day, included"};
constexpr Key span_key{"key", &field, "按哪些字段分开计算", "the fields within which it holds"};
constexpr std::array apart_keys{span_key, span_from, span_to, span_through, during, says};
constexpr Form apart{.keys = apart_keys};
constexpr std::array above_keys{span_key,
                                span_from,
                                span_to,
                                span_through,
                                Key{"sum", &field, "合计的字段", "the field that is added up"},
                                Key{"most", &text, "合计的上限", "the most that the sum may be"},
                                during,
                                says};
constexpr Form above{.keys = above_keys};

constexpr Form item{.entries = &feel};
constexpr std::array fact_keys{
    during,
    Key{"list", &told, "登记项成为主体的哪一列表事实的一项", "the list fact of the owner that gets an item"},
    Key{"item", &item, "该项各字段的表达式", "the fields of the item"},
    Key{"complete", &flag, "列表只有登记册和单位所说的各项", "the list holds nothing else"},
    Key{"fact", &told, "主体的哪一事实", "the fact of the owner that is told"},
    Key{"value", &feel, "事实的值", "its value"}};
constexpr Form facts{.keys = fact_keys};

constexpr std::array point_keys{
    Key{"same", &field, "与对方相同的字段", "fields with equal values"},
    Key{"words", &field, "与对方用词相近的字段", "fields that share words"},
    Key{"with", &their_field, "对方登记册的字段", "the fields of the other register"},
    Key{"weight", &text, "分值", "its points"}, titled};
constexpr Form point{.keys = point_keys};
constexpr std::array match_keys{Key{"to", &reg, "与哪个登记册对接", "the register of the counterparts"},
                                Key{"while", &their_state, "对方须处于的状态", "states of the counterparts"},
                                Key{"on", &point, "各项依据", "what speaks for one"}};
constexpr Form matches{.keys = match_keys};
constexpr std::array lapse_keys{Key{"after", &field, "过了哪个字段的日期", "after the day of this field"},
                                Key{"take", &outcome, "自动采取的结果", "the outcome that the clock takes"},
                                during};
constexpr Form lapse{.keys = lapse_keys};

constexpr std::array criterion_keys{Key{"rule", &feel, "条件，可见 历史", "the condition; it sees 历史"},
                                    titled, english};
constexpr Form criterion{.content = Content::feel, .keys = criterion_keys};
constexpr Form criteria_of_level{.entries = &criterion};
constexpr Form ladder_criteria{.entries = &criteria_of_level};
constexpr std::array ladder_keys{
    Key{"level", &field, "层级字段（代码表，由低到高）",
        "the field of the level, a code list from the lowest"},
    Key{"from", &field, "起始日期字段", "the field of the first day"},
    Key{"to", &field, "最后一日字段", "the field of the last day"},
    Key{"one step", &flag, "逐级晋级", "climbed one by one"},
    Key{"years", &text, "有效年数", "for how many years"},
    during,
    Key{"lapse", &outcome, "到期时采取的结果", "the outcome by which a level ends"},
    Key{"promoted", &outcome, "晋级时低一级采取的结果", "the outcome by which the level below ends"},
    Key{"criteria", &ladder_criteria, "各层级的条件", "the conditions of each level"}};
constexpr Form ladder{.keys = ladder_keys};

constexpr Form filled_values{.entries = &text, .names = Content::mention, .named = What::field};
constexpr std::array fill_keys{
    Key{"provision", &provision, "哪一条款的发布名单", "the provision whose released list fills it"},
    Key{"entries", &filled_values, "每一主体录入的各项", "what each subject gets"},
    Key{"list", &field, "写入名单编号的字段", "the field that takes the list's number"},
    Key{"reason", &field, "写入认定理由的字段", "the field that takes why it is due"},
    Key{"rank", &field, "写入名次的字段", "the field that takes the place on the ranking"}};
constexpr Form fill{.keys = fill_keys};

constexpr std::array raised_keys{
    Key{"by", &field, "提出单位的字段", "the field of the unit that raises it"},
    Key{"from", &field, "写明由何处提出的字段", "the field that says where it comes from"}};
constexpr Form raised{.keys = raised_keys};
constexpr std::array plan_keys{Key{"from", &field, "开始日期字段", "the field of the first day"},
                               Key{"to", &field, "完成日期字段", "the field of the last day"},
                               Key{"done", &field, "实际完成日期字段", "the field of the day it was done"}};
constexpr Form plan{.keys = plan_keys};
constexpr std::array beside_keys{
    Key{"provision", &field, "条款编号的字段", "the field of the provision's id"},
    Key{"sentence", &field, "原句的字段", "the field of the sentence"}};
constexpr Form beside{.keys = beside_keys};
constexpr Form due{.entries = &field, .names = Content::state};

// ---- what is measured ----

constexpr Key note{"note", &title, "口径说明", "how it is meant"};
constexpr Key shown{"public", &flag, "是否公开", "whether everybody sees it"};
constexpr std::array measure_keys{
    Key{"of", &field, "对明细表的每一行计算", "once for each line of this field"},
    Key{"value", &feel, "公式", "its formula"},
    Key{"type", &type, "类型，默认为数", "its type, a number if none is said"},
    Key{"unit", &text, "只供显示的单位", "a unit that is only shown"},
    Key{"digits", &text, "小数位数", "digits after the point"},
    Key{"percent", &flag, "以百分数显示", "shown as a percentage"},
    titled,
    english,
    note,
    shown};
constexpr Form measure{.keys = measure_keys};
constexpr Form measures{.entries = &measure, .names = Content::declare, .named = What::field};
constexpr Form result_name{.content = Content::declare, .what = What::field};
constexpr std::array result_keys{Key{"name", &result_name, "名称", "its name"}, titled, english, note, shown};
constexpr Form result{.content = Content::declare, .what = What::field, .keys = result_keys};
constexpr std::array entered_keys{
    Key{"now", &field, "引用本年权重登记项的字段",
        "the field that refers to the entry of this year's weights"},
    Key{"before", &field, "引用上年权重登记项的字段", "the same of the year before"},
    Key{"lines", &text, "登记项中各项权重的明细表字段", "its field of lines that holds the weights"}};
constexpr Form entered{.keys = entered_keys};
constexpr std::array weight_keys{
    Key{"entered", &entered, "权重由登记项填报", "weights that are entered, not the parameter's"},
    Key{"parameter", &parameter, "权重的参数", "the parameter of the weights"},
    Key{"indicator", &text, "指标名称的字段", "the field of its records that names an indicator"},
    Key{"weight", &text, "权重的字段", "the field of the weight"}};
constexpr Form weights{.keys = weight_keys};
constexpr std::array indicator_keys{Key{"score", &feel, "得分的公式", "the formula of its score"}, titled,
                                    english, Key{"source", &title, "数据来源", "where its data come from"}};
constexpr Form indicator{.keys = indicator_keys};
constexpr Form indicators{.entries = &indicator};
constexpr Form bands{.entries = &text};
constexpr std::array score_keys{
    Key{"year", &field, "年度字段", "the field of the year"},
    Key{"weights", &weights, "权重取自哪个参数", "the parameter that weighs them"},
    Key{"whole", &text, "权重合计，也是满分", "what weights sum to, and the highest score"},
    Key{"digits", &text, "小数位数", "digits after the point"},
    Key{"total", &result, "总分", "the sum"},
    Key{"grade", &result, "等级", "the band that the sum is in"},
    Key{"indicators", &indicators, "各项指标", "the indicators"},
    Key{"bands", &bands, "等级的下限，由高到低", "from where each grade begins, the highest first"}};
constexpr Form scores{.keys = score_keys};
constexpr std::array chart_keys{Key{"lines", &field, "明细表字段", "the field of lines"},
                                Key{"label", &field, "名称列", "the column of names"},
                                Key{"amount", &field, "数量列", "the column of numbers"}};
constexpr Form chart{.keys = chart_keys};
constexpr std::array compare_keys{
    Key{"by", &field, "并排比较的字段", "the field by which entries stand side by side"},
    Key{"same", &field, "须相同的字段", "fields that they have in common"}};
constexpr Form compare{.keys = compare_keys};

constexpr std::array register_keys{
    titled,
    english,
    Key{"text", &quotation, "设立它的原文", "the words of the document that set it up"},
    Key{"provision", &provision, "所执行的条款", "the provision that it carries out"},
    Key{"of", &subject, "登记项属于哪类主体", "the subject types that own entries"},
    Key{"keeper", &unit, "保管单位", "the unit that keeps it"},
    Key{"units", &unit, "出具意见、可以查看的单位", "units that are asked and see it"},
    Key{"life", &procedure, "登记项的办理流程", "the life cycle of an entry"},
    Key{"public", &state, "哪些状态对所有人公开", "states in which everybody sees an entry"},
    Key{"name", &field, "称呼登记项的字段", "the field that names an entry"},
    Key{"dispatch", &field, "交办单位的字段", "the field of the unit that it is handed to"},
    Key{"fields", &fields, "字段", "its fields"},
    Key{"check", &checks, "每一登记项须成立的条件", "what must hold of each entry"},
    Key{"unique", &unique, "不得重复", "what no two entries share"},
    Key{"never overlapping", &apart, "时间不得重叠", "stretches of time that never overlap"},
    Key{"never above", &above, "合计不得超过", "sums that never pass a bound"},
    Key{"facts", &facts, "向认定提供的事实", "what entries tell determination"},
    Key{"matches", &matches, "可能对接的登记项", "counterparts in another register"},
    Key{"lapse", &lapse, "按日期自动采取的结果", "what the clock does"},
    Key{"ladder", &ladder, "梯度", "levels that are climbed"},
    Key{"raised", &raised, "任何单位可以提出", "any unit may raise an entry"},
    Key{"with", &field, "协办单位的字段", "the field of the units along"},
    Key{"due", &due, "步骤以哪个字段的日期为期限", "steps that end on the day of a field"},
    Key{"plan", &plan, "按时间展示", "shown over time"},
    Key{"coverage", &field, "按代码字段统计覆盖", "counted by every code of this field"},
    Key{"beside", &beside, "显示在所引原句旁", "shown beside the sentence that it quotes"},
    Key{"filled by", &fill, "由条款的发布名单录入", "filled by released lists of provisions"},
    Key{"measures", &measures, "由所填内容算出的指标", "what is computed from what is entered"},
    Key{"scores", &scores, "评分", "its scorecard"},
    Key{"chart", &chart, "图示", "what is drawn"},
    Key{"compare", &compare, "并排比较", "what stands side by side"}};
constexpr Form register_form{.keys = register_keys};
constexpr Form registers{.entries = &register_form, .names = Content::declare, .named = What::institution};

// ---- selections ----

constexpr std::array modes{"best"sv, "race"sv};
constexpr Form mode{.content = Content::word, .words = modes};
constexpr Key drawn_from{"register", &reg, "登记册", "the register"};
constexpr Key taking_part{"while", &their_state, "登记项在哪些状态下参加",
                          "states in which an entry takes part"};
constexpr std::array need_keys{drawn_from, taking_part,
                               Key{"field", &their_field, "领域字段", "its field of knowledge"}};
constexpr Form needs{.keys = need_keys};
constexpr std::array bid_keys{
    drawn_from,
    taking_part,
    Key{"need", &their_field, "所应需求的字段", "the field of the need that it answers"},
    Key{"theme", &their_field, "领域字段", "its field of knowledge"},
    Key{"team", &their_field, "团队成员字段", "the field of its members"},
    Key{"partners", &their_field, "合作单位字段", "the fields of its partners"},
    Key{"blind", &their_field, "专家看不到的字段", "the fields that experts do not see"}};
constexpr Form bids{.keys = bid_keys};
constexpr std::array expert_keys{drawn_from,
                                 taking_part,
                                 Key{"fields", &their_field, "领域字段", "the field of what they know"},
                                 Key{"employer", &their_field, "单位字段", "the field of the employer"},
                                 Key{"person", &their_field, "姓名字段", "the field of the name"},
                                 Key{"account", &their_field, "账号字段", "the field of the login"}};
constexpr Form experts{.keys = expert_keys};
constexpr std::array rotation_keys{Key{"calls", &text, "次数", "how many calls"},
                                   Key{"years", &text, "年数", "in how many years"}};
constexpr Form rotation{.keys = rotation_keys};
constexpr std::array panel_keys{
    Key{"size", &text, "人数", "how many sit"},
    Key{"spare", &text, "备选人数", "how many stand by"},
    Key{"own field", &text, "本领域至少人数", "how many of the need's field at least"},
    Key{"at most", &rotation, "轮换上限", "how often one may sit"},
    assumption_key,
    because,
    ruled_by};
constexpr Form panel{.keys = panel_keys};
constexpr std::array conflict_keys{
    Key{"same employer", &flag, "同单位回避", "whoever works for a bidder stays away"},
    Key{"declared", &flag, "自行声明回避", "whoever declares a conflict stays away"},
    Key{"listed", &text, "专家库中回避名单的字段", "the field of the experts' register that lists whom"},
    assumption_key,
    because,
    ruled_by};
constexpr Form conflicts{.keys = conflict_keys};
constexpr std::array scored_keys{Key{"weight", &text, "权重，合计 100", "its weight; they sum to 100"},
                                 Key{"most", &text, "满分", "the most points"},
                                 titled,
                                 english,
                                 assumption_key,
                                 because,
                                 ruled_by};
constexpr Form scored{.keys = scored_keys};
constexpr Form scored_criteria{.entries = &scored};
constexpr std::array scoring_keys{
    Key{"drop highest", &text, "去掉几个最高分", "how many of the highest are dropped"},
    Key{"drop lowest", &text, "去掉几个最低分", "how many of the lowest are dropped"},
    Key{"outlier", &text, "偏离多少分退回核实", "points off the median that are sent back"},
    Key{"pass", &text, "合格分", "the pass mark"},
    assumption_key,
    because,
    ruled_by};
constexpr Form scoring{.keys = scoring_keys};
constexpr std::array race_keys{Key{"teams", &text, "每项需求几支队伍", "how many teams run for a need"},
                               Key{"accepted", &text, "几支通过验收", "how many are accepted"},
                               assumption_key, because, ruled_by};
constexpr Form race{.keys = race_keys};
constexpr std::array notice_keys{Key{"working days", &text, "公示的工作日数", "its working days"},
                                 Key{"days", &text, "公示的自然日数", "its days"}, assumption_key, because,
                                 ruled_by};
constexpr Form notice{.keys = notice_keys};
constexpr std::array attested_keys{Key{"fact", &text, "列表事实", "the list fact"},
                                   Key{"item", &item, "该项各字段的表达式", "the fields of the item"}};
constexpr Form attested{.keys = attested_keys};
constexpr std::array selection_keys{
    titled,
    Key{"provision", &provision, "所执行的条款", "the provision that it carries out"},
    Key{"text", &quotation, "设立它的原文", "the words of the document that set it up"},
    Key{"organiser", &unit, "组织单位", "who runs it"},
    Key{"yearly", &flag, "每年每种方式一次", "one call a year in each mode"},
    Key{"modes", &mode, "best：每项需求一个中选；race：赛马制",
        "best: one winner a need; race: several teams"},
    Key{"needs", &needs, "需求的登记册", "the register of needs"},
    Key{"bids", &bids, "申报的登记册", "the register of bids"},
    Key{"experts", &experts, "专家的登记册", "the register of experts"},
    Key{"panel", &panel, "评审组", "the panel"},
    Key{"conflicts", &conflicts, "回避", "conflicts of interest"},
    Key{"criteria", &scored_criteria, "评分标准", "what is scored"},
    Key{"score", &scoring, "计分办法", "how a score is made of sheets"},
    Key{"ties", &text, "同分时依次比较的标准，最后抽签", "criteria that break a tie; in the end by lot"},
    Key{"reserve", &text, "候补数", "how many stand in reserve"},
    Key{"race", &race, "赛马制", "the race"},
    Key{"notice", &notice, "结果公示", "the notice of the result"},
    Key{"equity", &flag, "先拨后投", "grant first, equity later"},
    Key{"accepted", &attested, "验收通过后核定的事实", "what acceptance attests"},
    Key{"stage", &attested, "节点通过后核定的事实", "what a passed stage attests"},
    Key{"assumptions", &listed, "其他假设", "other assumptions"}};
constexpr Form selection{.keys = selection_keys};
constexpr Form selections{.entries = &selection, .names = Content::declare, .named = What::selection};

// ---- letters ----

constexpr std::array of_case{"apply"sv, "confirm"sv};
constexpr Form case_mode{.content = Content::word, .words = of_case};
constexpr std::array parties{"lead"sv, "payer"sv};
constexpr Form issuer{.content = Content::mention, .what = What::unit, .words = parties};
constexpr Form after{.entries = &text};
constexpr std::array letter_keys{
    titled,
    Key{"public", &flag, "公开：隐去姓名和号码", "public: names masked, numbers left out"},
    Key{"after", &after, "步骤: [结果]，之后可以出具", "step: [outcomes], after which it is issued"},
    Key{"mode", &case_mode, "只限申请的或确认的办件", "of cases applied for, or confirmed, only"},
    Key{"unit", &issuer, "由谁出具", "who issues it"},
    Key{"role", &text, "岗位", "in which role"},
    Key{"head", &text, "版头", "its letterhead"},
    Key{"number", &text, "文号，须含 {年} 和 {号}", "its number, with {年} and {号}"},
    Key{"seal", &flag, "加盖印章", "with the unit's seal"},
    Key{"text", &text, "正文，各要素写在花括号里", "its text, with fields in braces"}};
constexpr Form letter{.keys = letter_keys};
constexpr Form letters{.entries = &letter, .names = Content::declare, .named = What::letter};

// ---- forms ----

constexpr std::array form_kinds{"application"sv, "commitment"sv};
constexpr Form form_kind{.content = Content::word, .words = form_kinds};
constexpr std::array form_keys{
    titled,
    Key{"kind", &form_kind, "申请表，或须同意的承诺书", "an application form, or a commitment to agree to"},
    Key{"for", &provision, "用于哪些条款；all：凡可申请的",
        "the provisions that it serves; all: every one applied for"},
    Key{"text", &text, "正文，各要素写在花括号里", "its text, with fields in braces"}};
constexpr Form one_form{.keys = form_keys};
constexpr Form forms{.entries = &one_form};

}  // namespace
}  // namespace institutions

const Form& registers_form() {
  return institutions::registers;
}

const Form& selections_form() {
  return institutions::selections;
}

const Form& letters_form() {
  return institutions::letters;
}

const Form& forms_form() {
  return institutions::forms;
}

}  // namespace enact::lsp
