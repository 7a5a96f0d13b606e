"""The first version of every text that volunteers agree to. Later versions are rows, not migrations."""

from datetime import date

from django.db import migrations

PRIVACY = (
    """# 谁在处理您的信息
%(office)s 和各县（市、区）司法局、司法所。电话 %(phone)s。

# 收集什么，用来做什么
- 姓名、身份证号、手机号：核对您是您本人，确认年龄，防止冒名。
- 住在哪个街道、能来的时段、技能、语言、服务意向、职业：帮您找合适、离家近的服务。
- 服务记录、培训和资格证明：如实记录时长，出具证明，确认您能做哪一类服务。
- 电子邮箱（选填）：给您发通知。
除此以外的信息，我们不收集。

# 谁看得到
- 您所在县（市、区）的司法所和司法局工作人员，为了审核、安排和核实。
- 您接受的服务的组织方，只看到姓名、联系方式和与这次服务有关的资格。
- 您帮扶的人只知道怎么称呼您，不知道您的证件号码和住址。
每次查看受保护的信息都有记录，您可以在“我的信息谁看过”里查到。

# 怎么保存，保存多久
身份证号、生日、邮箱加密保存，存放在境内。
没有提交的申请 %(draft_days)s 天后删除。申请没有通过的，六个月后删除。
服务记录在您退出后保存五年，之后去掉姓名和号码，只留数字。

# 您的权利
您可以查看、复制、更正、补充您的信息，可以要求删除，可以撤回同意，也可以要求说明理由。
在“我的”里自己办，或者联系所在司法所、拨打上面的电话，15 个工作日内答复。
撤回同意和当初同意一样方便。撤回以前做过的处理仍然有效；少了必需的信息，就不能继续安排服务。
对处理有意见，可以向我们投诉，也可以向网信部门举报。

依据：《个人信息保护法》第13、14、17、44—50条，《志愿服务条例》第7、19、21条。""",
    """# Who uses your information
%(office)s and the justice bureaus and offices of the counties. Phone %(phone)s.

# What we collect, and what for
- Name, ID number, mobile number: to make sure that you are you, to check your age, and to keep others from using your name.
- Your town, the times you can come, skills, languages, what you want to do, occupation: to find service that suits you and is near.
- Records of service, training and qualifications: to record your hours truthfully, issue certificates and know what you may do.
- E-mail (optional): to send you messages.
We collect nothing else.

# Who sees it
- Staff of the justice office and bureau of your county, to check, arrange and verify.
- The organiser of a service that you accept sees your name, how to reach you, and the qualifications that this service asks for.
- The person you help knows what to call you, and neither your ID number nor where you live.
Each look at protected information is recorded. You find it under "Who has seen my information".

# How we keep it, and how long
ID number, date of birth and e-mail are stored encrypted, within China.
An application that was not handed in is deleted after %(draft_days)s days, one that was not accepted after six months.
Records of service are kept for five years after you leave; then name and numbers are removed and only figures stay.

# Your rights
You may see, copy, correct and complete your information, ask for it to be deleted, withdraw consent, and ask for reasons.
Do it yourself under "Me", or ask your justice office or the number above. You get an answer within 15 working days.
Withdrawing is as easy as agreeing was. What was done before stays lawful; without the information that is needed, no service can be arranged.
You may complain to us, and to the cyberspace administration.

Law: Personal Information Protection Law, articles 13, 14, 17, 44–50; Regulations on Voluntary Service, articles 7, 19, 21.""",
)

AGREEMENT = (
    """# 自愿、无偿
您自愿参加，随时可以退出。志愿服务没有报酬，也不收您任何费用。
每一次服务都要您自己点“我愿意”才算数，没有人可以指派您。

# 您做什么，不做什么
您做陪伴、辅导和帮助。监督、管理、处罚是司法所的事，不由志愿者做。
您不会知道罪名、刑期和档案内容，也不去打听。

# 我们做什么
- 事先告诉您服务的内容、时间、地点、条件和可能的风险。
- 需要专门知识的，先安排培训；可能有人身危险的，先办好保险。
- 如实记录您的时长，您可以查看、申请更正；免费开具证明。
- 有事情的时候，有司法所的工作人员和您一起办。

# 请您做到
- 如实填写信息，有变化及时改。
- 来不了，尽早说。开始前 24 小时以内退出会记下来。
- 不收帮扶对象的钱物，不借钱，不做买卖，不发展别的关系。
- 保守秘密：不说、不写、不拍帮扶对象的任何信息。
- 遇到危险或者违法的事，先保证安全，马上告诉司法所。

# 暂停和退出
您可以在“我的”里暂停，也可以退出。正在帮扶的，先和工作人员商量好交接。
违反约定的，司法局可以暂停您的服务，会告诉您原因，您可以申诉。

依据：《志愿服务条例》第7、11、12、16、17、19、22、25、37条。""",
    """# Of your own will, unpaid
You take part because you want to, and may leave at any time. Volunteering is unpaid and costs you nothing.
Each service counts only once you yourself have chosen "I will". Nobody can assign you.

# What you do, and what you do not
You accompany, tutor and help. Supervision, control and punishment are for the justice office, never for volunteers.
You do not learn offence, sentence or file, and you do not ask.

# What we do
- Tell you beforehand what the service is, when, where, under what conditions and with what risks.
- Train you first where special knowledge is needed, and insure you first where somebody could be hurt.
- Record your hours truthfully; you may see them and have them corrected. Certificates are free.
- Stand by you: an officer of the justice office handles things together with you.

# What we ask of you
- Give true information and keep it up to date.
- Say early when you cannot come. Cancelling within 24 hours of the start is noted.
- Take no money or gifts from the people you help, lend none, trade nothing, start no other relation.
- Keep it secret: do not tell, write or photograph anything about the people you help.
- In danger, or when something is against the law, get safe first and tell the justice office at once.

# Pausing and leaving
You can pause under "Me", and leave. While you accompany somebody, agree on the handover with the officer first.
If the agreement is broken, the justice bureau may suspend your service. You are told why and may appeal.

Law: Regulations on Voluntary Service, articles 7, 11, 12, 16, 17, 19, 22, 25, 37.""",
)

SENSITIVE = (
    """您的身份证号和生日，泄露了会对您造成损害，法律把它们当作敏感个人信息，要您单独同意。

# 为什么必须要
核对您是您本人，确认您的年龄。没有它们，不能让您接触正在接受帮助的人。

# 怎么保护
加密保存；列表、通知和导出里都不出现；工作人员要看，须写明用途，并留下记录。

# 不同意会怎样
不能注册成为志愿者，不影响您使用平台的其他部分。以后可以随时撤回，撤回后按退出办理。

依据：《个人信息保护法》第28—30条。""",
    """Your ID number and date of birth could harm you if they got out. The law calls them sensitive and asks for your separate consent.

# Why we need them
To make sure that you are you, and how old you are. Without that we cannot let you meet people who receive help.

# How they are protected
Stored encrypted; never in lists, messages or exports; an officer who wants to see them must say what for, and it is recorded.

# If you do not agree
You cannot register as a volunteer. Everything else on this site stays open to you. You may withdraw later at any time; that is handled as leaving.

Law: Personal Information Protection Law, articles 28–30.""",
)

SMS = (
    """急事用短信通知您，例如班次有变、有名额让出来。短信只用固定的话，不带链接，不写帮扶对象的任何信息。
不同意，就只在站内通知。可以随时关掉。""",
    """Urgent news reaches you by text message, such as a changed shift or a place that has come free. Texts use fixed words, have no link, and say nothing about the people you help.
If you do not agree, you are told on this site only. You can turn it off at any time.""",
)

CROSS_BORDER = (
    """短信可能经由境外的服务商 Twilio（美国）发送。发送时，您的手机号码和短信的文字会传到境外，只用于把这条短信送到您手上，按该服务商的规定保存后删除。
法律要求您对此单独同意。不同意，就不用它给您发短信，其他一切照旧。可以随时撤回；向该服务商行使您的权利，可以由我们代办。

依据：《个人信息保护法》第38、39条。""",
    """Text messages may be sent through Twilio, a provider in the United States. Your mobile number and the words of the message then leave China, only to bring this message to you; the provider deletes them by its own rules.
The law asks for your separate consent. If you do not agree, you get no texts through it and everything else stays the same. You may withdraw at any time; we can exercise your rights towards the provider for you.

Law: Personal Information Protection Law, articles 38, 39.""",
)

UNDERTAKING = (
    """我自愿参加社区矫正志愿服务，郑重承诺：

- 对在服务中知道的帮扶对象的姓名、住址、联系方式、家庭、健康和案件情况，一律保密，不告诉任何人，包括家人和朋友。
- 不打听与服务无关的情况，不查看、不复制、不拍摄档案。
- 不在任何网络平台、聊天群里谈论帮扶对象，隐去姓名也不谈。
- 对未成年人的信息尤其不透露，不让人认出是谁。
- 只在平台上记录服务，不自己另存资料；服务结束，交回或者删除手里的材料。
- 不收受、不索要帮扶对象及其家人的财物，不借钱，不发生金钱往来。
- 发现信息可能泄露，马上告诉司法所，不隐瞒。

退出服务以后，保密的义务仍然有效。违反承诺造成后果的，我依法承担责任。
本承诺自签署之日起 %(months)s 个月有效，到期前重新签署。

依据：《志愿服务条例》第21、36、37条，《社区矫正法》第54条，《未成年人保护法》第103条。""",
    """I take part in volunteering in community corrections of my own will, and undertake:

- To keep secret what I learn about the people I help: name, address, contact, family, health and case. I tell nobody, my family and friends included.
- To ask for nothing that the service does not need, and to look into, copy or photograph no file.
- To talk about the people I help on no platform and in no chat, not even without names.
- To give away nothing about minors by which somebody could be recognised.
- To record service on this platform only and keep no papers of my own; when the service ends I hand back or delete what I have.
- To take or ask no money or gifts from the people I help or their families, to lend none, and to have no dealings in money.
- To tell the justice office at once when information may have got out, and hide nothing.

This duty holds after I have left. If I break it and harm is done, I answer for it by law.
The undertaking is valid for %(months)s months from the day it is signed, and is signed again before it ends.

Law: Regulations on Voluntary Service, articles 21, 36, 37; Community Corrections Law, article 54; Law on the Protection of Minors, article 103.""",
)

GUARDIAN = (
    """我是报名人的监护人，已了解并同意：

- 报名人年满 16 周岁、未满 18 周岁，参加同心桥的公开志愿活动，例如清洁、环保、宣传和敬老。
- 平台不会安排报名人接触正在接受社区矫正的人，也不会告诉报名人他们的任何信息。
- 每次活动由报名人自愿报名，我可以随时要求不再参加。
- 平台保存报名人和我的姓名、电话和这份同意书，用于联系和核对，报名人年满 18 周岁或退出后删除。

监护人签名：____________    与报名人的关系：____________

联系电话：____________    日期：______年____月____日""",
    """I am a guardian of the person who applies. I know and agree:

- The person is sixteen or seventeen and takes part in public activities of Tongxin Bridge, such as cleaning up, nature, information and visiting the old.
- They are never asked to meet people in community corrections and are told nothing about them.
- They sign up for each activity of their own will, and I may ask at any time that they stop.
- The platform keeps the names, phone numbers and this paper to reach us and to check, until the person is eighteen or leaves.

Signature of guardian: ____________    Relation: ____________

Phone: ____________    Date: ____________""",
)

TEXTS = {
    "privacy": PRIVACY,
    "agreement": AGREEMENT,
    "sensitive": SENSITIVE,
    "sms": SMS,
    "cross_border": CROSS_BORDER,
    "undertaking": UNDERTAKING,
    "guardian": GUARDIAN,
}


def fill(apps, editor):
    text = apps.get_model("volunteers", "ConsentText")
    for kind, (zh, en) in TEXTS.items():
        text.objects.get_or_create(
            kind=kind, version=1, defaults={"valid_from": date(2020, 1, 1), "zh": zh, "en": en}
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0012_honours_certificates_and_reviews")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
