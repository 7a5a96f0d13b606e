"""Entries that a fresh policy library opens with, in both languages.

None bears a date of checking: the bureau reads each against its source, completes it and enters the day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.texts import Standing, words

LIBRARY = Standing(
    "policies",
    {"title": "政策库", "summary": "与志愿服务、就业帮扶和政府购买服务有关的法律和扶持政策，写明出处和施行日期。"},
    {
        "title": "Policy library",
        "summary": "Law and support for volunteering, jobs and purchased services, with source and date.",
    },
)

TO_CHECK = ("info", "具体条件、标准和办理材料，以主管部门的答复为准。核对以后，这里会写上核对日期。")
TO_CHECK_EN = (
    "info",
    "For conditions, amounts and papers, the competent department's word counts. Once checked, the day is shown here.",
)


def _entry(slug: str, chinese: tuple[str, str, str], english: tuple[str, str, str], **origin: Any) -> Standing:
    """(title, summary, rich text) in two languages, and the fields both share but for the words in `en`."""
    in_english = origin.pop("en", {})
    return Standing(
        slug,
        words(*chinese, TO_CHECK, **origin),
        words(*english, TO_CHECK_EN, **{**origin, **in_english}),
    )


CCL = {"issuer": "全国人民代表大会常务委员会", "in_force_on": date(2020, 7, 1)}
NPC = "Standing Committee of the National People's Congress"

POLICIES = (
    _entry(
        "jobs-for-people-in-corrections",
        (
            "用人单位提供岗位和技能培训",
            "《社区矫正法》鼓励企业事业单位、社会组织为有就业需要的社区矫正对象提供岗位和职业技能培训。",
            "<p>第三十七条：协调有关部门和单位开展职业培训、就业指导，帮助在校学生完成学业。"
            "第四十一条：企业事业单位、社会组织提供就业岗位和职业技能培训。</p>"
            "<h3>怎么办</h3><p>先在“用人单位怎么参与”登记岗位。享受什么优惠，另看税费和补贴条目。</p>",
        ),
        (
            "Jobs and training by employers",
            "The Community Corrections Law encourages companies and organisations to offer jobs and training.",
            "<p>Article 37: training and job guidance are coordinated, and pupils are helped to finish school. Article "
            "41: companies and organisations offer jobs and vocational training.</p><h3>What to do</h3><p>Register the "
            "job first, under How employers take part. For relief and subsidies see the entries of that kind.</p>",
        ),
        audience="employer",
        kind="law",
        articles="第三十七条、第四十一条",
        **CCL,
        en={"issuer": NPC, "articles": "Articles 37 and 41"},
    ),
    _entry(
        "no-clean-record",
        (
            "招用时不得歧视社区矫正对象",
            "社区矫正对象的合法权益受保护，就业、就学、社会保障不受歧视。岗位要求里不写“无犯罪记录”。",
            "<p>第四条：社区矫正对象依法享有的人身权利、财产权利和其他权利不受侵犯，在就业、"
            "就学和享受社会保障等方面不受歧视。</p>"
            "<p>法律明文规定某个岗位有从业限制的，写明是哪部法律哪一条。</p>",
        ),
        (
            "No discrimination in hiring",
            "The rights of people in community corrections are protected in work, school and social security. A "
            "post does not ask for a clean record.",
            "<p>Article 4: their lawful rights are not to be infringed, and they are not to be discriminated "
            "against in "
            "work, school and social security.</p><p>Where a law restricts a post, name that law and its article.</p>",
        ),
        audience="employer",
        kind="law",
        articles="第四条、第五十七条",
        **CCL,
        en={"issuer": NPC, "articles": "Articles 4 and 57"},
    ),
    _entry(
        "tax-relief-how-to-ask",
        (
            "税费优惠：先问清这几件事",
            "招用重点群体可能有税费优惠。平台不计算税额，这里写明该问谁、问什么。",
            "<ol><li>问主管税务机关：本单位招用的人属于哪一类，现在执行哪一份文件，文号和期限是什么。</li>"
            "<li>问清从哪一个月起算、签多长的合同、要不要先取得证明。</li>"
            "<li>问人力资源社会保障部门：身份由谁认定，材料交到哪里。</li>"
            "<li>申报材料里只写认定类别，不写案情。</li></ol>",
        ),
        (
            "Tax relief: what to ask first",
            "Hiring people of certain groups may bring relief. The platform calculates no tax; here is whom to "
            "ask, and what.",
            "<ol><li>Ask your tax office which group the person belongs to, which paper applies now, its number and "
            "its term.</li><li>Ask from which month it counts, how long the contract must be, and whether a "
            "certificate comes first.</li><li>Ask the human resources department who certifies the group and where "
            "papers go.</li><li>Papers name the group only, never the case.</li></ol>",
        ),
        audience="employer",
        kind="tax",
    ),
    _entry(
        "subsidies-how-to-ask",
        (
            "就业补贴：先问清这几件事",
            "岗位补贴、社会保险补贴、培训补贴由人力资源社会保障部门办理，标准各地不同。",
            "<ol><li>有哪几种补贴，单位领还是个人领。</li><li>要在岗多长时间才能申请，分几次发。</li>"
            "<li>培训补贴看不看证书，看不看就业。</li><li>与税费优惠能不能同时享受。</li></ol>",
        ),
        (
            "Subsidies: what to ask first",
            "Subsidies for posts, social insurance and training are handled by the human resources department; "
            "amounts differ by place.",
            "<ol><li>Which subsidies are there, and does the employer or the person receive them?</li><li>How "
            "long must "
            "somebody be in work before applying, and in how many parts is it paid?</li><li>Does a training subsidy "
            "ask for a certificate, or for a job?</li><li>Does it go together with tax relief?</li></ol>",
        ),
        audience="employer",
        kind="subsidy",
    ),
    _entry(
        "open-and-on-merit",
        (
            "公开择优购买社区矫正社会服务",
            "社区矫正机构可以公开择优购买社会服务，也可以用项目委托的方式请社会组织参与。",
            "<p>第四十条写明两种方式：公开择优购买，项目委托。监督管理等执法事项不在购买范围。</p>",
        ),
        (
            "Services are bought openly and on merit",
            "Agencies may buy social services openly and on merit, or entrust projects to social organisations.",
            "<p>Article 40 names both: open purchase on merit, and entrusted projects. Supervision and other acts of "
            "enforcement cannot be bought.</p>",
        ),
        audience="organisation",
        kind="purchase",
        articles="第四十条",
        **CCL,
        en={"issuer": NPC, "articles": "Article 40"},
    ),
    _entry(
        "procurement-terms",
        (
            "政府采购的期限和人数",
            "公开招标的公告、投标、澄清和评审委员会，法律写明的几个数。",
            "<ul><li>采购文件提供不少于 5 个工作日（条例第三十一条）。</li>"
            "<li>从发出招标文件到投标截止不少于 20 日（法第三十五条）。</li>"
            "<li>影响投标文件编制的澄清，在截止 15 日以前发出，不足的顺延（条例第三十一条）。</li>"
            "<li>预算在采购文件里公开（条例第三十条）；报价超过预算的投标无效，全部超过的废标（法第三十六条）。</li>"
            "<li>专家随机抽取（条例第三十九条）。</li></ul>",
        ),
        (
            "Terms and numbers of public procurement",
            "Notice, bidding, clarification and committee of an open tender: the numbers of the law.",
            "<ul><li>Documents are available for at least 5 working days (Regulation, article 31).</li><li>At least 20 "
            "days lie between issue and deadline (Law, article 35).</li><li>A clarification that affects bids comes 15 "
            "days before the deadline, or the deadline moves (Regulation, article 31).</li><li>The budget is published "
            "in the documents (Regulation, article 30); a price above it makes the bid invalid, all above it void the "
            "tender (Law, article 36).</li><li>Experts are drawn at random (Regulation, article 39).</li></ul>",
        ),
        audience="organisation",
        kind="purchase",
        issuer="全国人民代表大会常务委员会、国务院",
        articles="法第三十四至三十七条，条例第十七、十八、三十、三十一、三十九条",
        en={"issuer": f"{NPC}; State Council", "articles": "Law 34 to 37; Regulation 17, 18, 30, 31, 39"},
    ),
    _entry(
        "small-enterprise-deduction",
        (
            "小微企业价格扣除",
            "评审时对小型、微型企业的报价按比例扣除后计算价格分，合同仍按报价签订。",
            "<p>扣除比例在采购文件里写明，一般在 10%–20% 之间。须提供中小企业声明函。社会组织是否适用，"
            "以采购文件和财政部门答复为准。</p>",
        ),
        (
            "Price deduction for small enterprises",
            "For the price score, the price of a small or micro enterprise is reduced; the contract is signed at "
            "the price bid.",
            "<p>The documents state the deduction, as a rule between 10% and 20%. A declaration is needed. Whether it "
            "applies to social organisations is for the documents and the finance department to say.</p>",
        ),
        audience="organisation",
        kind="purchase",
        number="财库〔2022〕19号",
    ),
    _entry(
        "volunteering-regulation",
        (
            "志愿服务条例",
            "志愿服务自愿、无偿；招募要写明内容和风险；有风险的先上保险；记录真实，证明免费。",
            "<ul><li>第七条：登记身份、技能、服务时间和联系方式。</li><li>第十二条：招募公告写明内容、时间、"
            "地点、条件和可能的风险。</li>"
            "<li>第十七条：可能有人身危险的，先为志愿者购买保险。</li><li>第十九条：如实记录，无偿出具证明。</li>"
            "<li>第二十、二十一条：保护志愿者信息；志愿者不得泄露服务对象隐私。"
            "</li><li>第二十五条：不得强行指派。</li></ul>",
        ),
        (
            "Regulation on Volunteering",
            "Volunteering is free and unpaid; postings tell of risks; insurance comes first where it is risky; "
            "records are true and certificates free.",
            "<ul><li>Article 7: identity, skills, times and contact are registered.</li><li>Article 12: a "
            "posting states "
            "what, when, where, conditions and possible risks.</li><li>Article 17: where somebody may come to harm, "
            "insurance comes first.</li><li>Article 19: true records, free certificates.</li><li>Articles 20 and 21: "
            "volunteers' data are protected; volunteers keep the privacy of those they help.</li><li>Article 25: "
            "nobody is forced.</li></ul>",
        ),
        audience="volunteer",
        kind="law",
        issuer="国务院",
        number="国务院令第685号",
        in_force_on=date(2017, 12, 1),
        articles="第七、十二、十七、十九、二十、二十一、二十五条",
        en={"issuer": "State Council", "number": "Order 685", "articles": "Articles 7, 12, 17, 19 to 21, 25"},
    ),
    _entry(
        "records-and-certificates",
        (
            "志愿服务记录与证明出具办法（试行）",
            "谁组织谁记录，谁记录谁证明；证明真实、及时、无偿。",
            "<p>证明由记录时长的组织出具。平台的汇总单列出每一家记录单位，不代替各单位的证明。</p>",
        ),
        (
            "Measures on volunteer records and certificates (trial)",
            "Whoever organises records, and whoever records certifies; truthfully, in time, free of charge.",
            "<p>A certificate is issued by the organisation that recorded the hours. The platform's summary names each "
            "recorder and does not replace their certificates.</p>",
        ),
        audience="volunteer",
        kind="law",
        issuer="民政部",
        number="民政部令第67号",
        in_force_on=date(2021, 2, 1),
        en={"issuer": "Ministry of Civil Affairs", "number": "Order 67"},
    ),
    _entry(
        "legal-aid-terms",
        (
            "法律援助：七日决定，三日指派",
            "申请之日起 7 日内决定，决定给予之日起 3 日内指派；不收费。",
            "<p>第四十三条：材料不全的一次告知；不予援助的书面说明理由。第二十条：法律援助人员不得收取财物。</p>",
        ),
        (
            "Legal aid: seven days to decide, three to assign",
            "Decided within 7 days of the application, assigned within 3 days of a yes; free of charge.",
            "<p>Article 43: what is missing is told once; a refusal is written and gives its reason. Article 20: no "
            "money may be taken.</p>",
        ),
        audience="family",
        kind="law",
        articles="第二十条、第四十三条",
        issuer=CCL["issuer"],
        en={"issuer": NPC, "articles": "Articles 20 and 43"},
    ),
    _entry(
        "your-data",
        (
            "个人信息：您可以要求什么",
            "查看、复制、更正、删除、要求说明、撤回同意，撤回和给出一样方便。",
            "<p>正在接受社区矫正这件事属于敏感个人信息，提供给志愿者、社会组织和单位须有法律依据或者本人单独同意"
            "（第二十八、二十九、二十三条）。自动匹配可以要求说明，也可以拒绝（第二十四条）。</p>",
        ),
        (
            "Personal information: what you may ask",
            "To see, copy, correct, delete, have explained, and to withdraw consent as easily as it was given.",
            "<p>Being in community corrections is sensitive information: it is given to volunteers, organisations and "
            "employers only on a legal basis or with separate consent (articles 28, 29, 23). You may have automatic "
            "matching explained, and refuse it (article 24).</p>",
        ),
        audience="family",
        kind="law",
        articles="第十五、二十三、二十四、二十八、二十九、四十四至五十条",
        issuer=CCL["issuer"],
        en={"issuer": NPC, "articles": "Articles 15, 23, 24, 28, 29, 44 to 50"},
    ),
)
