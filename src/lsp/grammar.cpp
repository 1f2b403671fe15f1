// The tables of grammar.hpp, leaves first.
#include "lsp/grammar.hpp"

#include <algorithm>
#include <array>

#include "lsp/grammar_institutions.hpp"
#include "lsp/grammar_leaves.hpp"

namespace enact::lsp {
namespace {

using namespace form;

// ---- a provision ----

constexpr std::array kinds{"award"sv,    "subsidy"sv,  "allowance"sv,   "match"sv,       "relief"sv,
                           "priority"sv, "service"sv,  "recognition"sv, "programme"sv,   "selection"sv,
                           "register"sv, "exchange"sv, "assessment"sv,  "coordination"sv};
constexpr Form kind{.content = Content::word, .words = kinds};
constexpr std::array on_top{"on-top"sv, "deducted"sv};
constexpr std::array same_city{"highest"sv, "repeatable"sv};
constexpr std::array second{"top-up"sv, "none"sv};
constexpr Form on_top_word{.content = Content::word, .words = on_top};
constexpr Form same_city_word{.content = Content::word, .words = same_city};
constexpr Form second_word{.content = Content::word, .words = second};
constexpr std::array stacking_keys{
    Key{"upper-level", &on_top_word, "与上级奖补的关系：叠加或扣减", "beside upper-level awards"},
    Key{"same-city", &same_city_word, "与本市其他政策的关系：就高或可重复", "beside the city's own policies"},
    Key{"second payment", &second_word, "已付之后：补足差额或不再支付", "after a payment"}};
constexpr Form stacking{.keys = stacking_keys};

constexpr std::array monthly_keys{
    Key{"from", &feel, "首日，所在月份计入", "first day; its month counts"},
    Key{"to", &feel, "末日；null 为仍在进行", "last day; null: still running"},
    Key{"months", &feel, "不写 to 时：多少个月", "instead of `to`: how many months"},
    Key{"amount", &feel, "一个月的金额", "of one month"},
    Key{"one claim", &flag, "各月合为一项，按月列出", "the months are one claim's schedule"}};
constexpr Form monthly{.keys = monthly_keys};

constexpr std::array orders{"descending"sv, "ascending"sv};
constexpr Form order{.content = Content::word, .words = orders};
constexpr std::array rank_keys{
    Key{"value", &feel, "数、日期或文字", "a number, a date or a text"},
    Key{"order", &order, "从大到小（默认）或从小到大", "greatest first, the default, or least first"},
    Key{"title", &title, "排序依据的名称", "its title"}};
constexpr Form rank{.content = Content::feel, .keys = rank_keys};

constexpr Form let{.entries = &feel, .names = Content::declare, .named = What::let};

constexpr std::array condition_keys{
    Key{"rule", &feel, "条件：FEEL 布尔表达式", "the condition, a FEEL boolean"},
    Key{"words", &text, "比较符号所依据的文字，如 超过", "the words that its comparison carries out"},
    Key{"text", &quotation, "所依据的原文", "the words of the document that it carries out"},
    Key{"title", &title, "条件的名称", "its name"},
    Key{"en", &text, "条件的英文名称", "its name in English"},
    Key{"valid", &date, "起止日期 [首日, 末日]", "its dates [first, last]"},
    known,
    assumption_key,
    because,
    ruled_by};
constexpr Form condition{.content = Content::feel, .keys = condition_keys};
constexpr Form conditions{.entries = &condition, .names = Content::declare, .named = What::condition};

constexpr std::array over{"claim"sv, "year"sv, "lifetime"sv};
constexpr Form over_word{.content = Content::word, .words = over};
constexpr std::array cap_keys{
    Key{"amount", &feel, "上限金额", "the limit"},
    Key{"per", &feel, "按什么共用上限", "the key within which it is shared"},
    Key{"over", &over_word, "期间：每项、每年、终身", "over one claim, a year, or for ever"},
    Key{"id", &text, "假设编号的后半", "the second half of the assumption's id"},
    assumption_key,
    because,
    ruled_by};
constexpr Form cap{.keys = cap_keys};
constexpr std::array amount_keys{
    Key{"value", &feel, "金额，或待决定的幅度", "the amount, or the band to be decided"},
    Key{"decided by", &unit, "由谁在幅度内决定", "who decides within the band"},
    Key{"text", &quotation, "所依据的原文", "the words of the document that it carries out"},
    Key{"estimate", &flag, "只是预估，不据以支付", "an estimate, never payable"},
    Key{"cap", &cap, "封顶", "the limit over several claims"}};
constexpr Form amount{.content = Content::feel, .keys = amount_keys};

constexpr Form matter_kind = mention(What::matter);
constexpr std::array matter_keys{
    Key{"kind", &matter_kind, "事项种类（词汇表 matters）", "kind of matter, of the vocabulary"},
    Key{"parts", &feel, "依次写事项的各要素", "its parts, in order"}};
constexpr Form matter{.keys = matter_keys};

constexpr std::array party_keys{Key{"is", &text, "是谁", "who"}, assumption_key, because, ruled_by};
constexpr Form party{.keys = party_keys};
constexpr std::array opinion_keys{Key{"units", &unit, "单位", "the units"}, assumption_key, because,
                                  ruled_by};
constexpr Form opinions{.content = Content::mention, .what = What::unit, .keys = opinion_keys};
constexpr std::array task_keys{Key{"units", &unit, "办理单位", "the units"},
                               Key{"does", &title, "做什么", "what they do"},
                               Key{"within", &text, "工作日期限", "within how many working days"}};
constexpr Form task{.keys = task_keys};

constexpr Form provision_id{.content = Content::declare, .what = What::provision};
constexpr Form each{.content = Content::each, .what = What::item};
constexpr Form subject = mention(What::subject);
constexpr std::array joint_keys{Key{"with", &subject, "哪些主体类型可以参与", "the types that may join"},
                                Key{"most", &text, "最多几个参与单位", "how many may join at most"},
                                assumption_key, because, ruled_by};
constexpr Form joint{.keys = joint_keys};
constexpr Form procedure = mention(What::procedure);

constexpr Form answers{.entries = &title};
constexpr std::array declaratory_keys{
    Key{"text", &quotation, "原文", "the words of the document"},
    Key{"because", &title, "为什么没有可执行的内容", "why nothing is to be carried out"},
    Key{"words", &answers, "逐个说明其中的操作性词语", "why for each operative word in it"}};
constexpr Form declaratory{.keys = declaratory_keys};

constexpr std::array block_keys{
    Key{"provision", &provision_id, "条款编号", "the provision's id"},
    Key{"kind", &kind, "条款种类", "kind of provision"},
    Key{"title", &title, "名称", "its title"},
    Key{"summary", &title, "给申请人的一句话", "one sentence for the citizen"},
    Key{"text", &quotation, "所执行的原文，逐字", "the words of the document that it carries out"},
    Key{"subject", &subject, "依谁的事实判断", "over whose facts it is decided"},
    Key{"each", &each, "名称 in 列表：每一项一次", "name in list: one claim for each item"},
    Key{"date", &feel, "事件日期", "the event's date"},
    Key{"monthly", &monthly, "按月计付", "paid by the month"},
    Key{"let", &let, "给后文用的名称", "names for what follows"},
    Key{"when", &conditions, "条件，各有名称", "the conditions, by name"},
    Key{"amount", &amount, "金额", "the amount"},
    Key{"matter", &matter, "就什么支付：同一事项只付一次", "what is paid for, once"},
    Key{"stacking", &stacking, "与其他奖补的关系", "beside other awards"},
    Key{"benefit", &text, "非资金的支持（词汇表 benefits），按其次序从优",
        "a benefit that is not money, of the vocabulary"},
    Key{"rank by", &rank, "符合条件的主体按什么排序", "what ranks those to whom it is due"},
    Key{"payee", &party, "付给谁", "who is paid"},
    Key{"payer", &party, "由谁支付", "who pays"},
    Key{"lead", &unit, "牵头单位，第一个经办", "leading units, the first handles"},
    Key{"opinions", &opinions, "出具意见的单位", "units that give an opinion"},
    Key{"involved", &unit, "其他有关单位", "other units concerned"},
    Key{"procedure", &procedure, "办理流程", "the procedure"},
    Key{"evidence", &text, "所需材料", "documents asked for"},
    Key{"task", &task, "交单位办理的事", "work for units"},
    Key{"joint", &joint, "可以联合申请", "several may apply together"},
    Key{"assumptions", &listed, "其他假设", "other assumptions"},
    Key{"valid", &date, "起止日期 [首日, 末日]", "its dates [first, last]"},
    known,
    Key{"declaratory", &declaratory, "没有可执行内容的文句", "sentences without anything to carry out"}};
constexpr Form block{.keys = block_keys};

// ---- front matter ----

constexpr std::array official_keys{Key{"file", &text, "正式文本的文件", "the file of the official text"},
                                   Key{"sha256", &text, "正式文本的散列值", "its hash"}};
constexpr Form official{.keys = official_keys};
constexpr std::array alternative_keys{
    Key{"id", &text, "编号", "its id"}, Key{"title", &title, "名称", "its title"},
    Key{"sets", &text, "各组条款：[[1a, 1b], [2]]", "the sets of provisions: [[1a, 1b], [2]]"}};
constexpr Form alternatives{.keys = alternative_keys};
constexpr std::array succession_keys{
    Key{"policy", &text, "前一版政策包", "the earlier package"},
    Key{"from", &date, "自哪一天起的事件按本版", "events from this day on are judged by this version"},
    Key{"keeps", &text, "前一版继续执行到期满的条款",
        "provisions of the earlier version that go on to their end"},
    Key{"says", &title, "衔接条款", "the transition clause, for people"}};
constexpr Form succession{.keys = succession_keys};
constexpr std::array front_keys{
    Key{"id", &text, "编号，即文件夹名", "the id, which is the folder's name"},
    Key{"title", &title, "文件标题", "the document's title"},
    Key{"number", &text, "发文字号", "its number"},
    Key{"issuer", &title, "发文机关", "who issued it"},
    Key{"city", &text, "行政区划代码", "region code of the city"},
    Key{"made", &date, "成文日期", "when it was made"},
    Key{"published", &date, "发布日期", "when it was published"},
    Key{"in force", &date, "施行期 [首日, 末日]", "in force [first day, last day]"},
    Key{"official", &official, "正式文本", "the official text"},
    Key{"uses", &text, "所用的共用词汇", "shared vocabularies"},
    Key{"stacking", &stacking, "各条款的默认关系", "default of all provisions"},
    Key{"assumptions", &listed, "涉及所有条款的假设", "assumptions about every provision"},
    Key{"alternatives", &alternatives, "从优：在几组条款中选更优的一组",
        "of sets of provisions the better one is paid"},
    Key{"supersedes", &succession, "所替代的前一版", "the version that this one takes the place of"},
    Key{"sample", &flag, "示例，不是真实文件", "a sample, not a real document"}};
constexpr Form front{.keys = front_keys};

// ---- vocabulary ----

constexpr std::array fact_keys{Key{"type", &type, "类型", "its type"},
                               titled,
                               english,
                               Key{"format", &format, "文字的格式", "the form of a text"},
                               Key{"min", &text, "0：不为负", "0: not negative"},
                               Key{"required", &flag, "记录中必填", "must be given in a record"},
                               Key{"personal", &flag, "列表中遮蔽", "masked in lists"},
                               Key{"attested by", &unit, "可以证明它的单位", "the units that may attest it"},
                               Key{"caution", &text, "向审核人提示，其含义为该假定",
                                   "shown to reviewers; the assumption says what it means"},
                               Key{"period", &text, "每个值所属的期间", "the period that each value is of"},
                               Key{"help", &title, "是什么，在哪里查", "what it is and where it stands"},
                               Key{"ask", &text, "自查时怎样问", "how the self-check asks for it"}};
constexpr Form fact_form{.keys = fact_keys};
constexpr Form facts{.entries = &fact_form, .names = Content::declare, .named = What::fact};
constexpr std::array lengths{"month"sv, "quarter"sv, "half-year"sv, "year"sv};
constexpr Form length{.content = Content::word, .words = lengths};
constexpr std::array period_keys{Key{"length", &length, "长度", "its length"}, titled, english};
constexpr Form period{.keys = period_keys};
constexpr Form periods{.entries = &period};
constexpr std::array record_keys{titled, english, Key{"fields", &facts, "字段", "its fields"}};
constexpr Form record{.keys = record_keys};
constexpr Form records{.entries = &record, .names = Content::declare, .named = What::record};
constexpr std::array subject_keys{
    titled, english, Key{"identity", &fact, "识别它的事实", "the fact that identifies it"},
    Key{"label", &fact, "称呼它的事实", "the fact that names it"}, Key{"facts", &facts, "事实", "its facts"}};
constexpr Form subject_form{.keys = subject_keys};
constexpr Form subjects{.entries = &subject_form, .names = Content::declare, .named = What::subject};
constexpr Form codes{.entries = &title, .names = Content::declare, .named = What::code};
constexpr Form code_lists{.entries = &codes, .names = Content::declare, .named = What::code_list};
constexpr std::array matter_kind_keys{Key{"parts", &text, "要素的名称，依次", "names of its parts, in order"},
                                      titled, english};
constexpr Form matter_kind_form{.keys = matter_kind_keys};
constexpr Form matters{.entries = &matter_kind_form, .names = Content::declare, .named = What::matter};
constexpr std::array definition_keys{
    Key{"subject", &subject, "可见于哪种主体", "the subject type that sees it"},
    Key{"rule", &feel, "表达式", "the expression"}};
constexpr Form definition{.keys = definition_keys};
constexpr Form definitions{.entries = &definition, .names = Content::declare, .named = What::definition};
constexpr std::array signs{">"sv, ">="sv, "<"sv, "<="sv};
constexpr Form sign{.content = Content::word, .words = signs};
constexpr Form thresholds{.entries = &sign};
constexpr std::array words_keys{
    Key{"operative", &text, "标志可执行内容的词", "words that mark what is to be carried out"},
    Key{"measures", &text, "数字后的量词", "what may follow a figure"},
    Key{"thresholds", &thresholds, "界限词与比较符号", "threshold words and their comparison"}};
constexpr Form words{.keys = words_keys};
constexpr std::array vocabulary_keys{
    Key{"code lists", &code_lists, "代码表", "code lists"},
    Key{"periods", &periods, "数据所属的期间", "periods that figures belong to"},
    Key{"records", &records, "记录类型", "record types"},
    Key{"subjects", &subjects, "主体类型及其事实", "subject types and their facts"},
    Key{"matters", &matters, "事项种类", "kinds of matter"},
    Key{"benefits", &codes, "非资金的支持，更优的在前", "benefits that are not money, the preferred first"},
    Key{"definitions", &definitions, "条款共用的规则", "rules that provisions share"},
    Key{"words", &words, "操作性词语", "words of policy documents"}};
constexpr Form vocabulary{.keys = vocabulary_keys};

// ---- units, parameters, procedures ----

constexpr std::array natures{"bureau"sv, "party office"sv,           "mass organisation"sv,
                             "park"sv,   "state-owned enterprise"sv, "government"sv,
                             "group"sv};
constexpr Form nature{.content = Content::word, .words = natures};
constexpr std::array unit_keys{titled,
                               english,
                               Key{"nature", &nature, "性质", "its nature"},
                               Key{"also", &text, "文件中的其他写法", "other spellings in the document"},
                               Key{"members", &unit, "一组单位的成员", "members of a group"},
                               Key{"areas", &text, "所管的地方（属地事实的值）",
                                   "the places it is the unit of, values of the fact of place"}};
constexpr Form unit_form{.keys = unit_keys};
constexpr Form units{.entries = &unit_form, .names = Content::declare, .named = What::unit};

constexpr std::array value_keys{Key{"from", &date, "首日", "first day"},
                                Key{"to", &date, "末日", "last day"},
                                Key{"value", &feel, "值", "the value"},
                                Key{"source", &title, "出处", "where the figure stands"},
                                Key{"sample", &flag, "示例值", "a sample value"},
                                known};
constexpr Form value{.keys = value_keys};
constexpr std::array parameter_keys{titled, english, Key{"type", &type, "类型", "its type"},
                                    Key{"ask", &unit, "没有值时问谁", "whom to ask when there is none"},
                                    Key{"values", &value, "各时期的值", "its values over time"}};
constexpr Form parameter{.keys = parameter_keys};
constexpr std::array working_keys{
    Key{"known until", &date, "放假安排公布到哪一天", "until when holidays have been announced"},
    Key{"off", &date, "放假的工作日", "working weekdays that are holidays"},
    Key{"on", &date, "上班的周末", "weekend days that are worked"}};
constexpr Form working_days{.keys = working_keys};
constexpr std::array calendar_keys{
    Key{"working days", &working_days, "工作日历", "the calendar of working days"}};
constexpr Form calendar{.keys = calendar_keys};
constexpr Form parameters{.entries = &parameter, .names = Content::declare, .named = What::parameter};

constexpr std::array step_kinds{"apply"sv,   "check"sv,   "opinions"sv, "notice"sv, "decide"sv,
                                "approve"sv, "finance"sv, "commit"sv,   "pay"sv};
constexpr Form step_kind{.content = Content::word, .words = step_kinds};
constexpr std::array actors{"applicant"sv, "lead"sv, "opinions"sv, "payer"sv, "unit:"sv};
constexpr std::array place_keys{
    Key{"unit of", &fact, "申请主体的属地事实", "the fact of the applicant that names its place"},
    Key{"otherwise", &unit, "没有属地单位时由谁办理（lead 或单位）",
        "who acts where there is none: lead or a unit"}};
constexpr Form actor{.content = Content::actor, .words = actors, .keys = place_keys};
constexpr std::array announced{"when announced"sv};
constexpr Form in_use{.content = Content::word, .words = announced};
constexpr std::array reasons{"required"sv, "optional"sv};
constexpr Form reason{.content = Content::word, .words = reasons};
constexpr std::array clock{"clock"sv};
constexpr Form by_clock{.content = Content::word, .words = clock};
constexpr std::array outcome_keys{Key{"next", &step, "下一步", "the next steps"},
                                  Key{"ends as", &text, "案件如何结束", "how the case ends"},
                                  Key{"reason", &reason, "必须写理由", "a reason must be given"},
                                  Key{"by", &by_clock, "只由时钟得出", "taken by the clock alone"},
                                  Key{"if", &feel, "只在此条件成立时可取：金额、方式、条款",
                                      "can be taken only while this holds: 金额, 方式, 条款"},
                                  titled};
constexpr Form outcome{.content = Content::mention, .what = What::step, .keys = outcome_keys};
constexpr Form outcomes{.entries = &outcome};
constexpr Form step_id{.content = Content::declare, .what = What::step};
constexpr std::array late_keys{
    Key{"take", &text, "逾期自动采取的结果", "the outcome that is taken once the term is over"},
    Key{"escalate", &unit, "逾期报哪个单位", "the unit that is told"}};
constexpr Form late{.keys = late_keys};
constexpr std::array step_keys{
    Key{"id", &step_id, "步骤的编号", "its id"},
    titled,
    Key{"kind", &step_kind, "步骤种类", "kind of step"},
    Key{"actor", &actor, "承办方", "who acts"},
    Key{"role", &text, "岗位", "in which role"},
    Key{"in use", &in_use, "只在申报通知启用时办理", "taken only where the announcement says so"},
    Key{"within", &text, "工作日期限", "within how many working days"},
    Key{"days", &text, "自然日期限", "within how many days"},
    Key{"late", &late, "逾期以后", "what follows once the term is over"},
    Key{"outcomes", &outcomes, "结果及下一步", "outcomes and what follows"},
    Key{"separate from", &step, "经办人不得相同的步骤", "steps whose actor may not act here"},
    Key{"relies on", &text, "审核所依据的事实和金额", "the facts that the review relies on, and 金额"},
    assumption_key,
    because,
    ruled_by};
constexpr Form step_form{.keys = step_keys};
constexpr std::array again_keys{Key{"id", &text, "编号", "its id"},
                                titled,
                                Key{"after", &text, "哪些结束状态之后", "after which ends"},
                                Key{"actor", &actor, "由谁提出", "who takes it up"},
                                Key{"role", &text, "岗位", "in which role"},
                                Key{"within", &text, "工作日期限", "within how many working days"},
                                Key{"days", &text, "自然日期限", "within how many days"},
                                Key{"to", &step, "回到哪一步", "the step that it goes back to"},
                                assumption_key,
                                because,
                                ruled_by};
constexpr Form again{.keys = again_keys};
constexpr std::array procedure_keys{
    titled, Key{"steps", &step_form, "步骤", "its steps"},
    Key{"again", &again, "结束后怎样重新办理", "how a case that has ended is taken up"}};
constexpr Form procedure_form{.keys = procedure_keys};
constexpr Form procedures{.entries = &procedure_form, .names = Content::declare, .named = What::procedure};

// ---- examples ----

constexpr Form data{.entries = &text, .names = Content::mention, .named = What::subject, .facts = true};
constexpr std::array decision_keys{Key{"provision", &provision, "条款", "the provision"},
                                   Key{"matter", &text, "事项的各要素", "the parts of its matter"},
                                   Key{"amount", &text, "金额（元）", "the amount in yuan"},
                                   Key{"by", &unit, "决定单位", "who decided"},
                                   Key{"reason", &text, "理由", "the reason"},
                                   Key{"on", &date, "日期", "when"}};
constexpr Form decision{.keys = decision_keys};
constexpr std::array paid_matter_keys{Key{"kind", &matter_kind, "事项种类", "kind of matter"},
                                      Key{"parts", &text, "各要素", "its parts"}};
constexpr Form paid_matter{.keys = paid_matter_keys};
constexpr std::array levels{"city"sv, "prefecture"sv, "province"sv, "nation"sv};
constexpr Form level{.content = Content::word, .words = levels};
constexpr std::array paid_keys{Key{"matter", &paid_matter, "事项", "the matter"},
                               Key{"amount", &text, "金额（元）", "the amount in yuan"},
                               Key{"on", &date, "日期", "when"},
                               Key{"policy", &text, "政策包", "the policy"},
                               Key{"provision", &text, "该政策的条款", "the provision of that policy"},
                               Key{"level", &level, "哪一级支付", "which level paid"}};
constexpr Form paid{.keys = paid_keys};
constexpr std::array absent{"absent"sv};
constexpr Form unsaid{.content = Content::word, .words = absent};
constexpr std::array facts_file_keys{
    Key{"unsaid", &unsaid, "没有写的都没有", "what is left out is known to be absent"},
    Key{"subjects", &data, "各主体的事实", "the facts of subjects"},
    Key{"decisions", &decision, "已作出的决定", "decisions made already"},
    Key{"paid", &paid, "已经支付的", "what has been paid already"}};
constexpr Form facts_file{.keys = facts_file_keys};
constexpr std::array statuses{"due"sv, "not_due"sv, "unknown"sv};
constexpr Form status{.content = Content::word, .words = statuses};
constexpr std::array expected_keys{
    Key{"status", &status, "结论", "the verdict"},
    Key{"amount", &text, "金额（元）", "the amount in yuan"},
    Key{"band", &text, "[最低, 最高]", "[least, greatest]"},
    Key{"claims", &text, "项数", "how many claims"},
    Key{"months", &text, "[首月的第一天, 末月的第一天]", "[first day of the first month, of the last]"},
    Key{"gives way to", &text, "由哪些条款代为支付", "the provisions that pay instead"}};
constexpr Form expected{.keys = expected_keys};
constexpr Form expected_provisions{.entries = &expected, .names = Content::mention, .named = What::provision};
constexpr Form expected_rankings{.entries = &text, .names = Content::mention, .named = What::provision};
constexpr std::array expect_keys{
    Key{"certain", &text, "确定的合计（元）", "the certain total in yuan"},
    Key{"max", &text, "最多（元），或 unknown", "the most, or unknown"},
    Key{"provisions", &expected_provisions, "各条款的结论", "the verdict of provisions"},
    Key{"payable", &text, "可先行兑付的合计（元）", "what is payable now, in yuan"},
    Key{"rankings", &expected_rankings, "各条款的排名", "the identities in their order"},
    Key{"errors", &text, "应报告的错误代码", "codes that must be reported"}};
constexpr Form expect{.keys = expect_keys};
constexpr Form supposed{.entries = &text, .names = Content::mention, .named = What::parameter};
constexpr std::array example_keys{
    Key{"name", &text, "例子的名称", "the example's name"},
    Key{"on", &date, "查询日", "the day of asking"},
    Key{"known_on", &date, "所知截止日", "what was known on that day"},
    Key{"facts", &facts_file, "事实", "the facts"},
    Key{"packages", &text, "同时施行的其他政策包", "others in force beside this"},
    Key{"parameters", &supposed, "假设的参数值（FEEL）", "values of parameters that are supposed, FEEL"},
    Key{"expect", &expect, "应得的结果", "the result expected"}};
constexpr Form example{.keys = example_keys};
// docs/synthetic.md: shares and distributions are not FEEL's business; the names of facts are.
constexpr Form synthetic{.entries = &text, .names = Content::mention, .named = What::subject, .facts = true};

}  // namespace

const Key* find_key(const Form& form, std::string_view name) {
  const auto found = std::ranges::find(form.keys, name, &Key::name);
  return found == form.keys.end() ? nullptr : &*found;
}

const Form* form_of_file(std::string_view path) {
  if (path == "vocabulary.yaml") return &vocabulary;
  if (path == "units.yaml") return &units;
  if (path == "procedures.yaml") return &procedures;
  if (path == "synthetic.yaml") return &synthetic;
  if (path == "registers.yaml" || path == "assessments.yaml") return &registers_form();
  if (path == "selections.yaml") return &selections_form();
  if (path == "letters.yaml") return &letters_form();
  if (path == "forms.yaml") return &forms_form();
  if (!path.ends_with(".yaml")) return nullptr;
  if (path == "parameters/working-days.yaml") return &calendar;
  if (path.starts_with("parameters/")) return &parameters;
  if (path.starts_with("examples/")) return &example;
  return nullptr;
}

const Form& front_matter_form() {
  return front;
}

const Form& block_form() {
  return block;
}

}  // namespace enact::lsp
