"""The words a fresh portal opens with, in both languages; afterwards editors keep them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Standing:
    """One page in two languages: fields of the page by name."""

    slug: str
    chinese: dict[str, Any]
    english: dict[str, Any]


def words(title: str, summary: str, *parts: str | tuple[str, str] | dict[str, Any], **more: Any) -> dict[str, Any]:
    """Title, summary and a body of rich text; a pair is a note with its tone, a dict a block as it is."""
    body = [
        part
        if isinstance(part, dict)
        else {"type": "text", "value": part}
        if isinstance(part, str)
        else {"type": "note", "value": {"tone": part[0], "text": part[1]}}
        for part in parts
    ]
    return {"title": title, "summary": summary, "body": json.dumps(body, ensure_ascii=False), **more}


# These three tell of nobody: they are written for the opening, and say so where a consent would stand.
_STORY = {
    "kind": "story",
    "consent_paper": "开站样稿，不涉及真人",
    "consent_on": date(2026, 1, 5),
    "is_disguised": True,
}

HOME: dict[str, dict[str, Any]] = {
    "zh-hans": {
        "title": "社会力量参与社区矫正",
        "hero_title": "同走一段桥，\n回到生活里",
        "hero_intro": "志愿者、社会组织、用人单位和司法所在这里相遇，"
        "陪正在接受社区矫正的人重新工作、学习，与家人和好。",
        "volunteer_title": "志愿者",
        "volunteer_text": "每周半天，陪人走一段路。先培训，再上岗。",
        "provider_title": "社会组织与企业",
        "provider_text": "承接购买服务，或拿出一个工作岗位。",
        "client_title": "需要帮助的人和家属",
        "client_text": "不用注册。凭一次性编码预约、评价或投诉。",
    },
    "en": {
        "title": "Community support in corrections",
        "hero_title": "Walk one bridge together,\nback into everyday life",
        "hero_intro": "Volunteers, social organisations, employers and judicial offices meet here to stand by people "
        "in community corrections as they return to work, study and family.",
        "volunteer_title": "Volunteers",
        "volunteer_text": "Half a day a week beside somebody. Training comes first.",
        "provider_title": "Organisations and employers",
        "provider_text": "Deliver purchased services, or offer one job.",
        "client_title": "People who need help, and families",
        "client_text": "No account needed. Book, rate or complain with a one-time code.",
    },
}

# A county's section of the news; %s is the name of the county.
SECTION = {
    "zh-hans": {"title": "%s公告与动态", "summary": "%s的通知公告、工作动态和帮扶故事。"},
    "en": {"title": "Notices of %s", "summary": "Notices, news and stories of %s."},
}
FLOW, REVIEW = "页面审批", "负责人审批"  # names of rows of Wagtail

NEWS = {
    "zh-hans": {"title": "公告与政策", "summary": "通知公告、政策法规、工作动态和帮扶故事。"},
    "en": {"title": "Notices and policy", "summary": "Notices, law and policy, news, and stories."},
}

JOIN = Standing(
    "join",
    words(
        "怎么参与",
        "志愿者、社会组织、企业，各有一条路。",
        "<h2>做志愿者</h2><p>年满 18 周岁，愿意每周拿出半天，就可以报名。志愿服务自愿、无偿，不收任何费用。</p>"
        "<ol><li>用手机号登记，完成实名核验。</li><li>签署保密承诺书，学完岗前课程并通过测试。</li>"
        "<li>选一个离家近、时间合适的班次；或者等平台把合适的邀约送到您面前，愿意才接。</li>"
        "<li>服务结束签退，时长由组织方核实，可以随时查看、申请更正，免费开具证明。</li></ol>"
        "<p>志愿者只做陪伴和帮助，不承担监督管理，也不会知道罪名、刑期和档案内容。</p>",
        "<h2>承接购买服务</h2><p>依法登记、能独立承担民事责任的社会组织和企业，可以申请入库。"
        "项目一律公开公告，采购文件免费获取；方案在截止时间以前密封，任何人都看不到。</p>"
        "<h2>拿出一个岗位</h2><p>告诉我们工种、班次、人数和地点，司法所会在本人同意之后介绍合适的人。"
        "岗位要求里不写“无犯罪记录”，法律另有规定的除外，并写明依据。</p>",
    ),
    words(
        "How to take part",
        "One way each for volunteers, organisations and employers.",
        "<h2>Volunteer</h2><p>You are at least 18 and have half a day a week: that is enough. Volunteering is your own "
        "choice, unpaid, and costs nothing.</p><ol><li>Register with your phone number and confirm who you are.</li>"
        "<li>Sign the confidentiality undertaking and pass the induction course.</li>"
        "<li>Choose a shift near you, or wait for an offer that fits and accept it only if you like.</li>"
        "<li>Check out after the service. The organiser verifies your hours; you can see and correct them at any "
        "time, and certificates are free.</li></ol><p>Volunteers accompany and help. They do not supervise anybody, "
        "and never learn offence, sentence or file.</p>",
        "<h2>Deliver purchased services</h2><p>Registered organisations and companies that can bear civil liability "
        "may apply to be listed. Every project is announced in public and its documents are free. Bids stay sealed "
        "until the deadline; nobody can read them before.</p><h2>Offer a job</h2><p>Tell us the work, the shift, the "
        "number of places and where. With the person's consent, the judicial office introduces somebody suitable. A "
        "post does not ask for a clean record unless a law says so, and then names that law.</p>",
    ),
)

CONTACT = Standing(
    "contact",
    words(
        "帮助与联系",
        "求助、投诉、找人，都从这里开始。",
        "<h2>需要帮助</h2><p>正在接受社区矫正或刚回到社会的人和家属，先联系所在乡镇街道的司法所。"
        "法律援助拨打 12348，全天有人接听，不收费。</p>"
        "<p>手里有一次性编码的，可以不登录，凭编码确认预约、评价服务。</p>",
        '<h2 id="complain">投诉与申诉</h2><p>对服务、对工作人员、对信息被查看有意见，都可以提出。'
        "可以当面、电话或凭编码在线提出，不影响正在得到的帮助。收到后告诉您由谁办理、什么时候答复。</p>",
        "<h2>使用中的问题</h2><ul><li>收不到验证码：检查拦截短信，60 秒后再发；仍收不到，拨打页面底部的平台电话。</li>"
        "<li>时长不对：在“时长”里点“更正”，写明哪一天、差多少，组织方 5 个工作日内答复。</li>"
        "<li>看不清：页面右上角可以换大字、深色，也可以换成英文。</li></ul>",
        ("info", "工作人员不会打电话索要验证码、密码或任何费用。遇到这样的电话，挂断后告诉我们。"),
    ),
    words(
        "Help and contact",
        "For help, complaints and finding somebody, start here.",
        "<h2>You need help</h2><p>People in community corrections, people who have just come back, and their families: "
        "speak to the judicial office of your town first. For legal aid call 12348, day and night, free of "
        "charge.</p><p>With a one-time code you can confirm an appointment or rate a service without an account.</p>",
        "<h2>Complaints and appeals</h2><p>You may complain about a service, about staff, or about somebody looking at "
        "your information: in person, by phone, or online with your code. It changes nothing about the help you "
        "receive. We tell you who handles it and when you will hear.</p>",
        "<h2>Using this site</h2><ul><li>No code arrives: look in blocked messages and ask again after 60 seconds; "
        "then call the number at the foot of the page.</li><li>Hours are wrong: choose Correct beside them, say which "
        "day and how much. The organiser answers within 5 working days.</li><li>Hard to read: large text, dark "
        "colours and Chinese are at the top right of every page.</li></ul>",
        ("info", "We never phone to ask for a code, a password or money. If somebody does, hang up and tell us."),
    ),
)

PRIVACY = Standing(
    "privacy",
    words(
        "个人信息保护",
        "我们收什么，为什么收，谁能看，您能做什么。",
        "<h2>收什么，为什么</h2><p>只收办事必需的内容。志愿者：姓名、手机号、证件号码、技能和可服务时间，"
        "用于实名核验、派班和开具证明。机构人员：姓名、工作联系方式，用于办理业务。"
        "帮扶对象的信息由司法所依法处理，网站不公开，也没有登录账号。</p>"
        "<h2>谁能看到</h2><p>证件号码、电话等逐项加密保存。帮助他人的人只看到编号、年龄段、县区、需要和时段；"
        "姓名和电话须有本人同意或法律依据，由司法所工作人员逐项、限时授权，每一次查看都有记录。"
        "罪名、刑期和档案内容，任何时候都不给志愿者、社会组织和用人单位。</p>",
        "<h2>自动匹配</h2><p>平台会按符合程度、距离、质量和延续性给出建议和理由，但从不自己决定。"
        "选择由工作人员作出，被帮助的人和帮助的人都可以谢绝，不需要理由。</p>"
        "<h2>您的权利</h2><p>登录后可以查看、复制、更正自己的信息，撤回同意，看到谁在什么时候看过。"
        "一般 15 个工作日内答复；法律要求保存的内容会锁定，不再用于其他事。</p>"
        "<h2>不满十四周岁的人</h2><p>须有监护人签字同意，只凭法定职责不够。档案封存，"
        "只有指定的工作人员和一名副手能打开；不安排工作，不与成年人一起参加活动，"
        "不进入名单、查找、导出和少于 5 人的统计。监护人可以随时撤回同意、查看和更正。</p>"
        "<h2>保存多久</h2><p>志愿服务记录在账号存续期间及之后 5 年保存；查看记录保存 3 年；签到位置 90 天后删除。"
        "本站不用第三方统计，不投放广告，Cookie 只用来保持登录、语言、字号和明暗。</p>",
    ),
    words(
        "Your personal information",
        "What we collect, why, who sees it, and what you can do.",
        "<h2>What and why</h2><p>Only what the work needs. Volunteers: name, phone, ID number, skills and available "
        "times, to confirm who you are, arrange shifts and issue certificates. Staff of organisations: name and work "
        "contact. Information about the people we help is handled by the judicial office under the law; it is never "
        "published, and they have no account here.</p><h2>Who sees it</h2><p>ID numbers and phone numbers are "
        "encrypted one by one. Whoever helps sees a code, an age band, the county, the need and the times. A name or "
        "phone number is released item by item and for a limited time by an officer, with consent or a legal basis, "
        "and every look is recorded. Offence, sentence and file are never given to volunteers, organisations or "
        "employers.</p>",
        "<h2>Automatic matching</h2><p>The platform suggests places and says why: fit, distance, quality and "
        "continuity. It never decides. An officer chooses, and both sides may say no without giving a "
        "reason.</p><h2>Your rights</h2><p>Signed in, you can see, copy and correct your information, withdraw "
        "consent, and see who looked at it and when. We answer within 15 working days as a rule; what the law makes "
        "us keep is locked and used for nothing else.</p><h2>Under 14</h2><p>The guardian's signed consent is "
        "needed; a statutory duty alone is not enough. The file is sealed: only the officer named and one deputy open "
        "it. No work is arranged, nothing is done together with adults, and the person is in no list, search, export "
        "or count below five. The guardian may withdraw consent, see and correct at any time.</p>"
        "<h2>How long</h2><p>Service records are kept while your "
        "account lives and 5 years after; records of who looked, 3 years; check-in positions are deleted after 90 "
        "days. No third-party statistics, no advertising. Cookies only keep you signed in and remember language, "
        "text size and colours.</p>",
    ),
)

ACCESSIBILITY = Standing(
    "accessibility",
    words(
        "无障碍说明",
        "大字、键盘、读屏都能用；哪里不好用，告诉我们。",
        "<h2>能做到的</h2><ul><li>每一页右上角都能换大字：先是 20 像素，再按一次是 30 像素，按钮同时变大，"
        "换过之后一直记着。</li><li>可以换深色；文字与底色的对比度都不低于 4.5:1。</li>"
        "<li>只用键盘可以办完所有事情，按 Tab 时有明显的边框；每页第一个链接是“跳到正文”。</li>"
        "<li>颜色从不单独表示状态，旁边都有文字和图形；每张图都有表格和 CSV。</li>"
        "<li>关掉脚本也能报名、记时长、提交需求；没有滑动验证码。</li></ul>",
        "<h2>还做不到的</h2><p>少数机构上传的 PDF 附件可能没有文字层。需要时联系我们，另给可以朗读的版本。</p>"
        "<h2>反馈</h2><p>遇到障碍，拨打页面底部的平台电话，或当面告诉司法所。说出是哪一页、用的什么设备，我们会答复怎么改。</p>",
    ),
    words(
        "Accessibility",
        "Large text, keyboard and screen readers work here. Tell us where they do not.",
        "<h2>What works</h2><ul><li>Larger text at the top right of every page: 20 pixels, and 30 when pressed again. "
        "Buttons grow with it, and the choice stays.</li><li>Dark colours; text never falls below a contrast of "
        "4.5:1.</li><li>Everything can be done by keyboard with a clear focus ring; the first link of a page skips to "
        "its content.</li><li>Colour never stands alone; every chart has a table and a CSV.</li><li>Sign-up, hours and "
        "requests work without script, and there is no sliding captcha.</li></ul>",
        "<h2>What does not yet</h2><p>Some PDF files from organisations may lack a text layer. Ask us for a "
        "readable version.</p><h2>Tell us</h2><p>Call the number at the foot of the page or "
        "speak to your judicial office. Say which page and which device, and we will tell you how it will be "
        "mended.</p>",
    ),
)

STANDING = (JOIN, CONTACT, PRIVACY, ACCESSIBILITY)

ARTICLES = (
    Standing(
        "law-in-short",
        words(
            "社会力量参与社区矫正，法律怎么说",
            "《社区矫正法》里与志愿者、社会组织和企业有关的几条，用平常话说一遍。",
            "<p>《社区矫正法》自 2020年7月1日起施行。"
            "第三十五条至第四十三条说的都是帮助：教育、就业、心理、家庭、救助。</p>"
            "<ul><li>社区矫正机构可以公开择优购买社会服务，也可以通过项目委托组织社会力量参与（第四十条）。</li>"
            "<li>企业事业单位和社会组织为有就业需要的人提供岗位和技能培训（第四十一条）。</li>"
            "<li>未成年人的身份信息保密，档案封存（第五十四条）。</li></ul>"
            "<p>报到核查、外出审批、训诫警告这些执法事项，不交给志愿者和社会组织。</p>",
            kind="policy",
        ),
        words(
            "What the law says about taking part",
            "The articles of the Community Corrections Law that concern volunteers, organisations and employers, in "
            "plain words.",
            "<p>The law has been in force since 1 July 2020. Articles 35 to 43 are all about help: education, work, "
            "counselling, family, relief.</p><ul><li>Agencies may buy services openly and on merit, or entrust "
            "projects to social organisations (article 40).</li><li>Companies and organisations provide jobs and "
            "training (article 41).</li><li>The identity of minors is kept secret and their files are sealed (article "
            "54).</li></ul><p>Reporting checks, leave approvals and warnings are law enforcement and are never handed "
            "to volunteers or organisations.</p>",
        ),
    ),
    Standing(
        "before-the-first-shift",
        words(
            "第一次上岗以前",
            "给新志愿者的五条提醒：守时、不问案情、不留私人联系方式、不收不送、有事先说。",
            "<ol><li>守时。对方可能为这半天等了一周。</li><li>不问案情。不问，也能好好陪伴。</li>"
            "<li>不留私人电话和住址，联系都经过小组长或平台。</li><li>不收钱物，也不送。</li>"
            "<li>来不了，尽早说。开始前 24 小时以内取消，会请候补的人顶上。</li></ol>",
            kind="notice",
        ),
        words(
            "Before your first shift",
            "Five reminders for new volunteers.",
            "<ol><li>Be on time. Somebody may have waited all week for this half day.</li><li>Do not ask about the "
            "case. Good company needs no history.</li><li>Keep private numbers and addresses to yourself; contact runs "
            "through the group leader or the platform.</li><li>Take and give no money or gifts.</li><li>If you cannot "
            "come, say so early; within 24 hours of the start we ask the next person waiting.</li></ol>",
        ),
    ),
)

# Invented people: none but a demo city tells of them, for the page says that they agreed.
STORIES = (
    Standing(
        "a-timetable",
        words(
            "从一张课程表开始",
            "她最先要的不是工作，是一个每周三都有人等她的地方。四个月后，她自己排了课程表。",
            "<p>她第一次来，坐在靠门的位置。志愿者没有问别的，只问她下周三还来不来。</p>"
            "<p>四个月里，她从旁听变成助教，把每周三晚上的课排成一张表，贴在活动室的墙上。"
            "表上最后一行写着：谁先到，谁开灯。</p>",
            **_STORY,
            art="path",
        ),
        words(
            "It began with a timetable",
            "What she wanted first was not a job but a place where somebody waited for her every Wednesday.",
            "<p>The first evening she sat next to the door. The volunteer asked only whether she would come again next "
            "Wednesday.</p><p>Within four months she went from listening to helping teach, and drew up the timetable "
            "on the wall. Its last line says: whoever comes first turns on the light.</p>",
        ),
    ),
    Standing(
        "seven-in-the-evening",
        words(
            "河口街道的晚上七点",
            "活动室的灯一直亮到九点。来的人越来越多，志愿者说，我们只是负责开灯。",
            "<p>起初只有三个人，一壶水，两副象棋。后来有人带来旧课本，有人带来缝纫机。</p>"
            "<p>现在每晚七点到九点都有人值班。值班表上没有头衔，只有名字后面的一个勾：今晚我在。</p>",
            **_STORY,
            art="town",
        ),
        words(
            "Seven in the evening in Hekou",
            "The light in the activity room stays on until nine. We only switch it on, the volunteers say.",
            "<p>At first there were three people, a kettle and two chess boards. Then somebody brought old textbooks, "
            "somebody a sewing machine.</p><p>Now there is somebody every evening from seven to nine. The rota has no "
            "titles, only a tick after each name: I am here tonight.</p>",
        ),
    ),
    Standing(
        "the-thirtieth-day",
        words(
            "第三十天的电话",
            "车间主任打来电话，问能不能再介绍一位。帮扶记录上多了一行：在岗满 30 天。",
            "<p>上班第一周，他每天提前半小时到。第二周，他开始教新来的人认线轴。</p>"
            "<p>第三十天，车间主任打来电话。他没有说别的，只问还有没有这样的人。</p>",
            **_STORY,
            art="arch",
        ),
        words(
            "The call on the thirtieth day",
            "The head of the workshop rang to ask for one more. The record gained a line: 30 days in work.",
            "<p>In his first week he came half an hour early every day. In the second he showed newcomers how to tell "
            "the spools apart.</p><p>On the thirtieth day the head of the workshop rang. He asked only one thing: have "
            "you anybody else like him?</p>",
        ),
    ),
)
