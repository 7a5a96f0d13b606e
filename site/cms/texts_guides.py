"""Guides that a fresh portal opens with, in both languages: what this is, and one page for each who comes."""

from __future__ import annotations

from typing import Any

from cms.texts import Standing, words

Block = dict[str, Any]


def links(*rows: tuple[str, str, str]) -> Block:
    """Cards; a row is title, address, text."""
    return {
        "type": "links",
        "value": {
            "look": "cards",
            "links": [{"title": t, "text": x, "page": None, "address": a} for t, a, x in rows],
        },
    }


def steps(*rows: tuple[str, str]) -> Block:
    return {"type": "steps", "value": {"steps": [{"title": t, "text": x} for t, x in rows]}}


def questions(*rows: tuple[str, str]) -> Block:
    asked = [{"question": q, "answer": f"<p>{a}</p>"} for q, a in rows]
    return {"type": "questions", "value": {"questions": asked}}


ABOUT = Standing(
    "about",
    words(
        "什么是社区矫正",
        "依法在社区里执行，帮助人改正、工作、回家；社会力量只做帮助的那一半。",
        "<h2>谁在接受社区矫正</h2><p>被判处管制、宣告缓刑、裁定假释、决定暂予监外执行的四类人，"
        "依法在社区接受监督管理和教育帮扶。法律里称他们为社区矫正对象。</p>"
        "<h2>两件事，分得开</h2><p>监督管理由社区矫正机构和司法所依法执行。教育帮扶可以请社会力量参与："
        "法治教育、职业培训、就业指导、心理辅导、社会关系修复、社会救助、法律援助，以及公益活动。</p>",
        ("info", "报到核查、外出审批、电子定位、训诫警告等执法事项，不购买，也不交给志愿者。"),
        "<h2>为什么要大家来</h2><p>一份工作、一门手艺、一个愿意等他的人，是回到生活里最实在的路。"
        "这些事，机关一家做不完，也做不到那么近。</p>",
        links(
            ("做志愿者", "/volunteer/", "每周半天，先培训再上岗"),
            ("提供岗位", "/employers/", "一个岗位也可以"),
            ("承接服务", "/organisations-guide/", "入库、投标、交付"),
            ("需要帮助", "/families/", "给本人和家属"),
        ),
    ),
    words(
        "What community corrections is",
        "Carried out in the community under the law; others take part only in the half that helps.",
        "<h2>Who is in community corrections</h2><p>People under public surveillance, with a suspended sentence, on "
        "parole, or serving outside prison for the time being. By law they are supervised and helped in the "
        "community.</p><h2>Two things, kept apart</h2><p>Supervision is carried out by the corrections agency and the "
        "judicial office. Others may take part in the help: legal education, vocational training, job guidance, "
        "counselling, mending relationships, social relief, legal aid, and public benefit activities.</p>",
        (
            "info",
            "Reporting checks, leave approvals, electronic positioning and warnings are never bought, nor handed "
            "to volunteers.",
        ),
        "<h2>Why we ask for you</h2><p>A job, a trade, somebody who waits: these lead back into everyday life. No "
        "office can do all of that alone, or that close by.</p>",
        links(
            ("Volunteer", "/en/volunteer/", "Half a day a week, after training"),
            ("Offer a job", "/en/employers/", "One place is enough"),
            ("Deliver services", "/en/organisations-guide/", "Listing, bidding, delivery"),
            ("Get help", "/en/families/", "For people and their families"),
        ),
    ),
)

EMPLOYERS = Standing(
    "employers",
    words(
        "用人单位怎么参与",
        "拿出一个岗位，说清楚要求；介绍谁、告诉您什么，都以本人同意为前提。",
        steps(
            ("告诉我们有什么岗位", "工种、班次、人数、地点、技能要求，以及是否提供食宿。"),
            ("司法所先看，再介绍", "按技能、距离和时间匹配。您先看到的是编号、年龄段、县区和技能，没有姓名。"),
            ("本人同意以后再见面", "同意书写明：您会因此知道他正在接受社区矫正。罪名、刑期和档案内容不会提供。"),
            ("录用和回访", "按劳动法律签订合同。第 30、90、180 天司法所了解是否在岗。"),
        ),
        "<h2>岗位要求怎么写</h2><p>写岗位真正需要的技能和条件。不写“无犯罪记录”；法律另有规定的，"
        "写明是哪部法律哪一条，由管理人员核准后发布。</p>",
        ("warning", "单位知道的情况只能用于这个岗位，不得告诉同事、客户或其他单位。"),
        links(
            ("税费优惠和补贴", "/policies/?audience=employer", "政策库里给用人单位看的条目"),
            ("法律怎么说", "/policies/", "就业和技能培训的条款"),
            ("联系我们", "/contact/", "登记岗位、问政策"),
        ),
    ),
    words(
        "How employers take part",
        "Offer one job and say what it needs. Whom we introduce, and what you learn, rests on that person's consent.",
        steps(
            (
                "Tell us about the job",
                "The work, the shift, how many places, where, which skills, and whether board and lodging come "
                "with it.",
            ),
            (
                "The judicial office looks first",
                "By skills, distance and time. You first see a code, an age band, the county and skills; no name.",
            ),
            (
                "You meet after consent",
                "The consent says that you will learn of the correction by being asked. Offence, sentence and "
                "file are not given.",
            ),
            (
                "Hiring and after",
                "You sign a contract under labour law. After 30, 90 and 180 days the judicial office asks "
                "whether the job lasts.",
            ),
        ),
        "<h2>What a post may ask for</h2><p>Write the skills that the work needs. Do not ask for a clean record; where "
        "a law demands it, name the law and its article, and a manager approves the post first.</p>",
        ("warning", "What you learn is for this job only. Do not tell colleagues, customers or other employers."),
        links(
            (
                "Tax relief and subsidies",
                "/en/policies/?audience=employer",
                "Entries of the policy library for employers",
            ),
            ("What the law says", "/en/policies/", "The articles on work and training"),
            ("Contact us", "/en/contact/", "Offer a job, ask about policy"),
        ),
    ),
)

ORGANISATIONS = Standing(
    "organisations-guide",
    words(
        "社会组织怎么参与",
        "从入库到交付，每一步要什么、多长时间、谁来看。",
        "<h2>先入库</h2><p>准备登记证书、财务和纳税、社会保险材料、专业能力材料，"
        "以及三年内没有重大违法记录的声明。缺哪一样，会一次说清。新成立的组织可以先进入培育。</p>",
        steps(
            ("看公告", "项目一律公开，采购文件免费获取。"),
            ("密封投标", "截止以前任何人都看不到内容，可以撤回、替换，每一版都有回执。"),
            ("评审和公示", "评分因素写在采购文件里。没有中标的，可以看到自己的得分和排名，也可以质疑。"),
            ("签约和交付", "按合同逐次记录服务，验收人不是经办人。"),
            ("质量评价", "每期评价前有 10 个工作日可以回应。问题写进整改通知书，写明期限和要求。"),
        ),
        ("danger", "泄露个人信息、虚报时长、收取钱物、从事执法事项，任何一项都直接评为不合格。"),
        links(
            ("购买公告", "/tenders/", "正在进行的项目"),
            ("社会组织名录", "/organisations/", "已经入库的组织"),
            ("与采购有关的政策", "/policies/?kind=purchase", "期限、评审、价格扣除"),
        ),
    ),
    words(
        "How organisations take part",
        "From listing to delivery: what each step needs, how long it takes, who looks at it.",
        "<h2>Get listed first</h2><p>Have ready: the registration certificate, evidence of finance, tax and social "
        "security, of professional ability, and a statement of no major violation in three years. What is missing is "
        "told in one go. Young organisations may begin in incubation.</p>",
        steps(
            ("Read the notices", "Every project is public and its documents are free."),
            (
                "Bid under seal",
                "Until the deadline nobody can read a bid. You may withdraw or replace it; each version has a receipt.",
            ),
            (
                "Evaluation and result",
                "Factors stand in the documents. Whoever did not win sees the own score and rank, and may object.",
            ),
            (
                "Contract and delivery",
                "Each service is recorded under the contract; whoever accepts it is not the handler.",
            ),
            (
                "Quality review",
                "You have 10 working days to respond before a review is final. Findings go into a notice with "
                "terms and requirements.",
            ),
        ),
        (
            "danger",
            "A leak of personal information, false hours, taking money, or an act of enforcement: each one alone "
            "means failed.",
        ),
        links(
            ("Purchase notices", "/tenders/", "Projects under way"),
            ("Directory", "/organisations/", "Organisations that are listed"),
            ("Policy on purchasing", "/en/policies/?kind=purchase", "Terms, evaluation, price deduction"),
        ),
    ),
)

FAMILIES = Standing(
    "families",
    words(
        "给本人和家属",
        "找工作、学手艺、难过的时候有人听、打官司不会写状子：都可以问。不收费，不用注册。",
        "<h2>可以得到什么帮助</h2><ul><li>就业指导、岗位介绍、职业培训。</li><li>心理辅导，"
        "修复与家人和邻里的关系。</li>"
        "<li>法律援助：申请之日起 7 日内决定，决定给予以后 3 日内指派。</li>"
        "<li>生活困难时的临时帮助、社会救助和社会保险办理。</li><li>未成年人上学、复学。</li></ul>",
        steps(
            ("找司法所说", "打电话或当面说，写在纸上也可以。"),
            ("一起定下要什么", "只问与帮助有关的事。"),
            ("有人来联系", "很急的 24 小时内，较急的 3 个工作日内，其他 7 个工作日内有第一次回应。"),
            ("您说了算", "可以不要这个人、换一种帮助，也可以不要自动匹配，不用说理由。"),
        ),
        "<h2>谁会知道什么</h2><p>来帮您的人先只知道编号、年龄段、县区和需要。姓名、电话要您同意或者有法律依据才给，"
        "到期自动收回。见面地点不会放在工作单位。短信里不写“矫正”，也不写您的名字。</p>",
        ("info", "未成年人的身份信息封存，只有指定的工作人员和承办的人能看，每次都有记录。"),
        links(
            ("凭码评价", "/voice/", "用纸条上的一次性编码"),
            ("投诉与申诉", "/complaints/", "不影响正在得到的帮助"),
            ("常见问题", "/faq/", "先看看有没有答案"),
        ),
    ),
    words(
        "For people and their families",
        "Looking for work, learning a trade, somebody to listen, help with a case at court: ask. It is free, "
        "without an account.",
        "<h2>What help there is</h2><ul><li>Job guidance, introductions to employers, training.</li><li>Counselling, "
        "and mending things with family and neighbours.</li><li>Legal aid: decided within 7 days of your application, "
        "and somebody assigned within 3 days of a yes.</li><li>Hardship help, social relief and social "
        "insurance.</li><li>School for minors, and going back to it.</li></ul>",
        steps(
            ("Tell the judicial office", "By phone, in person, or on paper."),
            ("Settle together what you need", "Only what matters for the help is asked."),
            (
                "Somebody gets in touch",
                "Very urgent within 24 hours, urgent within 3 working days, everything else within 7.",
            ),
            (
                "You decide",
                "You may refuse this helper, ask for other help, or refuse automatic matching, without a reason.",
            ),
        ),
        "<h2>Who learns what</h2><p>Helpers first learn a code, an age band, the county and the need. Name and phone "
        "are given only with your consent or a legal basis, and taken back when the time is over. Nobody meets you at "
        "your workplace. No message names the correction, nor you.</p>",
        (
            "info",
            "The identity of minors is sealed. Only the named officer and whoever helps can see it, and each "
            "look is recorded.",
        ),
        links(
            ("Rate with a code", "/voice/", "With the one-time code on your slip"),
            ("Complaints and appeals", "/complaints/", "They change nothing about your help"),
            ("Questions and answers", "/en/faq/", "Perhaps it is answered already"),
        ),
    ),
)

FAQ = Standing(
    "faq",
    words(
        "常见问题",
        "志愿者、单位、社会组织和家属问得最多的事。",
        "<h2>志愿者</h2>",
        questions(
            ("做志愿者要交钱吗？", "不用。登记、培训、开证明都不收费。"),
            ("多大可以报名？", "陪伴帮扶对象须年满 18 周岁。16、17 岁的，经监护人同意，可以参加公开活动。"),
            ("我会知道对方犯了什么事吗？", "不会。您只知道需要什么帮助。请不要打听，也不要告诉别人。"),
            ("时长怎么算？", "只算实际服务的时间，路上的时间、培训不算。由组织方核实，不足 6 分钟的零头不显示。"),
            (
                "时长记错了怎么办？",
                "在“时长”里点“更正”，写明哪一天、差多少。组织方 5 个工作日内答复，原来的记录会保留。",
            ),
            ("来不了怎么办？", "尽早取消。离开始不到 24 小时的取消会记下来。"),
            ("星级怎么评？", "核实的时长满 100、300、600、1000、1500 小时，可以依次申请一到五星。"),
            ("证明怎么核验？", "任何人都可以在“证明核验”输入证明编号和核验码查看真伪。"),
        ),
        "<h2>单位和社会组织</h2>",
        questions(
            ("录用以后，别人会知道他的情况吗？", "除了经本人同意告诉您的，我们不告诉任何人，也请您保密。"),
            ("可以要求“无犯罪记录”吗？", "不可以，法律另有规定的除外，并要写明依据，经管理人员核准。"),
            ("投标文件会不会提前被看到？", "不会。截止以前内容是密封的，系统管理员也打不开。"),
            ("志愿服务和购买服务有什么不同？", "志愿服务自愿、无偿；购买服务按合同付费。同一件事不会两样都算。"),
        ),
        "<h2>本人和家属</h2>",
        questions(
            ("要注册账号吗？", "不用。帮扶对象没有账号，凭纸条上的一次性编码评价或投诉。"),
            ("不想要安排的这个人，可以吗？", "可以，不用说理由，也不影响以后得到帮助。"),
            ("投诉会不会有影响？", "不会。投诉由另外的人办理，办理结果会告诉您。"),
            ("法律援助收费吗？", "不收费。也可以直接拨打 12348。"),
        ),
    ),
    words(
        "Questions and answers",
        "What volunteers, employers, organisations and families ask most.",
        "<h2>Volunteers</h2>",
        questions(
            ("Does volunteering cost anything?", "No. Registration, training and certificates are free."),
            (
                "How old must I be?",
                "18 to accompany somebody. At 16 and 17, with a guardian's consent, you may join open activities.",
            ),
            (
                "Will I learn what somebody did?",
                "No. You learn what help is needed. Please do not ask, and do not pass anything on.",
            ),
            (
                "How are hours counted?",
                "Only actual service; no travel, no training. The organiser verifies them, and what is left "
                "under 6 minutes is not shown.",
            ),
            (
                "My hours are wrong.",
                "Choose Correct beside them, say which day and how much. The organiser answers within 5 working "
                "days; the old record stays.",
            ),
            ("I cannot come.", "Cancel early. What is cancelled within 24 hours of the start is noted."),
            (
                "How do I earn stars?",
                "With 100, 300, 600, 1000 and 1500 verified hours you may apply for one to five stars, in this order.",
            ),
            ("How is a certificate checked?", "Anybody can enter its number and code under Verify a certificate."),
        ),
        "<h2>Employers and organisations</h2>",
        questions(
            (
                "Will others learn about the person I hire?",
                "We tell nobody but you, with consent; please keep it to yourself too.",
            ),
            (
                "May I ask for a clean record?",
                "No, unless a law demands it: then name it, and a manager approves the post.",
            ),
            ("Can anybody read a bid early?", "No. It is sealed until the deadline, for system administrators too."),
            (
                "How do volunteering and purchased services differ?",
                "Volunteering is free and unpaid; purchased services are paid by contract. Nothing counts as both.",
            ),
        ),
        "<h2>People and families</h2>",
        questions(
            ("Do I need an account?", "No. You rate or complain with the one-time code on your slip."),
            ("May I refuse this helper?", "Yes, without a reason, and it changes nothing about later help."),
            ("Will a complaint do me harm?", "No. Somebody else handles it and tells you the result."),
            ("Does legal aid cost anything?", "No. You may also call 12348 directly."),
        ),
    ),
)

DOWNLOADS = Standing(
    "downloads",
    words(
        "下载",
        "公开的表格、数据和文件，从本站直接取，不用登录。",
        links(
            ("采购公开数据", "/tenders/", "项目、结果和合同，可下载开放数据"),
            ("星级和表彰公示", "/notices/", "可打印的公示名单"),
            ("政策库", "/policies/", "法律和扶持政策，写明出处"),
        ),
        "<h2>要填的表</h2><p>志愿者登记、机构入库、岗位登记都可以在网上填，不需要先下载表格。"
        "需要纸质表的，到司法所领取。</p>",
        ("info", "这里的文件都检查过，不带宏和脚本。打不开的，请联系我们换一种格式。"),
    ),
    words(
        "Downloads",
        "Public forms, data and papers, from this site and without an account.",
        links(
            ("Purchasing data", "/tenders/", "Projects, results and contracts as open data"),
            ("Stars and commendations", "/notices/", "Lists to print"),
            ("Policy library", "/en/policies/", "Law and support, with sources"),
        ),
        "<h2>Forms</h2><p>Volunteers, organisations and employers register online; no form has to be downloaded first. "
        "Paper forms are at the judicial offices.</p>",
        (
            "info",
            "Files here are checked and hold no macros or scripts. If one does not open, ask us for another format.",
        ),
    ),
)

GUIDES = (ABOUT, EMPLOYERS, ORGANISATIONS, FAMILIES, FAQ, DOWNLOADS)
