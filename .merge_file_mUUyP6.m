#
msgid ""
msgstr ""
"Project-Id-Version: tongxin\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "档案不在册，不能报名活动。"
msgstr "The file is not active: no activities can be signed up for."

msgid "先确认活动适合本人的能力和健康状况。"
msgstr "First confirm that the activity suits the person’s ability and health."

msgid "对象不得离开本县区，换一项本县区的活动。"
msgstr "The person must stay in the county. Choose an activity there."

msgid "这个时段对象不能外出。换一个时间。"
msgstr "The client cannot go out at this time. Choose another."

msgid "对象在这个时间已有约定。换一个时间。"
msgstr "The client already has a booking at this time. Choose another."

msgid "档案结束"
msgstr "The file has ended"

msgid "活动"
msgstr "Activities"

msgid "适合本人的能力和健康状况，已告知本人"
msgstr "It suits the person’s ability and health, and the person has been told"

msgid "名额已满，可候补"
msgstr "Full, with a waiting list"

#, python-format
msgid "还有 %(n)d 个名额"
msgid_plural "还有 %(n)d 个名额"
msgstr[0] "%(n)d place left"
msgstr[1] "%(n)d places left"

#, python-format
msgid "%(when)s，%(title)s，%(place)s，%(left)s"
msgstr "%(when)s, %(title)s, %(place)s, %(left)s"

msgid "已报名。组织者只看到代号。"
msgstr "Signed up. The organiser sees the code only."

msgid "匹配与帮扶"
msgstr "Matching and help"

msgid "档案不在册，不能报名培训。"
msgstr "The file is not active; the person cannot be enrolled in a course."

msgid "先确认本人愿意参加、也适合参加。"
msgstr "Confirm first that the person wants it and that it suits them."

msgid "对象不得离开本县区，换一场本县区的培训。"
msgstr "The person may not leave the county: choose a session in the county."

msgid "对象在这个时间参加公益活动。换一个时间。"
msgstr ""
"The person is at a public-benefit activity at this time. Choose another time."

msgid "培训场次"
msgstr "Training sessions"

msgid "本人愿意参加，也适合参加"
msgstr "The person wants it, and it suits them"

msgid "先勾选要提醒的需求。"
msgstr "Tick the requests to remind about first."

#, python-format
msgid "%(number)s 没有超时，不用提醒。"
msgstr "%(number)s is not late; no reminder is needed."

#, python-format
msgid "%(n)d 次"
msgstr "%(n)d times"

msgid "正在为候补的需求重新找去处，办完会通知您。"
msgstr ""
"Looking again for places for the waiting requests. You will be told when it "
"is done."

#, python-format
msgid "已提醒 %(n)d 人。"
msgstr "Reminded: %(n)d."

msgid "今天都已提醒过，没有再发。"
msgstr "All were reminded today already; nothing was sent again."

msgid "到期没有答复"
msgstr "No answer in time"

msgid "东溪区河口街道司法所"
msgstr "Hekou Subdistrict Judicial Office, Dongxi District"

msgid "春晖社工，管理员"
msgstr "Chunhui Social Work, manager"

msgid "春晖社工，社工"
msgstr "Chunhui Social Work, caseworker"

msgid "云锦服装厂，用人单位"
msgstr "Yunjin Garments, employer"

msgid "东溪区司法局"
msgstr "Dongxi District Justice Bureau"

msgid "市司法局，数据专员"
msgstr "Municipal justice bureau, data specialist"

msgid "市司法局，采购负责人"
msgstr "City Bureau of Justice, head of purchasing"

msgid "市司法局，开标人"
msgstr "City Bureau of Justice, opening officer"

msgid "市司法局，财务"
msgstr "Municipal justice bureau, finance"

msgid "监督审计"
msgstr "Oversight and audit"

msgid "栖霞区河口街道司法所，看不到东溪区"
msgstr ""
"Hekou Subdistrict Judicial Office, Qixia District; cannot see Dongxi District"

msgid "帮扶需求"
msgstr "Requests"

msgid "帮扶对象"
msgstr "Clients"

msgid "匹配与邀约"
msgstr "Matching"

msgid "协调台"
msgstr "Coordination"

msgid "工作量"
msgstr "Workload"

msgid "协作"
msgstr "Working together"

msgid "集中移交"
msgstr "Bulk handovers"

msgid "培训缺口"
msgstr "Training needs"

msgid "为候补的需求找去处"
msgstr "Find places for waiting requests"

msgid "男性"
msgstr "male"

msgid "女性"
msgstr "female"

msgid "不合格"
msgstr "Fail"

msgid "合格"
msgstr "Pass"

msgid "证据不足"
msgstr "Too little evidence"

msgid "良好"
msgstr "Good"

msgid "优秀"
msgstr "Excellent"

msgid "就业帮扶"
msgstr "Employment help"

msgid "心理辅导"
msgstr "Counselling"

msgid "法律援助"
msgstr "Legal aid"

msgid "教育培训"
msgstr "Education and training"

msgid "困难救助"
msgstr "Hardship relief"

msgid "社会关系修复"
msgstr "Relationship repair"

msgid "结对帮扶"
msgstr "Paired help"

msgid "就业指导"
msgstr "Employment guidance"

msgid "就业岗位"
msgstr "Job"

msgid "纠纷调解"
msgstr "Dispute mediation"

msgid "职业技能培训"
msgstr "Vocational training"

msgid "就学帮助"
msgstr "Help with schooling"

msgid "法治教育"
msgstr "Law education"

msgid "困难帮扶"
msgstr "Hardship help"

msgid "社会救助"
msgstr "Social relief"

msgid "社会保险"
msgstr "Social insurance"

msgid "住房安置"
msgstr "Housing"

msgid "一对一帮扶"
msgstr "One-to-one help"

msgid "公益活动"
msgstr "Public-benefit activity"

msgid "危险驾驶交通"
msgstr "Dangerous driving and traffic"

msgid "财产"
msgstr "Property"

msgid "暴力"
msgstr "Violence"

msgid "涉毒"
msgstr "Drugs"

msgid "经济"
msgstr "Economic"

msgid "职务"
msgstr "Abuse of office"

msgid "秩序"
msgstr "Public order"

msgid "网络诈骗帮信"
msgstr "Online fraud"

msgid "环境资源"
msgstr "Environment and resources"

msgid "其他"
msgstr "Other"

msgid "缝纫"
msgstr "Sewing"

msgid "包装"
msgstr "Packing"

msgid "烹饪"
msgstr "Cooking"

msgid "驾驶"
msgstr "Driving"

msgid "叉车"
msgstr "Forklift"

msgid "电焊"
msgstr "Welding"

msgid "木工"
msgstr "Carpentry"

msgid "电脑"
msgstr "Computers"

msgid "收银"
msgstr "Till work"

msgid "快递"
msgstr "Courier work"

msgid "保安"
msgstr "Security work"

msgid "保洁"
msgstr "Cleaning"

msgid "家政"
msgstr "Domestic work"

msgid "美发"
msgstr "Hairdressing"

msgid "种植养殖"
msgstr "Farming"

msgid "白班"
msgstr "Day shift"

msgid "普通话"
msgstr "Mandarin"

msgid "云栖话"
msgstr "Yunqi dialect"

msgid "手语"
msgstr "Sign language"

msgid "其他语言"
msgstr "Another language"

msgid "周一上午"
msgstr "Monday morning"

msgid "周一下午"
msgstr "Monday afternoon"

msgid "周一晚上"
msgstr "Monday evening"

msgid "周二上午"
msgstr "Tuesday morning"

msgid "周二下午"
msgstr "Tuesday afternoon"

msgid "周二晚上"
msgstr "Tuesday evening"

msgid "周三上午"
msgstr "Wednesday morning"

msgid "周三下午"
msgstr "Wednesday afternoon"

msgid "周三晚上"
msgstr "Wednesday evening"

msgid "周四上午"
msgstr "Thursday morning"

msgid "周四下午"
msgstr "Thursday afternoon"

msgid "周四晚上"
msgstr "Thursday evening"

msgid "周五上午"
msgstr "Friday morning"

msgid "周五下午"
msgstr "Friday afternoon"

msgid "周五晚上"
msgstr "Friday evening"

msgid "周六上午"
msgstr "Saturday morning"

msgid "周六下午"
msgstr "Saturday afternoon"

msgid "周六晚上"
msgstr "Saturday evening"

msgid "周日上午"
msgstr "Sunday morning"

msgid "周日下午"
msgstr "Sunday afternoon"

msgid "周日晚上"
msgstr "Sunday evening"

msgid "其他利害关系"
msgstr "Another conflict of interest"

msgid "被害人一方"
msgstr "On the victim's side"

msgid "同案人员"
msgstr "Involved in the same case"

msgid "亲属"
msgstr "Relative"

msgid "原同事"
msgstr "Former colleague"

msgid "工作人员所在机构"
msgstr "The officer's own organisation"

msgid "零"
msgstr "zero"

msgid "一"
msgstr "one"

msgid "两"
msgstr "two"

msgid "三"
msgstr "three"

msgid "四"
msgstr "four"

msgid "五"
msgstr "five"

msgid "六"
msgstr "six"

msgid "七"
msgstr "seven"

msgid "八"
msgstr "eight"

msgid "九"
msgstr "nine"

msgid "十"
msgstr "ten"

msgid "十一"
msgstr "eleven"

msgid "十二"
msgstr "twelve"

msgid "十三"
msgstr "thirteen"

msgid "十四"
msgstr "fourteen"

msgid "十五"
msgstr "fifteen"

msgid "十六"
msgstr "sixteen"

#, python-format
msgid "%(gate)s没有登记，不能确认"
msgstr "'%(gate)s' is not recorded and cannot be confirmed"

#, python-format
msgid "核实并登记%(gate)s后再判断"
msgstr "Check and record '%(gate)s', then judge again"

#, python-format
msgid "这里提供%(offered)s，不提供%(wanted)s"
msgstr "Offered here: %(offered)s; not %(wanted)s"

#, python-format
msgid "对方开办%(wanted)s后可选"
msgstr "Opens if they start to offer: %(wanted)s"

#, python-format
msgid "这里不承接%(wanted)s"
msgstr "Not taken on here: %(wanted)s"

#, python-format
msgid "对方把%(wanted)s列入服务内容后可选"
msgstr "Opens if they add to their services: %(wanted)s"

#, python-format
msgid "%(from_day)s才开放，需要从%(start_day)s开始"
msgstr "Opens only on %(from_day)s; needed from %(start_day)s"

#, python-format
msgid "开始日期推迟到%(from_day)s即可"
msgstr "Move the start date to %(from_day)s"

#, python-format
msgid "合同或岗位到%(until_day)s为止，需要持续到%(end_day)s"
msgstr "The contract or job ends on %(until_day)s; needed until %(end_day)s"

#, python-format
msgid "合同或岗位延长到%(end_day)s后可选"
msgstr "Opens if the contract or job is extended to %(end_day)s"

msgid "还没有本人同意的记录，也没有写明法定职责"
msgstr "No consent from the client is recorded, nor a statutory duty"

msgid "记录本人同意，或写明所依据的法定职责"
msgstr "Record the client's consent, or give the statutory duty relied on"

#, python-format
msgid "%(capacity)s 个名额都已占用或预留"
msgstr "All openings are taken or held (%(capacity)s)"

msgid "空出 1 个名额后可选"
msgstr "Opens when 1 opening is free"

#, python-format
msgid "该机构承接总数已到上限 %(limit)s 件"
msgstr "The organisation has reached its limit of %(limit)s cases"

msgid "该机构办结 1 件后可选"
msgstr "Opens when the organisation closes 1 case"

msgid "合同约定的数量已用完"
msgstr "The quantity in the contract is used up"

msgid "合同补充数量后可选"
msgstr "Opens when the contract quantity is increased"

msgid "帮扶人在手的个案已到上限"
msgstr "The helper has reached the limit of open cases"

msgid "帮扶人办结 1 件，或换一位帮扶人后可选"
msgstr "Opens when the helper closes 1 case, or with another helper"

#, python-format
msgid "本人希望帮扶人为%(sex)s，这里没有"
msgstr "The client would like a %(sex)s helper; there is none here"

#, python-format
msgid "女性对象的%(wanted)s须由女性帮扶人承担，这里没有"
msgstr ""
"%(wanted)s for women must be provided by a female helper; there is none here"

#, python-format
msgid "对方安排%(sex)s帮扶人后可选"
msgstr "Opens if they assign a %(sex)s helper"

#, python-format
msgid "这里不服务%(sex)s"
msgstr "Does not serve %(sex)s clients"

#, python-format
msgid "对方愿意服务%(sex)s后可选"
msgstr "Opens if they agree to serve %(sex)s clients"

msgid "没有未成年人帮扶资质，或从业查询已过期"
msgstr "No qualification to help minors, or the background check has expired"

msgid "完成从业查询并登记熟悉未成年人工作后可选"
msgstr ""
"Opens once a background check is done and experience with minors is recorded"

msgid "这是成年人小组，不能与未成年人混编"
msgstr "This is an adult group; minors cannot be mixed in"

msgid "改为一对一或未成年人专场后可选"
msgstr "Opens as one-to-one help or a group for minors only"

msgid "这是未成年人专场，不接收成年人"
msgstr "This is for minors only; adults are not taken"

msgid "改为一对一或成年人小组后可选"
msgstr "Opens as one-to-one help or an adult group"

#, python-format
msgid "对方不接受的类别：%(groups)s"
msgstr "Categories they do not take: %(groups)s"

msgid "县级管理员批准，并经对方同意后可选"
msgstr "Opens if a county manager approves and they agree"

msgid "本人不得离开所在区县，这里在区县以外"
msgstr "The client may not leave the home district; this is outside it"

msgid "禁止令涉及这里的场所、人员或工种"
msgstr "A prohibition order covers the site, people or work here"

msgid "这里的时段超出本人可外出的时间"
msgstr "The times here are outside when the client may go out"

msgid "作出决定的机关变更后才可选，平台不能放宽"
msgstr ""
"Opens only if the deciding body changes it; the platform cannot relax it"

#, python-format
msgid "存在利害关系：%(kind)s"
msgstr "There is a conflict of interest: %(kind)s"

msgid "不能放宽，另选一处"
msgstr "Cannot be relaxed; choose another place"

#, python-format
msgid "需要 %(wanted)s 个共同时段，现有 %(have)s 个"
msgstr "Shared time slots: needs %(wanted)s, has %(have)s"

#, python-format
msgid "少要 %(less)s 个时段，或对方增加时段后可选"
msgstr "Opens with fewer time slots (%(less)s fewer), or if they add more"

#, python-format
msgid "没有共同时段，需要 %(wanted)s 个"
msgstr "No shared time slots; needs %(wanted)s"

#, python-format
msgid "对方增加 %(less)s 个共同时段后可选"
msgstr "Opens if they add shared time slots: %(less)s"

#, python-format
msgid "距离 %(distance)s 公里，超出上限 %(over)s 公里"
msgstr "%(distance)s km away, %(over)s km over the limit"

#, python-format
msgid "本人同意放宽到 %(distance)s 公里即可"
msgstr "Opens if the client agrees to %(distance)s km"

msgid "不在本人所在的市"
msgstr "Not in the client's city"

msgid "对方在本市设点，或提供远程服务后可选"
msgstr "Opens if they set up in this city or help remotely"

msgid "只提供远程服务，本人没有选择远程"
msgstr "Remote help only; the client did not choose remote"

msgid "本人接受远程服务即可"
msgstr "Opens if the client accepts remote help"

msgid "远程服务不覆盖本省"
msgstr "Remote help does not cover this province"

msgid "对方把本省纳入服务范围后可选"
msgstr "Opens if they add this province to their area"

#, python-format
msgid "没有共同语言，本人使用%(spoken)s"
msgstr "No shared language; the client uses %(spoken)s"

#, python-format
msgid "安排翻译，或安排会%(spoken)s的帮扶人后可选"
msgstr "Opens with an interpreter, or a helper who uses %(spoken)s"

#, python-format
msgid "需要 %(wanted)s 级资格，现有 %(have)s 级"
msgstr "Needs a level %(wanted)s qualification, has level %(have)s"

#, python-format
msgid "取得 %(wanted)s 级资格并登记后可选"
msgstr "Opens once a level %(wanted)s qualification is obtained and recorded"

#, python-format
msgid "资格证明到%(until_day)s为止，需要有效到%(end_day)s"
msgstr "The qualification ends on %(until_day)s; needed until %(end_day)s"

#, python-format
msgid "资格证明续期到%(end_day)s以后可选"
msgstr "Opens if the qualification is renewed beyond %(end_day)s"

msgid "岗前培训没有完成，或已过期"
msgstr "Induction not finished, or expired"

msgid "完成培训后可选"
msgstr "Opens once the training is finished"

#, python-format
msgid "质量等级 %(grade)s，要求不低于 %(wanted)s"
msgstr "Quality grade %(grade)s; at least %(wanted)s needed"

#, python-format
msgid "降低等级要求，或对方下次评价达到 %(wanted)s 后可选"
msgstr "Opens with a lower grade, or if their next review reaches %(wanted)s"

#, python-format
msgid "质量等级 %(grade)s，不能承接"
msgstr "Quality grade %(grade)s; cannot take this on"

msgid "对方下次评价合格后可选"
msgstr "Opens if their next review is a pass"

msgid "有整改逾期没有完成"
msgstr "A rectification is overdue"

msgid "整改完成并核验后可选"
msgstr "Opens once the rectification is done and verified"

#, python-format
msgid "信息已 %(days)s 天没有确认"
msgstr "Information not confirmed for %(days)s days"

msgid "对方重新确认后即可"
msgstr "Opens once they confirm it again"

msgid "该机构已暂停承接"
msgstr "The organisation takes no new clients"

msgid "恢复承接后可选"
msgstr "Opens when it takes clients again"

msgid "没有技能要求"
msgstr "No skills asked for"

#, python-format
msgid "%(skills)s，这项要求符合"
msgstr "%(skills)s: this requirement is met"

#, python-format
msgid "%(skills)s，%(count)s项要求都符合"
msgstr "%(skills)s: %(count)s requirements, all met"

#, python-format
msgid "符合%(skills)s；缺%(missing)s%(count)s项"
msgstr "Meets %(skills)s; lacks %(count)s: %(missing)s"

#, python-format
msgid "缺%(missing)s%(count)s项"
msgstr "Lacks %(count)s: %(missing)s"

#, python-format
msgid "距离 %(distance)s 公里，上限 %(limit)s 公里"
msgstr "%(distance)s km away, limit %(limit)s km"

msgid "远程服务，按中间值计"
msgstr "Remote help, counted at the middle value"

msgid "位置没有登记，不计分"
msgstr "Location not recorded, not scored"

#, python-format
msgid "质量等级 %(grade)s %(word)s"
msgstr "Quality grade %(grade)s, %(word)s"

#, python-format
msgid "质量等级 %(grade)s %(word)s（%(cases)s 例）"
msgstr "Quality grade %(grade)s, %(word)s (%(cases)s rated)"

#, python-format
msgid "质量等级 %(grade)s %(word)s，按中间值计"
msgstr "Quality grade %(grade)s, %(word)s; counted at the middle value"

#, python-format
msgid "质量等级 %(grade)s %(word)s（%(cases)s 例），按中间值计"
msgstr ""
"Quality grade %(grade)s, %(word)s (%(cases)s rated); counted at the middle "
"value"

msgid "质量等级没有登记，不计分"
msgstr "Quality grade not recorded, not scored"

#, python-format
msgid "%(year)s 年曾帮扶过本人，顺利结案"
msgstr "Helped this client in %(year)s; closed well"

msgid "曾帮扶过本人，顺利结案"
msgstr "Has helped this client before; closed well"

msgid "没有帮扶过本人"
msgstr "Has not helped this client"

msgid "需求类别"
msgstr "Need category"

msgid "具体需求"
msgstr "Specific need"

msgid "有效期"
msgstr "Validity"

msgid "同意或法定职责"
msgstr "Consent or statutory duty"

msgid "帮扶人性别"
msgstr "Helper's sex"

msgid "服务对象性别"
msgstr "Sex of clients served"

msgid "未成年人"
msgstr "Minors"

msgid "不接受的类别"
msgstr "Categories not taken"

msgid "禁止令和活动范围"
msgstr "Prohibition orders and area"

msgid "利害关系核对"
msgstr "Conflict of interest check"

msgid "时段"
msgstr "Time slots"

msgid "距离和区域"
msgstr "Distance and area"

msgid "资格和培训"
msgstr "Qualifications and training"

msgid "质量等级"
msgstr "Quality grade"

msgid "信息确认日期"
msgstr "Date information confirmed"

msgid "承接状态"
msgstr "Taking clients"

msgid "不能放宽"
msgstr "Cannot be relaxed"

msgid "工作人员可以放宽，须说明理由"
msgstr "An officer may relax it, with a reason"

msgid "县级管理员可以批准，须对方同意"
msgstr "A county manager may approve it, if they agree"

msgid "、"
msgstr ", "

#, python-format
msgid "%(year)s年%(month)s月%(day)s日"
msgstr "%(year)s-%(month)s-%(day)s"

msgid "长期"
msgstr "no end date"

msgid "负责的帮扶对象"
msgstr "Clients in charge of"

msgid "负责的需求"
msgstr "Requests in charge of"

msgid "正在帮扶的需求"
msgstr "Requests being helped with"

msgid "搭档的资源"
msgstr "Places as staff partner"

msgid "邀约"
msgstr "Offers"

msgid "我的帮扶"
msgstr "My help"

msgid "我们提供的帮扶"
msgstr "Help we provide"

msgid "我搭档的帮扶"
msgstr "Help I partner on"

msgid "帮扶资源"
msgstr "Help resources"

msgid "等工作人员回答您的问题"
msgstr "Waiting for the officer to answer your question"

msgid "查看"
msgstr "View"

msgid "查看并答复"
msgstr "View and answer"

msgid "一份邀约等您回答"
msgstr "An offer waits for your answer"

#, python-format
msgid "一份邀约等%(place)s回答"
msgstr "An offer waits for the answer of %(place)s"

#, python-format
msgid "%(need)s，%(told)s"
msgstr "%(need)s, %(told)s"

msgid "记录这次帮扶"
msgstr "Record this session"

#, python-format
msgid "%(time)s，%(where)s"
msgstr "%(time)s, %(where)s"

msgid "记录"
msgstr "Record"

msgid "约首次见面"
msgstr "Book the first meeting"

msgid "提交帮扶方案"
msgstr "Submit help plan"

msgid "约下一次见面"
msgstr "Book the next meeting"

msgid "写结案报告"
msgstr "Write closing report"

msgid "办理"
msgstr "Open"

#, python-format
msgid "%(code)s，%(where)s"
msgstr "%(code)s, %(where)s"

msgid "就业"
msgstr "Work"

msgid "有没有工作、稳不稳定、会些什么"
msgstr "In work or not, steady or not, what the person can do"

msgid "培训"
msgstr "Training"

msgid "想学什么、缺哪本证"
msgstr "What the person wants to learn, which certificate is missing"

msgid "就学"
msgstr "Schooling"

msgid "在读、停学、想复学"
msgstr "At school, dropped out, wants to go back"

msgid "心理"
msgstr "Psychology"

msgid "睡眠、情绪、想不想找人谈；不写测评数据"
msgstr ""
"Sleep, mood, whether the person wants to talk to somebody; no test data"

msgid "家庭"
msgstr "Family"

msgid "与家人、邻里的关系"
msgstr "How things stand with family and neighbours"

msgid "生活困难"
msgstr "Hardship"

msgid "收入、医药费、要照顾的人"
msgstr "Income, medical costs, people to care for"

msgid "养老、医保有没有接上"
msgstr "Whether pension and health insurance continue"

msgid "住房"
msgstr "Housing"

msgid "住在哪里、能住多久"
msgstr "Where the person lives and for how long they can stay"

msgid "法律事务"
msgstr "Legal matters"

msgid "欠薪、债务、婚姻等要人帮的事"
msgstr "Unpaid wages, debts, marriage and the like, where help is needed"

msgid "陪伴"
msgstr "Company"

msgid "身边有没有说得上话的人"
msgstr "Whether there is somebody the person can talk to"

msgid "没有困难"
msgstr "No difficulty"

msgid "有一点"
msgstr "Some"

msgid "明显"
msgstr "Clear"

msgid "急需"
msgstr "Pressing"

msgid "重新评估需求"
msgstr "Assess the needs again"

msgid "对照上一版，看看哪些变了。"
msgstr "Compare with the version before and see what has changed."

msgid "评估"
msgstr "Assess"

msgid "程度"
msgstr "Level"

msgid "选一项"
msgstr "Choose one"

msgid "需要哪一种帮助"
msgstr "Which kind of help"

msgid "情况"
msgstr "Notes"

msgid "义务教育已经完成"
msgstr "Compulsory schooling is done"

msgid "没有完成的，就学会自动列为需求"
msgstr "Where it is not, schooling is listed as a need by itself"

msgid "本人意愿"
msgstr "What the person wants"

msgid "本人自己想做什么、不想要什么"
msgstr "What they want to do themselves, and what they do not want"

msgid "长处和技能"
msgstr "Strengths and skills"

msgid "会做的、做得好的、可以依靠的人"
msgstr "What they can do, what they do well, whom they can rely on"

msgid "只写需要的帮助，不写案情和测评数据。只有本所和县区局能看到。"
msgstr ""
"Write only what help is needed; no case details, no test data. Only this "
"office and the county bureau can read it."

msgid "下次评估"
msgstr "Next assessment"

#, python-format
msgid "空着按 %(n)s 天后"
msgstr "Left empty: in %(n)s days"

msgid "较早的一版"
msgstr "Earlier version"

msgid "较新的一版"
msgstr "Later version"

#, python-format
msgid "第 %(n)s 版，%(day)s"
msgstr "Version %(n)s, %(day)s"

msgid "加重"
msgstr "Worse"

msgid "好转"
msgstr "Better"

msgid "有需求，没有分级"
msgstr "A need, not graded"

msgid "还没有提出"
msgstr "Not asked for yet"

msgid "未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"
msgstr ""
"Under 16, work or vocational training cannot be arranged. Ask for help with "
"schooling instead."

msgid "下次评估的日期要在今天以后。"
msgstr "The next assessment must be after today."

msgid "至少选一类需求。"
msgstr "Choose at least one kind of need."

msgid "每个领域选一个程度。"
msgstr "Choose a degree for each area."

msgid "选了具体帮助的领域，程度不能是“没有困难”。"
msgstr "An area in which help is chosen cannot say “No difficulty”."

msgid "新一版评估已存入。接着为每一项需求提出帮扶。"
msgstr "The new version is stored. Now ask for help for each need."

msgid "邀约答复期限"
msgstr "Time to answer an offer"

msgid "个工作日"
msgstr "working days"

msgid "提问等候期限"
msgstr "Time to wait for an answer to a question"

msgid "方案视为同意的期限"
msgstr "Time until a plan counts as agreed"

msgid "U1 首次回应"
msgstr "U1 first response"

msgid "U2 首次回应"
msgstr "U2 first response"

msgid "U3 首次回应"
msgstr "U3 first response"

msgid "须审批的需求类别"
msgstr "Need categories that require approval"

msgid "须审批的费用"
msgstr "Cost that requires approval"

msgid "分（人民币）"
msgstr "fen (CNY)"

msgid "资源确认有效期"
msgstr "Validity of a resource confirmation"

msgid "天"
msgstr "days"

msgid "可重新打开的期限"
msgstr "Time in which a request can be reopened"

msgid "结案后授权保留"
msgstr "Access kept after closing"

msgid "匹配权重版本"
msgstr "Match weights version"

msgid "成效回执码有效期"
msgstr "Outcome codes are valid for"

msgid "同一人两次征询至少间隔"
msgstr "Least time between asking the same person twice"

msgid "每次征询抽取的比例"
msgstr "Share of people drawn each time"

msgid "%"
msgstr "%"

msgid "评价单抽取后交给本人的期限"
msgstr "Time to hand out a slip after the draw"

msgid "匹配条件：最低质量等级、须女性帮扶人的大类"
msgstr "Gates: lowest quality grade, categories that need a woman worker"

msgid "需求重新评估的间隔"
msgstr "Days until needs are assessed again"

msgid "未成年人需求重新评估的间隔"
msgstr "Days until a minor's needs are assessed again"

msgid "我确认没有利害关系"
msgstr "I confirm I have no conflict of interest"

msgid "本人不是被害人一方、同案、亲属或原同事，也没有别的利害关系"
msgstr ""
"I am not on the victim's side, involved in the case, a relative or a former "
"colleague, and have no other conflict of interest"

msgid "由谁承担"
msgstr "Who will do it"

msgid "选一位本机构的社工"
msgstr "Choose a caseworker of your organisation"

msgid "本机构还没有社工。先在“人员”里邀请一位，管理员自己承担的也要有社工身份"
msgstr ""
"Your organisation has no caseworker yet. Invite one under People first; a "
"manager who takes the case needs that seat too"

msgid "不影响您以后的邀约"
msgstr "Does not affect your future offers"

msgid "想补充的话"
msgstr "Anything to add"

msgid "一次一个。等回答时，答复的时限暂停"
msgstr "One at a time. While waiting for the answer, the clock is paused"

msgid "回答"
msgstr "Answer"

msgid "对方会看到。不写姓名、住址和案情"
msgstr "They will see it. Leave out names, addresses and case facts"

msgid "收回的原因"
msgstr "Reason for withdrawing"

msgid "谢谢您。工作人员已收到，接着约首次见面。"
msgstr "Thank you. The officer has your answer; next, book the first meeting."

msgid "已告知工作人员，谢谢您的答复。"
msgstr "The officer has been told. Thank you for answering."

msgid "已记下有利害关系，邀约结束，不影响您。"
msgstr ""
"Conflict of interest noted. The offer has ended; this does not affect you."

msgid "问题已送达，答复时限暂停。"
msgstr "Question sent; the clock is paused."

msgid "已回答，对方继续计时。"
msgstr "Answered; their clock runs again."

msgid "邀约已收回。"
msgstr "Offer withdrawn."

msgid "姓名、电话、住址和案情都不在卡上。"
msgstr "Name, phone, address and case facts are not on the card."

msgid "邀约已结束，需求卡已收回。"
msgstr "The offer has ended and the need card was taken back."

#, python-format
msgid "每周至少 %(n)s 个共同时段"
msgstr "Shared time slots a week: at least %(n)s"

#, python-format
msgid "%(km)s 公里以内"
msgstr "Within %(km)s km"

msgid "接受远程"
msgstr "Accepts remote help"

msgid "不接受远程"
msgstr "Does not accept remote help"

#, python-format
msgid "希望帮扶人为%(sex)s"
msgstr "Would like a %(sex)s helper"

#, python-format
msgid "到%(day)s为止"
msgstr "Until %(day)s"

msgid "同时发给"
msgstr "Send to these as well"

msgid "为什么不选第一处"
msgstr "Why not the first place"

msgid "选一个原因，改选会计入统计"
msgstr "Choose a reason; choosing another place is counted in the statistics"

msgid "放宽的理由"
msgstr "Reason for relaxing"

msgid "写明本人或对方怎样说的，会随邀约留存"
msgstr ""
"Write what the client or the other side said; it is kept with the offer"

msgid "放宽条件要写明理由"
msgstr "Give a reason for relaxing a condition"

msgid "对方已同意放宽"
msgstr "They have agreed to relax it"

msgid "对方接受以后可以看到"
msgstr "They can see this once they accept"

msgid "我已核对：对方与本人没有利害关系"
msgstr "I have checked: they have no conflict of interest with the client"

msgid "核对利害关系后勾选"
msgstr "Check for conflicts of interest, then tick"

msgid "本人没有同意告知用人单位，现在不能给。"
msgstr ""
"The client has not agreed to telling employers, so it cannot be given now."

msgid "U1 最多同时发给三处，其他一次一处"
msgstr "U1 may go to three places at once; others to one at a time"

msgid "这一项要先问过对方"
msgstr "Ask them about this first"

msgid "邀约已发出。对方 2 个工作日内答复，结果会通知您。"
msgstr "Offer sent. You will hear within 2 working days."

msgid "已转入候补。有空位时马上重新匹配，并通知您。"
msgstr ""
"Moved to the waiting list. When there is an opening, matching runs again at "
"once and you will be told."

msgid "选一处"
msgstr "Choose a place"

msgid "合计 100"
msgstr "Total of 100"

msgid "空位"
msgstr "Free places"

msgid "只有这一处可去的其他需求"
msgstr "Other requests with no other option"

#, python-format
msgid "空位 %(n)s"
msgstr "Openings: %(n)s"

#, python-format
msgid "%(n)s 处"
msgstr "Places: %(n)s"

msgid "去处"
msgstr "Place"

msgid "合计"
msgstr "Total"

msgid "各处的分数"
msgstr "Points by place"

#, python-format
msgid "%(fields)s。授权到结案后 7 天为止。"
msgstr "%(fields)s. Access ends 7 days after closing."

msgid "对方接受以后"
msgstr "After they accept"

msgid "对象代号、年龄段、性别、县区、需求、要求、时段。邀约结束即收回。"
msgstr ""
"Client code, age band, sex, county, need, requirements, time slots. "
"Withdrawn when the offer ends."

msgid "发出邀约时"
msgstr "When the offer is sent"

msgid "任何时候都不给"
msgstr "Never given"

msgid "罪名、刑期、矫正类别、档案材料。"
msgstr "Offence, sentence, correction category, file contents."

#, python-format
msgid "%(why)s。%(opens)s。"
msgstr "%(why)s. %(opens)s."

msgid "已满"
msgstr "Full"

msgid "太远"
msgstr "Too far"

msgid "安全顾虑"
msgstr "Safety concern"

msgid "不擅长"
msgstr "Not my field"

msgid "有利害关系"
msgstr "Conflict of interest"

msgid "分数"
msgstr "Points"

msgid "权重版本"
msgstr "Weights version"

msgid "改选原因"
msgstr "Reason for another choice"

msgid "放宽的条件"
msgstr "Conditions relaxed"

msgid "放宽理由"
msgstr "Reason for relaxing"

msgid "接受后披露的字段"
msgstr "Fields given after acceptance"

msgid "谢绝原因"
msgstr "Reason for declining"

msgid "提问"
msgstr "Ask"

msgid "新机构应得的转介比例"
msgstr "Share of referrals due to new organisations"

msgid "至少"
msgstr "At least"

msgid "至多"
msgstr "At most"

msgid "新机构可低于第一处的分数"
msgstr "How far below the first a new organisation may score"

msgid "分"
msgstr "points"

msgid "新机构比例的计算期"
msgstr "Period over which that share is counted"

msgid "最后一个名额刚刚被占用，这次接受没有生效。"
msgstr ""
"The last opening has just been taken, so this acceptance did not take effect."

msgid "这家单位承接的人数已满，或已暂停承接。"
msgstr ""
"This organisation has as many people as it takes, or takes none at present."

msgid "这家机构还没有入库，不能承接。"
msgstr "This organisation is not listed yet and cannot take this on."

msgid "写下想问的事。"
msgstr "Write what you want to ask."

msgid "写下回答，对方看到后继续计时。"
msgstr "Write the answer; their clock runs again once they see it."

msgid "这段文字对方会看到，不能写出本人身份或案情。"
msgstr ""
"They will see this text. It cannot reveal the client's identity or case "
"facts."

msgid "只有会面的时间和地点"
msgstr "Only the time and place of meetings"

msgid "现在看得到"
msgstr "What you see now"

msgid "代号、年龄段、县区、需求和时段"
msgstr "Code, age band, county, need and time slots"

msgid "接受后可以查看"
msgstr "What you can view after accepting"

msgid "始终不披露"
msgstr "Never shown"

msgid "案情、刑期和矫正类别"
msgstr "Case facts, sentence and correction category"

msgid "工作人员搭档"
msgstr "Staff partner"

msgid "答复期限"
msgstr "Answer due"

#, python-format
msgid "由 %(who)s 承担。5 个工作日内约好首次见面。"
msgstr "%(who)s will do it. Book the first meeting within 5 working days."

msgid "已接受"
msgstr "Accepted"

msgid "打开这份需求"
msgstr "Open this request"

msgid "已告知这次不方便"
msgstr "Not this time: your answer has been passed on"

msgid "谢谢您的答复。不影响以后的邀约，工作人员会另找去处。"
msgstr ""
"Thank you for answering. It does not affect future offers; the officer will "
"find another place."

msgid "对方这次不方便"
msgstr "Not this time for them"

#, python-format
msgid "原因：%(why)s。"
msgstr "Reason: %(why)s."

msgid "这份邀约已过期"
msgstr "This offer has expired"

msgid "答复期限已过，工作人员会另找去处。不用再办。"
msgstr ""
"The time to answer has passed; the officer will find another place. Nothing "
"more to do."

msgid "对方没有在期限内答复"
msgstr "They did not answer in time"

msgid "需求已回到匹配，可以另选去处。"
msgstr "The request is back in matching; you can choose another place."

msgid "这份邀约已收回"
msgstr "This offer has been withdrawn"

msgid "同一份需求已由另一处先接受。谢谢您愿意考虑。"
msgstr ""
"Another place accepted the same request first. Thank you for considering it."

msgid "工作人员收回了邀约，不用再答复。"
msgstr "The officer withdrew the offer; no answer is needed."

msgid "已按您写的原因收回。"
msgstr "Withdrawn for the reason you gave."

msgid "一次只能向一处发出邀约；U1 可以同时发给三处。"
msgstr "Offer to one place at a time; U1 may go to three places at once."

msgid "放宽条件要写明理由。"
msgstr "Give a reason for relaxing a condition."

msgid "这一处还有没通过的条件，不能发出邀约。"
msgstr ""
"This place still has conditions it does not meet, so no offer can be sent."

msgid "先确认没有利害关系。如果有，用“谢绝”说明，不影响您。"
msgstr ""
"First confirm that you have no conflict of interest. If you have one, use "
"'Decline'; it does not affect you."

msgid "这位帮扶人与对象存在利害关系，换一位。"
msgstr ""
"This helper has a conflict of interest with the client. Choose another."

msgid "条件有了变化，这份邀约不能再接受。"
msgstr "Conditions have changed; this offer can no longer be accepted."

msgid "开展本项帮扶"
msgstr "Provide this help"

msgid "选一个原因，不会影响您以后的邀约。"
msgstr "Choose a reason; it does not affect your future offers."

msgid "写明收回的原因。"
msgstr "Give the reason for withdrawing."

#, python-format
msgid "还有 %(n)d 处通过全部条件，先发出邀约。"
msgstr ""
"Other places that meet every condition: %(n)d. Send offers to them first."

msgid "指定一位本机构的社工承担。"
msgstr "Name a caseworker of your organisation to do it."

#, python-format
msgid "这份邀约现在是“%(state)s”，不用再答复。"
msgstr "This offer is now '%(state)s'; no answer is needed."

msgid "这份邀约已过答复期限。"
msgstr "The time to answer this offer has passed."

msgid "这一类帮扶不能披露所选的信息。"
msgstr "The chosen information cannot be given for this kind of help."

msgid "告知用人单位前，须有本人同意。"
msgstr "The client must consent before an employer is told."

msgid "匹配权重"
msgstr "Match weights"

msgid "这张评价单已经给过或过了期限，码只显示一次。"
msgstr ""
"This slip was given already or is out of date; a code is shown only once."

msgid "同一服务征询的人太少，为了不被认出，这次不发。"
msgstr ""
"Too few people of this service are asked this time; so that nobody is "
"recognised, no slip is given."

msgid "选出提前结束的原因。"
msgstr "Choose the reason for ending early."

msgid "5 很满意"
msgstr "5 Very satisfied"

msgid "4 满意"
msgstr "4 Satisfied"

msgid "3 一般"
msgstr "3 Neutral"

msgid "2 不满意"
msgstr "2 Not satisfied"

msgid "1 很不满意"
msgstr "1 Not at all satisfied"

msgid "目标已提前达到"
msgstr "Goals reached early"

msgid "开展次数少于计划时勾选"
msgstr "Tick if fewer meetings were held than planned"

msgid "不写姓名和案情"
msgstr "Leave out names and case facts"

msgid "成效"
msgstr "Outcome"

#, python-format
msgid "目标：%(goal)s"
msgstr "Goal: %(goal)s"

msgid "看得到、查得到的事实，例如上岗日期、证书编号"
msgstr ""
"Facts that can be seen or checked, such as a start date at work or a "
"certificate number"

msgid "费用（元）"
msgstr "Cost (yuan)"

msgid "与报告不一致时直接更正"
msgstr "Correct it here if it differs from the report"

msgid "需求满足"
msgstr "Need met"

msgid "本人怎么说"
msgstr "What the client says"

msgid "当面或电话问过本人再填"
msgstr "Ask the client in person or by phone first"

msgid "本人满意度"
msgstr "Client's satisfaction"

msgid "您怎么看这家机构的工作"
msgstr "What do you think of this organisation's work?"

msgid "您自己的评价，与本人满意度分开统计"
msgstr "Your own rating, counted apart from the person's"

msgid "要补充什么"
msgstr "What to add"

msgid "目标与结果"
msgstr "Goals and results"

msgid "每项：目标、结果、依据"
msgstr "Each: goal, result, evidence"

msgid "开展次数"
msgstr "Meetings held"

msgid "合计分钟"
msgstr "Minutes in all"

msgid "费用(分)"
msgstr "Cost (fen)"

msgid "退回原因"
msgstr "Reason returned"

msgid "结案报告"
msgstr "Closing report"

msgid "满足了"
msgstr "Met"

msgid "部分满足"
msgstr "Partly met"

msgid "没有满足"
msgstr "Not met"

msgid "没有联系上"
msgstr "Could not be reached"

msgid "帮扶的去处；需求重新打开以后仍然记得"
msgstr "The place that gave the help; remembered after the request is reopened"

msgid "由工作人员更正"
msgstr "Corrected by an officer"

msgid "本人的回答"
msgstr "The client's answer"

msgid "满意度"
msgstr "Satisfaction"

msgid "1–5"
msgstr "1–5"

msgid "帮扶成效"
msgstr "Help outcome"

msgid "有效期至"
msgstr "Valid until"

msgid "本人用码回答"
msgstr "Answered with a code"

msgid "回答日期"
msgstr "Answered on"

msgid "成效回执码"
msgstr "Outcome code"

msgid "抽取日期"
msgstr "Drawn on"

msgid "评价单"
msgstr "Feedback slip"

msgid "评价单只给一次"
msgstr "A slip is given once"

msgid "征询名单"
msgstr "People asked"

msgid "已就业"
msgstr "Found work"

msgid "完成培训"
msgstr "Finished training"

msgid "取得证书"
msgstr "Obtained a certificate"

msgid "完成心理辅导"
msgstr "Finished counselling"

msgid "获得法律援助"
msgstr "Received legal aid"

msgid "获得救助"
msgstr "Received relief"

msgid "恢复就学"
msgstr "Back at school"

msgid "关系改善"
msgstr "Relationships improved"

msgid "本人未到"
msgstr "Client did not come"

msgid "本人谢绝"
msgstr "Client declined"

msgid "未解决"
msgstr "Not resolved"

msgid "达到"
msgstr "Reached"

msgid "部分达到"
msgstr "Partly reached"

msgid "没有达到"
msgstr "Not reached"

msgid "目标提前达到"
msgstr "Goals reached early"

msgid "本人不愿继续"
msgstr "Client does not wish to continue"

msgid "帮扶人不能继续"
msgstr "Helper cannot continue"

msgid "迁出"
msgstr "Moved away"

msgid "矫正结束"
msgstr "Correction ended"

msgid "终止矫正"
msgstr "Correction terminated"

msgid "不再需要"
msgstr "No longer needed"

msgid "重复"
msgstr "Duplicate"

msgid "撤回同意"
msgstr "Consent withdrawn"

msgid "还有没记录的帮扶，先记录或取消。"
msgstr "Some meetings are not recorded. Record or cancel them first."

#, python-format
msgid "计划 %(planned)d 次，已开展 %(held)d 次。目标提前达到时可以勾选后完成。"
msgstr ""
"%(planned)d planned, %(held)d held. If the goals were reached early, tick "
"that to finish."

msgid "选出提前结束的原因，并写一句说明。"
msgstr "Choose the reason for ending early and add a sentence."

msgid "选出成效。"
msgstr "Choose an outcome."

msgid "每个目标都要写结果和依据。"
msgstr "Give a result and evidence for every goal."

msgid "写明要补充什么。"
msgstr "Write what to add."

msgid "不能确认自己提交的成效，让同事办理。"
msgstr "You cannot confirm an outcome you submitted. Ask a colleague."

msgid "成效、需求是否满足、本人的回答三项都要选。"
msgstr ""
"Choose all three: the outcome, whether the need was met, and the client's "
"answer."

msgid "满意度是 1 到 5 的整数。"
msgstr "Satisfaction is a whole number from 1 to 5."

msgid "选出撤回的原因。"
msgstr "Choose the reason for withdrawing."

#, python-format
msgid "现在是“%(state)s”，不能撤回。"
msgstr "It is now '%(state)s' and cannot be withdrawn."

msgid "选出结束的原因。"
msgstr "Choose the reason for ending."

msgid "结案报告提交以后、确认以前，才能给回执单。"
msgstr ""
"An outcome slip can be given after the end report and before it is confirmed."

msgid "本人已经用回执码回答过。"
msgstr "The person has answered with a code already."

msgid "选一项。"
msgstr "Choose one."

msgid "这个码现在不能用。核对后再输入，或者不填，没有任何影响。"
msgstr ""
"This code cannot be used now. Check it and try again, or leave it: it "
"changes nothing."

msgid "帮扶已完成。接着写结案报告。"
msgstr "Help finished. Next, write the closing report."

#, python-format
msgid "计划 %(planned)d 次，已开展 %(held)d 次。"
msgstr "%(planned)d planned, %(held)d held."

msgid "完成帮扶"
msgstr "Finish help"

msgid "已提前结束。结案报告仍要写。"
msgstr "Ended early. A closing report is still needed."

msgid "还没开始的约定会一并取消。"
msgstr "Bookings that have not started are cancelled too."

msgid "提前结束"
msgstr "End early"

msgid "报告已提交，工作人员会问过本人后核对。"
msgstr "Report submitted. The officer will ask the client, then check it."

#, python-format
msgid "退回补充：%(text)s"
msgstr "Returned for more: %(text)s"

msgid "次数和时长取自帮扶记录，不用填写。"
msgstr "Counts and hours come from the help records; no need to enter them."

msgid "提交报告"
msgstr "Submit report"

msgid "已结案。90 天内需求没有满足，可以重新打开。"
msgstr "Closed. If the need is not met, it can be reopened within 90 days."

msgid "已退回，对方 3 个工作日内补充。"
msgstr "Returned; they have 3 working days to add to it."

msgid "这里已有帮扶需求，不能装入。用一个空的库再装。"
msgstr ""
"There are requests here already, so nothing can be loaded. Use an empty "
"database."

msgid "空着的是全部县区"
msgstr "Empty: all counties"

msgid "按哪一天"
msgstr "As of"

msgid "条件版本"
msgstr "Version of the gates"

msgid "待匹配的需求"
msgstr "Needs to be matched"

msgid "已接受的各件在目标函数里的值"
msgstr "Value of the accepted pairs in the objective"

msgid "县区 → 需求、提出、新增、保留、取消的件数"
msgstr "County → numbers of needs, proposals, new, kept and ended ones"

msgid "匹配计划"
msgstr "Matching plan"

msgid "等待计算"
msgstr "Waiting"

msgid "已算出"
msgstr "Worked out"

msgid "已提出"
msgstr "Proposed"

msgid "区划代码的前四位"
msgstr "First four digits of the division codes"

msgid "条件与资源的摘要"
msgstr "Mark of needs and places"

msgid "提出以后的摘要"
msgstr "Mark of what stands afterwards"

msgid "计算期间情况有变、没有提出的"
msgstr "Not proposed, because things changed meanwhile"

msgid "提出的各件在目标函数里的值"
msgstr "Value of the proposals in the objective"

msgid "百分之一秒"
msgstr "Hundredths of a second"

msgid "计划的一个区域"
msgstr "Region of a plan"

msgid "计划另有安排"
msgstr "Planned otherwise"

msgid "已按建议邀约"
msgstr "Offered as proposed"

msgid "工作人员另选一处"
msgstr "Another place chosen"

msgid "名额已被占用"
msgstr "Place was taken"

msgid "情况已变"
msgstr "Things changed"

msgid "计划已取消"
msgstr "Plan cancelled"

msgid "通过全部条件的去处"
msgstr "Places that meet every condition"

msgid "另外几件只有这一处可去"
msgstr "How many others have only this place"

msgid "计划建议"
msgstr "Plan's proposal"

msgid "上一次计划还没有算完。等它完成，或者先取消。"
msgstr "The last plan is not finished yet. Wait for it, or cancel it first."

msgid "计算中"
msgstr "Running"

msgid "完成"
msgstr "Complete"

msgid "取消"
msgstr "Cancel"

msgid "没有完成"
msgstr "Not completed"

#, python-format
msgid "上月同期 %(n)d"
msgstr "%(n)d by this day of last month"

#, python-format
msgid "其中 %(n)d 件暂无空位"
msgstr "%(n)d of them without a place"

msgid "近 30 天"
msgstr "last 30 days"

msgid "本月送达的帮扶"
msgstr "Help delivered this month"

msgid "人次"
msgstr "times"

msgid "正在等待的需求"
msgstr "Requests waiting"

msgid "首次回应（中位数）"
msgstr "First answer (median)"

msgid "谁的在办帮扶"
msgstr "Whose running cases"

msgid "移交的原因"
msgstr "Reason for the handover"

#, python-format
msgid "%(who)s，%(n)d 件在办"
msgstr "%(who)s, %(n)d running"

msgid "原承接方"
msgstr "Provider so far"

msgid "原帮扶人"
msgstr "Helper so far"

msgid "只移交这个人的在办；空着的是整家机构的"
msgstr "Only this person's cases; empty means the whole organisation's"

msgid "待移交"
msgstr "To be handed over"

msgid "已发出邀约"
msgstr "Offer sent"

msgid "重新匹配"
msgstr "Match again"

msgid "换了帮扶人"
msgstr "Helper changed"

msgid "情况已变，没有移交"
msgstr "Things had changed, not handed over"

msgid "已恢复"
msgstr "Restored"

msgid "已由新的承接方接手，没有恢复"
msgstr "Taken over by the new provider, not restored"

msgid "本件的原因"
msgstr "Reason for this case"

msgid "空着的，用总的原因"
msgstr "Left empty: the reason for all"

msgid "可以移交给"
msgstr "May go to"

msgid "移交前"
msgstr "Before the handover"

msgid "移交的帮扶"
msgstr "Case handed over"

msgid "移交时已不由原承接方在办。"
msgstr "At the handover it was no longer with this provider."

msgid "已由新的承接方接手，没有恢复。"
msgstr "The new provider has taken it over; it was not restored."

msgid "这件帮扶已经有了变化，没有恢复。"
msgstr "This case has changed since; it was not restored."

msgid "写明移交的原因。"
msgstr "Give the reason for the handover."

msgid "没有要移交的在办帮扶。"
msgstr "There are no running cases to hand over."

msgid "只能移交给列出的去处。"
msgstr "Choose one of the places listed."

msgid "又有新的在办帮扶，重新列出以后再确认。"
msgstr "New cases have come in; list them again before confirming."

msgid "移交已超过 24 小时，不能撤销。需要时逐件更换承接方。"
msgstr ""
"More than 24 hours have passed; it cannot be undone. Change providers case "
"by case where needed."

msgid "这次移交已经确认。"
msgstr "This handover was already confirmed."

msgid "为移交的帮扶找去处"
msgstr "Find places for cases to hand over"

msgid "已保存，还没有移交。"
msgstr "Saved; nothing has been handed over yet."

msgid "已确认移交。24 小时内可以撤销。"
msgstr "Handover confirmed. It can be undone within 24 hours."

msgid "没有移交，一切照旧。"
msgstr "Nothing was handed over; all stays as it was."

msgid "已撤销，逐件的结果见下表。"
msgstr "Undone; the table shows the result case by case."

msgid "需求"
msgstr "Need"

msgid "不限"
msgstr "Any"

msgid "在办"
msgstr "Open"

msgid "需要哪一类帮助"
msgstr "What kind of help is needed"

msgid "多紧急"
msgstr "How urgent"

msgid "最近一次评估写明"
msgstr "In the latest assessment"

msgid "已有一份在办，会打开那一份"
msgstr "One is already open; that one will be opened"

msgid "人身、住处或生活马上有危险"
msgstr "Immediate danger to safety, home or living"

msgid "拖下去会变坏"
msgstr "Will get worse with delay"

msgid "按一般时限办"
msgstr "Handle within the usual time"

msgid "希望得到的帮助"
msgstr "Help wanted"

msgid "帮扶人会看到。不写姓名、号码、住址和案情。"
msgstr ""
"The helper will see it. Leave out names, numbers, addresses and case facts."

msgid "希望达到的结果"
msgstr "Result hoped for"

msgid "一句话，结案时对照"
msgstr "One sentence, to check against at closing"

msgid "对去处的要求"
msgstr "Requirements for the place"

msgid "本人可以的时段"
msgstr "Times that suit the client"

msgid "每周至少要几个共同时段"
msgstr "Shared time slots needed a week, at least"

msgid "最远走多少公里"
msgstr "Furthest distance in km"

msgid "希望帮扶人的性别"
msgstr "Preferred sex of helper"

msgid "最低质量等级"
msgstr "Lowest quality grade"

msgid "帮扶到哪一天"
msgstr "Help until"

msgid "空着表示不限"
msgstr "Leave empty for no limit"

msgid "预计费用（元）"
msgstr "Expected cost (yuan)"

msgid "帮扶的最后一天不能早于今天"
msgstr "The last day of help cannot be before today"

#, python-format
msgid "不能多于上面勾选的 %(n)s 个时段"
msgstr "No more than the %(n)s time slots ticked above"

msgid "对方会看到。不写姓名和案情。"
msgstr "They will see it. Leave out names and case facts."

msgid "哪一天恢复"
msgstr "Resume on"

msgid "到这一天自动恢复，也可以提前恢复"
msgstr "Resumes by itself on this day, or earlier if you choose"

msgid "帮扶人交回了这份需求"
msgstr "The helper has handed this request back"

msgid "没有交回的，首次见面错过两次才重新匹配"
msgstr ""
"Unless handed back, matching runs again only after two missed first meetings"

msgid "交接情况"
msgstr "Handover notes"

msgid "做到哪一步、接下来做什么。接手的人会看到，不写姓名和案情。"
msgstr ""
"How far it has got and what comes next. The next helper will see it; leave "
"out names and case facts."

msgid "帮扶人可以看到"
msgstr "The helper can see"

msgid "会写进授权记录，不写姓名和号码"
msgstr "Goes into the access record; leave out names and numbers"

msgid "撤回的原因"
msgstr "Reason for withdrawing"

msgid "U1 · 24 小时"
msgstr "U1 · 24 hours"

msgid "U2 · 3 个工作日"
msgstr "U2 · 3 working days"

msgid "U3 · 7 个工作日"
msgstr "U3 · 7 working days"

msgid "已满足"
msgstr "Met"

msgid "未满足"
msgstr "Not met"

msgid "需求编号"
msgstr "Request number"

msgid "大类"
msgstr "Category"

msgid "紧急程度"
msgstr "Urgency"

msgid "要求"
msgstr "Requirements"

msgid "可以的时段"
msgstr "Times that suit"

msgid "至少共同时段"
msgstr "Shared time slots, at least"

msgid "最远距离(米)"
msgstr "Furthest distance (m)"

msgid "男"
msgstr "Male"

msgid "女"
msgstr "Female"

msgid "最低资格等级"
msgstr "Lowest qualification level"

msgid "帮扶至"
msgstr "Help until"

msgid "预计费用(分)"
msgstr "Expected cost (fen)"

msgid "提交时间"
msgstr "Submitted at"

msgid "首次回应时限"
msgstr "First response due"

msgid "首次回应"
msgstr "First response"

msgid "轮次"
msgstr "Round"

msgid "挡住的条件"
msgstr "Conditions in the way"

msgid "上次重算候补"
msgstr "Waiting list last recalculated"

msgid "结束原因"
msgstr "Reason ended"

msgid "有一份需求待审批"
msgstr "A request awaits approval"

#, python-format
msgid "需求 %(number)s 提交给您审批。"
msgstr "Request %(number)s has been submitted for your approval."

msgid "有一份需求待匹配"
msgstr "A request awaits matching"

#, python-format
msgid "需求 %(number)s 可以选择去处了。"
msgstr "You can choose a place for request %(number)s."

msgid "需求已批准"
msgstr "Request approved"

#, python-format
msgid "需求 %(number)s 已批准，可以选择去处。"
msgstr "Request %(number)s has been approved; you can choose a place."

msgid "需求被退回"
msgstr "Request returned"

#, python-format
msgid "需求 %(number)s 被退回，按意见修改后再提交。"
msgstr ""
"Request %(number)s was returned. Change it as advised, then submit again."

msgid "帮扶暂停"
msgstr "Help paused"

#, python-format
msgid "需求 %(number)s 暂停，到日子自动恢复。"
msgstr "Request %(number)s is paused and resumes by itself on the day set."

msgid "帮扶恢复"
msgstr "Help resumed"

#, python-format
msgid "需求 %(number)s 恢复，约下一次。"
msgstr "Request %(number)s has resumed. Book the next meeting."

msgid "帮扶已移交"
msgstr "A case was handed over"

#, python-format
msgid "需求 %(number)s 换了承接方或帮扶人，请告知本人。"
msgstr ""
"Request %(number)s has a new provider or helper; please tell the person."

msgid "移交已撤销"
msgstr "A handover was undone"

#, python-format
msgid "需求 %(number)s 仍由原来的承接方继续，请告知本人。"
msgstr "Request %(number)s stays with its provider; please tell the person."

msgid "需求已撤回"
msgstr "Request withdrawn"

#, python-format
msgid "需求 %(number)s 已撤回，不用再办。"
msgstr "Request %(number)s has been withdrawn. Nothing more to do."

msgid "有一份邀约等您答复"
msgstr "An offer waits for your answer"

#, python-format
msgid "登录后查看，%(due)s 前答复。"
msgstr "Log in to view it; answer by %(due)s."

msgid "邀约已被接受"
msgstr "Offer accepted"

#, python-format
msgid "需求 %(number)s 有了去处。"
msgstr "Request %(number)s has a place."

msgid "邀约未被接受"
msgstr "Offer not accepted"

#, python-format
msgid "需求 %(number)s 要另选去处，下一处已经提出。"
msgstr ""
"Request %(number)s needs another place; the next one has been proposed."

msgid "邀约到期没有答复"
msgstr "Offer expired without an answer"

msgid "一份邀约已收回"
msgstr "An offer has been withdrawn"

msgid "不用再答复。"
msgstr "No answer is needed."

msgid "对方有一个问题"
msgstr "They have a question"

#, python-format
msgid "需求 %(number)s 的邀约等您回答，回答后对方继续计时。"
msgstr ""
"The offer for request %(number)s waits for your answer; their clock runs "
"again once you answer."

msgid "您的问题有了回答"
msgstr "Your question has been answered"

#, python-format
msgid "登录后查看，%(due)s 前答复邀约。"
msgstr "Log in to view it; answer the offer by %(due)s."

msgid "需求转入候补"
msgstr "Request moved to the waiting list"

#, python-format
msgid "需求 %(number)s 现在没有去处，有空位时会重新匹配。"
msgstr ""
"Request %(number)s has no place now. When there is an opening, matching runs "
"again."

msgid "有一份需求已过时限"
msgstr "A request is late"

#, python-format
msgid "需求 %(number)s 等您办理，县区协调人提醒。"
msgstr "Request %(number)s waits for you; the county coordinator reminds you."

msgid "候补的需求有了去处"
msgstr "Place found for a waiting request"

#, python-format
msgid "需求 %(number)s 可以发出邀约了。"
msgstr "You can send an offer for request %(number)s."

msgid "有一份方案待同意"
msgstr "A plan awaits agreement"

#, python-format
msgid "需求 %(number)s 的方案已提交。到期没有意见，视为同意。"
msgstr ""
"The plan for request %(number)s has been submitted. Without comments in "
"time, it counts as agreed."

msgid "方案已生效"
msgstr "Plan in effect"

#, python-format
msgid "需求 %(number)s 可以开始帮扶。"
msgstr "Help can begin for request %(number)s."

msgid "方案有意见"
msgstr "Comments on the plan"

#, python-format
msgid "需求 %(number)s 的方案要修改。"
msgstr "The plan for request %(number)s needs changes."

msgid "一次无故缺席"
msgstr "Absence without a reason"

#, python-format
msgid "需求 %(number)s 的一次帮扶没有到，等您答复。"
msgstr "A meeting for request %(number)s was missed. It waits for your answer."

msgid "缺席有了答复"
msgstr "Absence answered"

#, python-format
msgid "需求 %(number)s 的一次缺席，工作人员已答复。"
msgstr "The officer has answered an absence for request %(number)s."

msgid "有情况需要您关注"
msgstr "Something needs your attention"

#, python-format
msgid "需求 %(number)s 的记录提示要关注。"
msgstr "The record for request %(number)s asks for attention."

msgid "有一份结案报告待核对"
msgstr "A closing report to check"

#, python-format
msgid "需求 %(number)s 的结案报告已提交。"
msgstr "The closing report for request %(number)s has been submitted."

msgid "结案报告被退回"
msgstr "Closing report returned"

#, python-format
msgid "需求 %(number)s 的结案报告要补充。"
msgstr "The closing report for request %(number)s needs more."

msgid "本人用回执码作了回答"
msgstr "The person answered with a code"

#, python-format
msgid "需求 %(number)s。核对结案报告时可以看到。"
msgstr "Request %(number)s. You see it when you check the end report."

msgid "需求已结案"
msgstr "Request closed"

#, python-format
msgid "需求 %(number)s 已结案，谢谢您。"
msgstr "Request %(number)s is closed. Thank you."

#, python-format
msgid "【同心桥】您有一份邀约，请于 %(due)s 前登录平台答复。"
msgstr "[Tongxin] An offer waits: please log in and answer by %(due)s."

#, python-format
msgid "%(day)s前首次回应"
msgstr "First response by %(day)s"

msgid "姓名和联系方式已隐去。"
msgstr "Name and contact details are hidden."

#, python-format
msgid "每周 %(n)s 个共同时段"
msgstr "Shared time slots a week: %(n)s"

#, python-format
msgid "%(km)s以内"
msgstr "Within %(km)s"

msgid "。"
msgstr "."

#, python-format
msgid "%(name)s（%(role)s）"
msgstr "%(name)s (%(role)s)"

msgid "系统"
msgstr "System"

msgid "超时办理"
msgstr "Done late"

msgid "没有"
msgstr "None"

msgid "最远距离"
msgstr "Furthest distance"

msgid "远程"
msgstr "Remote"

msgid "接受"
msgstr "Accept"

msgid "不接受"
msgstr "Do not accept"

msgid "预计费用"
msgstr "Expected cost"

msgid "哪一类、多紧急"
msgstr "What kind, how urgent"

msgid "希望和时段"
msgstr "Wishes and times"

msgid "核对并提交"
msgstr "Check and submit"

msgid "还没到入矫日期，入册后再提出需求。"
msgstr ""
"Correction has not started yet. Make a request once the client is on the "
"register."

msgid "这份档案已结束，不能再提出需求。"
msgstr "This file has ended; no new requests can be made."

msgid "已经提交，不能再改。需要改时先撤回。"
msgstr ""
"Already submitted and cannot be changed. To change it, withdraw it first."

msgid "还差这些内容，补上后再提交。"
msgstr "These are still missing. Add them, then submit."

msgid "写明退回的原因，申请人会看到。"
msgstr "Give the reason for returning it; the requester will see it."

msgid "写明希望得到的帮助。"
msgstr "Describe the help wanted."

msgid "选出可以的时段。"
msgstr "Choose the times that suit."

msgid "登记本人同意，或写明法定职责。"
msgstr "Record the client's consent or give the statutory duty."

msgid "共同时段的要求多于所选的时段。"
msgstr "More shared time slots are required than were chosen."

msgid "这一类需求须经审批。"
msgstr "This kind of request requires approval."

msgid "未成年人的需求须经审批。"
msgstr "Requests for minors require approval."

msgid "预计费用超过限额，须经审批。"
msgstr "The expected cost is over the limit and requires approval."

msgid "没有这一类需求。"
msgstr "There is no such kind of request."

msgid "继续填写"
msgstr "Continue filling in"

msgid "披露信息给帮扶人"
msgstr "Give the helper information"

msgid "选一处，发出邀约"
msgstr "Choose a place, send the offer"

msgid "您是申请人，须由另一位负责人审批。"
msgstr "You made this request; another manager must approve it."

msgid "没有有效的同意或法定依据，不能发出邀约。"
msgstr "There is no valid consent or legal basis, so no offer can be sent."

msgid "暂停帮扶"
msgstr "Pause help"

msgid "暂停"
msgstr "Suspended"

msgid "已暂停，到日子自动恢复。"
msgstr "Paused; resumes by itself on the day set."

msgid "已恢复，约下一次。"
msgstr "Resumed. Book the next meeting."

msgid "交回，重新匹配"
msgstr "Hand back, match again"

msgid "已回到匹配，名额已空出。"
msgstr "Back in matching; the opening has been freed."

msgid "更换承接方"
msgstr "Change provider"

msgid "更换，重新匹配"
msgstr "Change, match again"

msgid "已回到匹配，以前的记录都保留。"
msgstr "Back in matching; earlier records are kept."

msgid "重新打开"
msgstr "Reopen"

msgid "已重新打开，作为新的一轮。"
msgstr "Reopened as a new round."

msgid "结案 90 天内、需求没有满足的，可以重新打开。"
msgstr ""
"If the need was not met, a request can be reopened within 90 days of closing."

msgid "授权查看"
msgstr "Grant access"

msgid "已授权，对方每看一次都有记录。"
msgstr "Access granted; every view is logged."

msgid "授权到结案后 7 天为止。罪名、刑期、矫正类别任何时候都不给。"
msgstr ""
"Access ends 7 days after closing. Offence, sentence and correction category "
"are never given."

msgid "不再恢复，结束帮扶"
msgstr "Do not resume, end help"

msgid "结束帮扶"
msgstr "End help"

msgid "已结束，承接方还要交结案报告。"
msgstr "Ended; the provider still has to send a closing report."

msgid "恢复的日期要在今天以后。"
msgstr "The day to resume must be after today."

msgid "首次见面错过两次，或者帮扶人交回，才重新匹配。"
msgstr ""
"Matching runs again only if the first meeting was missed twice or the helper "
"hands it back."

msgid "写明交接情况，接手的人要看。"
msgstr "Write handover notes; the next helper needs them."

msgid "需求已满足，不用重新打开。还需要时提出新的需求。"
msgstr ""
"The need has been met, so it cannot be reopened. If more is needed, make a "
"new request."

msgid "结案已超过可重新打开的期限，提出新的需求。"
msgstr "The time for reopening after closing has passed. Make a new request."

msgid "这一类需求已有一份在办。"
msgstr "A request of this kind is already open."

msgid "写明原因。"
msgstr "Give the reason."

msgid "这一类需求已有一份在办，就是这一份。"
msgstr "A request of this kind is already open; this is the one."

msgid "草稿已存，30 天内可以接着填。"
msgstr "Draft saved; you can go on with it within 30 days."

msgid "已提交，可以选择去处。"
msgstr "Submitted; you can choose a place."

msgid "已提交，等负责人审批。"
msgstr "Submitted; awaiting a manager's approval."

msgid "已批准，申请人可以选择去处了。"
msgstr "Approved; the requester can choose a place."

msgid "已退回，申请人会看到原因。"
msgstr "Returned; the requester will see the reason."

msgid "退回需求"
msgstr "Return request"

msgid "退回"
msgstr "Return"

msgid "需求已撤回。"
msgstr "Request withdrawn."

msgid "还没有答复的邀约随之收回。"
msgstr "Offers not yet answered are withdrawn with it."

msgid "名额随之空出，已给出的授权马上停止。"
msgstr "The opening is freed, and access already given stops at once."

msgid "已经开展过工作，承接方还要交一份简短的报告。"
msgstr "Work has been done; the provider still has to send a short report."

msgid "撤回需求"
msgstr "Withdraw request"

#, python-format
msgid "现在已有 %(n)d 人，人数上限不能比这更少。"
msgstr "%(n)d people are there now; the limit cannot be lower."

msgid "写明暂停的原因。"
msgstr "Give the reason for suspending."

#, python-format
msgid "%(name)s（%(end)s）"
msgstr "%(name)s (%(end)s)"

msgid "填写用工单位的全称，不超过 80 个字。"
msgstr "Enter the employer's full name, at most 80 characters."

msgid "久未确认"
msgstr "Not confirmed for long"

msgid "全部类别"
msgstr "All kinds"

msgid "全部大类"
msgstr "All categories"

msgid "全部状态"
msgstr "All states"

msgid "法律依据"
msgstr "Legal basis"

msgid "要求无犯罪记录时必填，写明法律和条款"
msgstr "Needed if a clean record is required; give the law and article"

msgid "同时最多可以接收的人数"
msgstr "The most people it can take at once"

msgid "愿意做的帮扶"
msgstr "Help willing to give"

msgid "选一位本县区的工作人员"
msgstr "Choose an officer of this county"

msgid ""
"用人单位报来的岗位表。同名的单位按信用代码区分。要求无犯罪记录的，由负责人决"
"定。"
msgstr ""
"Job list from employers. Employers with the same name are told apart by "
"credit code. If a clean record is required, a manager decides."

msgid "白班、两班倒或夜班"
msgstr "Day shift, two shifts or night shift, in Chinese"

msgid "例如 财产类、暴力类、涉毒类"
msgstr "For example property, violence or drugs, in Chinese"

msgid "白班的时段"
msgstr "Day shift times"

msgid "两班倒的时段"
msgstr "Two-shift times"

msgid "夜班的时段"
msgstr "Night shift times"

msgid "工作语言"
msgstr "Working languages"

msgid "性别"
msgstr "Sex"

msgid "男女不限"
msgstr "Any sex"

msgid "接收 16 至 17 周岁的未成年人"
msgstr "Takes minors aged 16 and 17"

msgid "可以远程"
msgstr "Can be remote"

msgid "确认日期"
msgstr "Date confirmed"

msgid "空着按导入当天"
msgstr "Leave empty for the day of import"

msgid "录入，写明依据后再开放"
msgstr "Enter it; open once a basis is given"

msgid "导入之后又改过，撤销会丢掉后来的修改。"
msgstr "It was changed after the import; undoing would lose the later changes."

msgid "这个岗位已有邀约或已有人上岗。"
msgstr "This job already has an offer or someone working in it."

msgid "这个岗位已有人办理。"
msgstr "Someone is already handling this job."

#, python-format
msgid "与第 %(n)d 行是同一单位、同一地点的同一岗位，合成一行。"
msgstr "Same job, employer and location as line %(n)d; combined into one line."

msgid "这个信用代码登记的是另一个名称，沿用登记的名称。"
msgstr ""
"This credit code is registered under another name; the registered name is "
"kept."

msgid "要求无犯罪记录证明，由负责人决定是否录入。"
msgstr ""
"Requires a certificate of no record; a manager decides whether to enter it."

msgid ""
"已在册的岗位要加上无犯罪记录的要求，先与用工单位核对。没有依据的，让对方删去"
"后重新上传。"
msgstr ""
"A clean-record requirement is being added to a registered job. Check with "
"the employer first. If there is no basis, ask them to remove it and upload "
"again."

msgid ""
"没有法律依据，不得以受过刑事处罚为由拒绝录用（R-CC-09）。开放前须写明依据。"
msgstr ""
"Without a legal basis, nobody may be refused work because of a past sentence "
"(R-CC-09). Give a basis before opening."

msgid "社会组织服务"
msgstr "Social organisation service"

msgid "部门资源"
msgstr "Agency resource"

msgid "宜接人数"
msgstr "Preferred number"

msgid "可服务未成年人"
msgstr "Can serve minors"

msgid "不接受的罪名类别"
msgstr "Offence categories not taken"

msgid "每周时段"
msgstr "Weekly times"

msgid "技能要求"
msgstr "Skills required"

msgid "资格等级"
msgstr "Qualification level"

msgid "资格有效期至"
msgstr "Qualification valid until"

msgid "评价例数"
msgstr "Cases rated"

msgid "最近确认日期"
msgstr "Last confirmed"

msgid "上次邀约"
msgstr "Last offer"

msgid "志愿者与用人单位的工作人员搭档"
msgstr "The officer who works with the volunteer or employer"

msgid "班次"
msgstr "Shift"

msgid "月薪下限(分)"
msgstr "Lowest monthly pay (fen)"

msgid "月薪上限(分)"
msgstr "Highest monthly pay (fen)"

msgid "包住"
msgstr "Lodging included"

msgid "联系人"
msgstr "Contact person"

msgid "联系用人单位"
msgstr "Contact the employer"

msgid "联系电话"
msgstr "Contact phone"

msgid "其他要求"
msgstr "Other requirements"

msgid "例如 R-CC-09：要求无犯罪记录证明"
msgstr "For example R-CC-09: certificate of no record required"

msgid "暂停的原因"
msgstr "Reason for the hold"

msgid "承接人数上限"
msgstr "Limit of people"

msgid "月薪下限不能高于上限。"
msgstr "The lowest monthly pay cannot be above the highest."

msgid "工作地编码不在本市名录中，填写乡镇街道的 9 位代码。"
msgstr ""
"The workplace code is not in this city's list. Enter the 9-digit code of the "
"township or subdistrict."

msgid "填写有效期，例如 2027-06-30。"
msgstr "Enter a valid-until date, such as 2027-06-30."

msgid "有效期已过，让用工单位给出新的日期。"
msgstr "The valid-until date has passed. Ask the employer for a new one."

msgid "填写岗位名称，不超过 80 个字。"
msgstr "Enter the job title, at most 80 characters."

msgid "填写人数。"
msgstr "Enter the number of people."

msgid "班次填白班、两班倒或夜班。"
msgstr "The shift must be day shift, two shifts or night shift, in Chinese."

msgid "有不在对照表中的技能，改用表中的说法。"
msgstr "Some skills are not in the table. Use the table's wording."

msgid "有不在对照表中的罪名类别，例如 财产类、暴力类、涉毒类。"
msgstr ""
"Some offence categories are not in the table. Use, for example, property, "
"violence or drugs, in Chinese."

msgid "其他要求不超过 200 个字。"
msgstr "Other requirements take at most 200 characters."

msgid "这处要求无犯罪记录。写明法律依据才能开放，没有依据的让对方删去。"
msgstr ""
"This place requires a clean record. Give the legal basis to open it; without "
"one, ask them to remove the requirement."

msgid "写明暂缓的原因。"
msgstr "Give the reason for holding it."

msgid "这处资源已到期，不能再确认。"
msgstr "This resource has expired and cannot be confirmed again."

#, python-format
msgid "现在已有 %(n)d 人，名额不能比这更少。"
msgstr "%(n)d people are here now; the capacity cannot be lower."

msgid "这位志愿者还有没满足的条件，不能开放邀约。"
msgstr ""
"This volunteer has conditions not yet met and cannot be opened to offers."

msgid "工作人员搭档须是本县区司法所的工作人员。"
msgstr ""
"The staff partner must be an officer of a judicial office in this county."

msgid "选出至少一类愿意做的帮扶。"
msgstr "Choose at least one kind of help."

msgid "这家社会组织还没有入库或已暂停，不能提供服务。"
msgstr ""
"This social organisation is not listed or is suspended, and cannot provide "
"services."

msgid "这份合同不是这类服务的。"
msgstr "This contract is not for this kind of service."

#, python-format
msgid "名额不能超过合同的 %(n)d 件。"
msgstr "Capacity cannot be above the contract's %(n)d."

msgid "有效期不能早于今天。"
msgstr "The valid-until date cannot be before today."

msgid "选出同一大类的服务内容。"
msgstr "Choose services of one category."

msgid "已开放，候补的需求会重新匹配。"
msgstr "Open; waiting requests will be matched again."

msgid "已暂缓。"
msgstr "Held."

msgid "已暂停，不再收到新的邀约。"
msgstr "Suspended; no new offers will come."

msgid "已恢复，可以收到邀约了。"
msgstr "Restored; offers can come."

msgid "已确认信息没有变化。"
msgstr "Information confirmed as unchanged."

msgid "名额已更改。"
msgstr "Capacity changed."

msgid "提供方"
msgstr "Provided by"

msgid "地点"
msgstr "Location"

#, python-format
msgid "%(free)d 个空，共 %(all)d 个"
msgstr "%(free)d of %(all)d free"

msgid "合同"
msgstr "Contract"

msgid "平台"
msgstr "Platform"

msgid "已开放邀约。需求匹配时会考虑这位志愿者。"
msgstr "Open to offers. Matching will now consider this volunteer."

msgctxt "more than one"
msgid "志愿者"
msgstr "Volunteers"

msgid "开放邀约"
msgstr "Open to offers"

msgid "不选工作单位；默认在司法所或社区活动室"
msgstr "Not a workplace; usually the judicial office or a community room"

msgid "结束时间要晚于开始时间"
msgstr "The end must be after the start"

msgid "谁提出改期，为什么"
msgstr "Who asks to move it, and why"

msgid "实际分钟"
msgstr "Actual minutes"

msgid "不含路上和休息"
msgstr "Without travel and breaks"

msgid "下一步"
msgstr "Next step"

msgid "需要关注"
msgstr "Attention"

msgid "选了留意或马上处理，工作人员会立即收到提醒"
msgstr "If you choose watch or act at once, the officer is told immediately"

msgid "只有您和司法所能看到"
msgstr "Only you and the judicial office can see it"

msgid "缺席原因"
msgstr "Reason for absence"

msgid "没有开展的原因"
msgstr "Reason it was not held"

msgid "怎样处理"
msgstr "What will be done"

msgid "目标"
msgstr "Goals"

msgid "一行一个，最多 6 个；说得出怎样算达到"
msgstr "One a line, at most 6; say how you would know each is reached"

msgid "做法"
msgstr "Approach"

msgid "计划次数"
msgstr "Meetings planned"

msgid "最多写 6 个目标"
msgstr "At most 6 goals"

msgid "意见"
msgstr "Comments"

msgid "提交方案，或等工作人员同意"
msgstr "Submit a plan, or wait for the officer to agree"

msgid "约下一次，结束后记录"
msgstr "Book the next meeting, record it afterwards"

msgid "暂停中，到时恢复"
msgstr "Paused, resumes when due"

msgid "等工作人员核对报告"
msgstr "Waiting for the officer to check the report"

msgid "已结案，不用再办"
msgstr "Closed, nothing more to do"

msgid "版本"
msgstr "Version"

msgid "帮扶方案"
msgstr "Help plan"

msgid "事先说明"
msgstr "Gave notice"

msgid "无故"
msgstr "Without a reason"

msgid "原因不明"
msgstr "Reason unknown"

msgid "需要留意"
msgstr "Watch"

msgid "需要马上处理"
msgstr "Act at once"

msgid "同一条记录发送两次只算一次"
msgstr "The same record sent twice counts once"

msgid "首次见面"
msgstr "First meeting"

msgid "分钟"
msgstr "Minutes"

msgid "跟进帮扶"
msgstr "Follow up on help"

msgid "帮扶记录"
msgstr "Help record"

msgid "答复方案"
msgstr "Answer plan"

msgid "核对结案报告"
msgstr "Check closing report"

msgid "提交方案"
msgstr "Submit plan"

msgid "约下一次"
msgstr "Book the next meeting"

msgid "改期或取消"
msgstr "Move or cancel"

msgid "答复"
msgstr "Answer"

msgid "看记录"
msgstr "View record"

#, python-format
msgid "%(at)s 有约好的见面"
msgstr "A meeting on %(at)s"

#, python-format
msgid "约好的见面 %(at)s 开始。要改期或取消，登录后办理。"
msgstr "Your meeting begins on %(at)s. To move or cancel it, log in."

#, python-format
msgid "【同心桥】您约好的见面 %(at)s 开始。要改期请登录平台。"
msgstr "[Tongxin] Your meeting begins %(at)s. To move it, log in."

#, python-format
msgid "这份需求现在是“%(state)s”，不能约定帮扶。"
msgstr "This request is now '%(state)s'; no meetings can be booked."

msgid "结束时间要晚于开始时间。"
msgstr "The end must be after the start."

msgid "实际分钟数应在 1 到 720 之间。"
msgstr "Actual minutes must be between 1 and 720."

msgid "选出缺席的原因。"
msgstr "Choose the reason for absence."

msgid "写明怎样处理，帮扶人会看到。"
msgstr "Write what will be done; the helper will see it."

msgid "这次缺席已经答复过。"
msgstr "This absence has already been answered."

msgid "写明没有开展的原因。"
msgstr "Give the reason it was not held."

msgid "写明谁提出改期、为什么。"
msgstr "Write who asks to move it, and why."

msgid "现在不在制定方案的阶段。"
msgstr "It is not the time for planning now."

msgid "至少写一个目标，并写明计划次数（1 到 200）。"
msgstr "Write at least one goal and the number of meetings planned (1 to 200)."

msgid "上一版方案还在等工作人员同意。"
msgstr "The previous plan still awaits the officer's agreement."

msgid "写明意见，承接方会按意见修改。"
msgstr "Write your comments; the provider will change the plan accordingly."

msgid "还没到约定的时间，不能先记录。"
msgstr "The time booked has not come yet, so it cannot be recorded."

msgid "对象在这个时间参加培训。换一个时间。"
msgstr "The person is in a course at this time. Choose another time."

msgid "您在这个时间已有约定。换一个时间。"
msgstr "You already have a booking at this time. Choose another."

msgid "已约好。开始前和结束后，会出现在您的待办里。"
msgstr "Booked. It will be on your list before it starts and after it ends."

msgid "对象由司法所当面通知或收到纸条，短信里不写姓名。"
msgstr ""
"The judicial office tells the client in person or by a note; no names in "
"text messages."

msgid "约定"
msgstr "Book"

msgid "已改期，原来的约定留作记录。"
msgstr "Moved; the old booking is kept on record."

#, python-format
msgid "原定 %(when)s，%(where)s。"
msgstr "Was %(when)s, %(where)s."

msgid "改期"
msgstr "Move"

msgid "改到这个时间"
msgstr "Move to this time"

msgid "已答复，帮扶人会看到。"
msgstr "Answered; the helper will see it."

#, python-format
msgid "%(when)s，%(cause)s没有到。"
msgstr "%(when)s, did not come. %(cause)s."

msgid "答复缺席"
msgstr "Answer absence"

msgid "方案已提交。工作人员到期没有意见，方案自动生效。"
msgstr ""
"Plan submitted. Without comments from the officer in time, it takes effect "
"by itself."

#, python-format
msgid "工作人员的意见：%(text)s"
msgstr "Officer's comments: %(text)s"

msgid "和本人商量后写。姓名、住址和案情都不写。"
msgstr "Write it with the client. Leave out names, addresses and case facts."

msgid "已同意，帮扶开始。"
msgstr "Agreed; help begins."

msgid "意见已送达，承接方会交新的一版。"
msgstr "Comments sent; the provider will submit a new version."

#, python-format
msgid "已记录 %(minutes)d 分钟，不用再填别的表。"
msgstr "%(minutes)d minutes recorded; no other form to fill in."

msgid "已记录缺席。无故缺席时，工作人员会马上收到提醒。"
msgstr "Absence recorded. If there was no reason, the officer is told at once."

msgid "已记录，记得再约一次。"
msgstr "Recorded. Remember to book another meeting."

msgid "草稿"
msgstr "Draft"

msgid "待审批"
msgstr "Awaiting approval"

msgid "匹配中"
msgstr "Matching"

msgid "已邀约"
msgstr "Offered"

msgid "候补"
msgstr "Waiting list"

msgid "制定方案"
msgstr "Planning"

msgid "帮扶中"
msgstr "Being helped"

msgid "待结案报告"
msgstr "Awaiting closing report"

msgid "待核对"
msgstr "To be checked"

msgid "已结案"
msgstr "Closed"

msgid "已撤回"
msgstr "Withdrawn"

msgid "存为草稿"
msgstr "Save as draft"

msgid "提交审批"
msgstr "Submit for approval"

msgid "提交"
msgstr "Submit"

msgid "发出邀约"
msgstr "Send offer"

msgid "转入候补"
msgstr "Move to waiting list"

msgid "有了去处"
msgstr "Place found"

msgid "邀约落空"
msgstr "No offer taken up"

msgid "落实去处"
msgstr "Place secured"

msgid "开始帮扶"
msgstr "Start help"

msgid "方案生效"
msgstr "Plan takes effect"

msgid "恢复帮扶"
msgstr "Resume help"

msgid "移交"
msgstr "Hand over"

msgid "撤销移交"
msgstr "Undo the handover"

msgid "结束暂停"
msgstr "End pause"

msgid "提交结案报告"
msgstr "Submit closing report"

msgid "退回报告"
msgstr "Return report"

msgid "确认成效"
msgstr "Confirm outcome"

msgid "待答复"
msgstr "Awaiting answer"

msgid "已提问"
msgstr "Question asked"

msgid "已谢绝"
msgstr "Declined"

msgid "已过期"
msgstr "Expired"

msgid "已收回"
msgstr "Withdrawn"

msgid "发出"
msgstr "Send"

msgid "谢绝"
msgstr "Decline"

msgid "过期"
msgstr "Expire"

msgid "已约定"
msgstr "Booked"

msgid "待记录"
msgstr "To be recorded"

msgid "已开展"
msgstr "Held"

msgid "本人缺席"
msgstr "Client absent"

msgid "未开展"
msgstr "Not held"

msgid "已改期"
msgstr "Moved"

msgid "到了记录时间"
msgstr "Due to be recorded"

msgid "记录为已开展"
msgstr "Record as held"

msgid "到场确认"
msgstr "Confirm on the spot"

msgid "记录为缺席"
msgstr "Record as absent"

msgid "记录为未开展"
msgstr "Record as not held"

msgid "恢复约定"
msgstr "Restore the booking"

msgid "待同意"
msgstr "Awaiting agreement"

msgid "已同意"
msgstr "Agreed"

msgid "有意见"
msgstr "Comments made"

msgid "同意"
msgstr "Agree"

msgid "到期视为同意"
msgstr "Counts as agreed when due"

msgid "提出意见"
msgstr "Comment"

msgid "已登记"
msgstr "Registered"

msgid "在册"
msgstr "On the register"

msgid "已结束"
msgstr "Ended"

msgid "已去标识"
msgstr "Pseudonymised"

msgid "登记"
msgstr "Register"

msgid "入册"
msgstr "Put on the register"

msgid "撤销结束"
msgstr "Undo ending"

msgid "去标识"
msgstr "Pseudonymise"

msgid "待审核"
msgstr "Awaiting review"

msgid "暂缓，待负责人决定"
msgstr "Held, for a manager to decide"

msgid "开放"
msgstr "Open"

msgid "已到期"
msgstr "Expired"

msgid "暂缓"
msgstr "Hold"

msgid "恢复"
msgstr "Restore"

msgid "到期"
msgstr "Expire"

msgid "移交中"
msgstr "Being handed over"

msgid "已移交"
msgstr "Handed over"

msgid "未移交"
msgstr "Not handed over"

msgid "列出在办"
msgstr "List running cases"

msgid "确认移交"
msgstr "Confirm the handover"

msgid "移交完成"
msgstr "Handover complete"

msgid "不移交"
msgstr "Do not hand over"

msgid "选出要查看的信息。"
msgstr "Choose what to view."

msgid "写明查看的用途，会留下记录。"
msgstr "Write what it is for; this is logged."

msgid "选出要披露的信息，写明用途。"
msgstr "Choose what to give, and write what it is for."

msgid "机构管理员不查看所披露的信息，换一位社工承担。"
msgstr ""
"A manager of an organisation reads no released information. Let a caseworker "
"take it."

msgid "先生"
msgstr " (Mr)"

msgid "女士"
msgstr " (Ms)"

msgid "，未成年人通道"
msgstr ", minors' track"

msgid "姓名、证件、电话、住址和案情已隐去。"
msgstr "Name, ID, phone, address and case facts are hidden."

msgid "需求评估"
msgstr "Need assessment"

msgid "到期要重评"
msgstr "Due for reassessment"

msgid "已评估"
msgstr "Assessed"

msgid "还没有"
msgstr "Not yet"

msgid "同意与依据"
msgstr "Consent and basis"

msgid "有"
msgstr "On file"

msgid "没有，不能发出邀约"
msgstr "None, no offers can be sent"

msgid "限制与利害关系"
msgstr "Restrictions and conflicts of interest"

msgid "罪名待归类"
msgstr "Offence to be sorted"

#, python-format
msgid "%(n)s 项"
msgstr "%(n)s recorded"

msgid "责任人"
msgstr "Officer in charge"

msgid "副手"
msgstr "Deputy"

msgid "上一次的档案"
msgstr "The file of the term before"

msgid "后来的档案"
msgstr "The later file"

msgid "有效"
msgstr "Valid"

msgid "活动范围"
msgstr "Area"

msgid "不得离开县区"
msgstr "May not leave the county"

msgid "没有限制"
msgstr "No restrictions"

msgid "技能特长"
msgstr "Skills"

msgid "重点等级"
msgstr "Attention level"

msgid "一般"
msgstr "Normal"

msgid "关注"
msgstr "Watch"

msgid "重点"
msgstr "Priority"

msgid "同时接受的帮扶"
msgstr "Kinds of help at once"

#, python-format
msgid "最多 %(n)s 项"
msgstr "At most %(n)s"

msgid "罪名类别"
msgstr "Offence category"

msgid "待归类"
msgstr "To be sorted"

msgid "已归类，不显示"
msgstr "Sorted, not shown"

msgid "内容已登记，不显示"
msgstr "Recorded, not shown"

#, python-format
msgid "%(day)s（%(age)s 岁）"
msgstr "%(day)s (aged %(age)s)"

msgid "身份证号"
msgstr "ID number"

msgid "缺少"
msgstr "Missing"

msgid "没有责任人"
msgstr "No officer in charge"

msgid "没有同意记录"
msgstr "No consent recorded"

msgid "查看哪几项"
msgstr "What to view"

msgid "例如：通知首次见面的时间。会写进查阅记录，不写姓名和号码。"
msgstr ""
"For example: to tell them when the first meeting is. Goes into the viewing "
"log; leave out names and numbers."

msgid "属于案情，只在确有需要时查看"
msgstr "A case fact; view only if really needed"

msgid "签字或确认的日期"
msgstr "Date signed or confirmed"

msgid "书面材料编号"
msgstr "Number of the written document"

msgid "法定职责的条款"
msgstr "Article of the statutory duty"

msgid "依据选“法定职责”时填"
msgstr "Fill in if the basis is 'Statutory duty'"

msgid "本人同意告知用人单位"
msgstr "The client agrees to telling the employer"

msgid "用人单位会因此知道本人正在接受社区矫正"
msgstr ""
"The employer will then know that the client is in community corrections"

msgid "本人在书面同意上签字，可以随时撤回"
msgstr "The client signs a written consent and may withdraw it at any time"

msgid "本人和监护人一同签字"
msgstr "The client and the guardian both sign"

msgid "依法应当提供的帮助，不以同意为前提；不能用来告知用人单位"
msgstr ""
"Help that the law requires does not depend on consent; it cannot be used for "
"telling an employer"

msgid "选出法定职责的条款"
msgstr "Choose the article of the statutory duty"

msgid "写下书面同意的编号，便于核对"
msgstr "Write the number of the written consent, so that it can be checked"

msgid "可外出的时段"
msgstr "Times allowed out"

msgid "只影响先后，不影响去处"
msgstr "Affects the order only, not the places"

msgid "最多同时接受几项帮扶"
msgstr "Kinds of help at once, at most"

msgid "只用来避开不接受这一类的去处，不给任何帮扶人看"
msgstr ""
"Used only to avoid places that do not take this category; no helper sees it"

msgid "禁止令"
msgstr "Prohibition order"

msgid "禁止进入的县区"
msgstr "Counties that may not be entered"

msgid "禁止从事的职业"
msgstr "Occupations not allowed"

msgid "只有本所能看到"
msgstr "Only your office can see it"

msgid "关系"
msgstr "Relationship"

msgid "个人"
msgstr "Person"

msgid "志愿者或社工"
msgstr "Volunteer or caseworker"

msgid "未成年人的档案只有责任人和副手能打开"
msgstr "Only the officer in charge and the deputy can open a minor's file"

msgid "我已核对：在办的帮扶随之结束，查阅权限一并收回"
msgstr ""
"I have checked: open help ends with it, and viewing rights are withdrawn"

msgid "矫正类别"
msgstr "Correction category"

msgid "入矫日期"
msgstr "Correction start date"

msgid "解矫日期"
msgstr "Correction end date"

msgid "这个人的档案已结束，名单上还是原来的刑期。核对后决定是否重新登记。"
msgstr ""
"This person's file has ended, and the list goes on with the old term. Check, "
"then decide whether to register anew."

msgid "解除矫正，结束档案"
msgstr "Correction completed, end file"

msgid "终止矫正，结束档案"
msgstr "Correction terminated, end file"

msgid "迁出，结束档案"
msgstr "Moved away, end file"

msgid "在册名单"
msgstr "Register list"

msgid ""
"从社区矫正信息系统导出的名单。婚姻状况不读取；罪名只归入类别，放在受保护的栏"
"目里。"
msgstr ""
"List exported from the community corrections information system. Marital "
"status is not read; offences are only sorted into categories, in protected "
"fields."

msgid "设为文本格式"
msgstr "Format as text"

msgid "改用这一行"
msgstr "Use this line instead"

msgid "是新的一次矫正，重新登记"
msgstr "It is a new term: register anew"

msgid "按居住地的名称登记"
msgstr "Register by the name of the residence"

msgid "这份档案已经结束。"
msgstr "This file has ended."

msgid "档案由工作人员决定结束，不随导入撤销。"
msgstr ""
"The officer decided to end this file; undoing the import does not change "
"that."

msgid "这个证件号码在另一个县区在册。转入由市局数据专员导入全市名单时办理。"
msgstr ""
"This ID number is on the register in another county. The transfer is handled "
"when the municipal bureau's data specialist imports the city list."

#, python-format
msgid "%(code)s 不在这份名单里，由司法所决定是否结束档案。"
msgstr ""
"%(code)s is not in this list; the judicial office decides whether to end the "
"file."

msgid "有一份在册档案不在这份名单里，由司法所决定。"
msgstr ""
"A file on the register is not in this list; the judicial office decides."

msgid "同一证件号码在另一个县区也有一行，先采用了那一行，由市局数据专员决定。"
msgstr ""
"The same ID number has a line in another county. That line was used; the "
"municipal bureau's data specialist decides."

msgid "同一证件号码在另一个县区还有一行，先采用这一行。"
msgstr ""
"The same ID number also has a line in another county; this line is used for "
"now."

#, python-format
msgid "与第 %(n)d 行证件号码相同，先采用这一行。"
msgstr "Same ID number as line %(n)d; this line is used for now."

#, python-format
msgid "与第 %(n)d 行证件号码相同，先采用了那一行。"
msgstr "Same ID number as line %(n)d; that line was used for now."

#, python-format
msgid "第 %(n)d 行像是证件号码，删去后再继续。"
msgstr "Line %(n)d looks like an ID number. Remove it to continue."

#, python-format
msgid "第 %(n)d 行像是电话号码，删去后再继续。"
msgstr "Line %(n)d looks like a phone number. Remove it to continue."

#, python-format
msgid "第 %(n)d 行有本人姓名或住址，删去后再继续。"
msgstr ""
"Line %(n)d contains the client's name or address. Remove it to continue."

#, python-format
msgid "第 %(n)d 行的“%(word)s”会透露案情，换一种说法。"
msgstr "'%(word)s' in line %(n)d would reveal case facts. Put it another way."

msgid "社区矫正对象"
msgstr "Supervisee"

msgid "刑满释放人员"
msgstr "Released person"

msgid "管制"
msgstr "Public surveillance"

msgid "缓刑"
msgstr "Suspended sentence (probation)"

msgid "假释"
msgstr "Parole"

msgid "暂予监外执行"
msgstr "Temporary service outside prison"

msgid "解除矫正"
msgstr "Correction completed"

msgid "帮教期满"
msgstr "Help term ended"

msgid "对象代号"
msgstr "Client code"

msgid "确认身份、签署文书"
msgstr "Confirm identity, sign documents"

msgid "确认身份、法律援助"
msgstr "Confirm identity, legal aid"

msgid "联系本人"
msgstr "Contact the client"

msgid "居住地"
msgstr "Residence"

msgid "困难帮扶上门"
msgstr "Home visits for hardship help"

msgid "监护人"
msgstr "Guardian"

msgid "未成年人同意"
msgstr "Consent for minors"

msgid "出生日期"
msgstr "Date of birth"

msgid "年龄段与未成年人保护"
msgstr "Age band and protection of minors"

msgid "文化程度"
msgstr "Education"

msgid "就业与培训"
msgstr "Work and training"

msgid "就业状况"
msgstr "Employment"

msgid "罪名"
msgstr "Offence"

msgid "排除不适合的去处"
msgstr "Rule out unsuitable places"

msgid "备注"
msgstr "Remarks"

msgid "工作人员备忘"
msgstr "Officer's notes"

msgid "结束日期"
msgstr "End date"

msgid "未成年人通道"
msgstr "Minors' track"

msgid "最近一次评估定下的日期"
msgstr "The day set by the last assessment"

msgid "需要程度"
msgstr "How strongly help is needed"

msgid "领域和 0–3 的程度；从表格来的版本没有分级"
msgstr ""
"Area and degree from 0 to 3; a version that came from a sheet is not graded"

msgid "各领域的情况"
msgstr "Each area in words"

msgid "了解困难与意愿"
msgstr "Understand difficulties and wishes"

msgid "按本人意愿安排帮扶"
msgstr "To arrange help as the person wishes"

msgid "从长处着手安排帮扶"
msgstr "To build help on strengths"

msgid "评估日期"
msgstr "Assessment date"

msgid "本人同意"
msgstr "Client's consent"

msgid "本人与监护人同意"
msgstr "Client's and guardian's consent"

msgid "法定职责"
msgstr "Statutory duty"

msgid "同意告知用人单位"
msgstr "Consent to telling the employer"

msgid "撤回时间"
msgstr "Withdrawn at"

msgid "同意或法定依据"
msgstr "Consent or legal basis"

msgid "利害关系"
msgstr "Conflict of interest"

msgid "禁止进入的区域"
msgstr "Areas that may not be entered"

msgid "禁止接触的人"
msgstr "People who may not be contacted"

msgid "职业"
msgstr "Occupation"

msgid "保护被害人与公众"
msgstr "Protect victims and the public"

msgid "字段"
msgstr "Fields"

msgid "收回时间"
msgstr "Withdrawn at"

msgid "信息披露授权"
msgstr "Disclosure grant"

msgid "区划代码不在本市名录中，由工作人员核对后决定。"
msgstr ""
"The division code is not in this city's list; an officer checks it and "
"decides."

msgid "这个乡镇街道还没有司法所，先建立机构。"
msgstr ""
"This township or subdistrict has no judicial office yet. Create the "
"organisation first."

msgid "姓名是空的。"
msgstr "The name is empty."

msgid "性别填“男”或“女”。"
msgstr "Sex must be male or female, in Chinese."

msgid "矫正类别只有管制、缓刑、假释、暂予监外执行。"
msgstr ""
"The correction category must be public surveillance, suspended sentence "
"(probation), parole or temporary service outside prison, in Chinese."

msgid "日期是空的。"
msgstr "The date is empty."

msgid "解矫日期早于入矫日期。"
msgstr "The correction end date is before the start date."

msgid "罪名不在对照表中，由司法所归类。"
msgstr "The offence is not in the table; the judicial office sorts it."

msgid "有不在对照表中的技能，没有采用。"
msgstr "Some skills are not in the table and were not used."

msgid "这份档案已有帮扶需求。"
msgstr "This file already has a help request."

msgid "这个人之后又有新的档案。"
msgstr "This person has a later file."

msgid "这份档案已在使用。"
msgstr "This file is already in use."

msgid "这个证件号码已有在册的档案，不能再登记一份。"
msgstr ""
"A file with this ID number is in register already; there cannot be a second "
"one."

msgid "这份档案还没有结束。"
msgstr "This file has not ended yet."

msgid "选出矫正类别。"
msgstr "Choose the category of correction."

msgid "解矫日期不能早于入矫日期，也不能早于今天。"
msgstr "The last day cannot be before the first day, nor before today."

msgid "新的入矫日期不能早于上一份档案的结束日期。"
msgstr "The new term cannot begin before the end of the earlier file."

msgid "这份档案已结束，不能再改。"
msgstr "This file has ended and cannot be changed."

msgid "责任人和副手须是本所的工作人员。"
msgstr "The officer in charge and the deputy must be officers of your office."

msgid "责任人和副手须是两个人。"
msgstr "The officer in charge and the deputy must be two people."

msgid "同意的日期不能晚于今天。"
msgstr "The consent date cannot be after today."

msgid "选出依据。"
msgstr "Choose a basis."

msgid "写明法定职责的条款。"
msgstr "Give the article of the statutory duty."

msgid "未满 18 周岁，须有监护人一同签字。"
msgstr "Under 18, a guardian must sign as well."

msgid "告知用人单位必须有本人同意，不能只凭法定职责。"
msgstr ""
"Telling an employer requires the client's consent; a statutory duty alone is "
"not enough."

msgid "选出有利害关系的机构或个人。"
msgstr "Choose the organisation or person with the conflict of interest."

msgid "选出禁止进入的县区。"
msgstr "Choose the county that may not be entered."

msgid "选出禁止从事的职业。"
msgstr "Choose the occupation that is not allowed."

msgid "写明禁止接触的人，只有本所能看到。"
msgstr "Write who may not be contacted; only your office can see it."

msgid "选出禁止令的类别。"
msgstr "Choose the kind of prohibition order."

msgid "禁止令的最后一天不能早于今天。"
msgstr "The last day of the prohibition order cannot be before today."

msgid "这份同意已经撤回过。"
msgstr "This consent has already been withdrawn."

msgid "在您能查阅的范围内没有找到。"
msgstr "Not found within what you can view."

msgid "已登记。可以提出需求、发出邀约。"
msgstr "Recorded. Requests can be made and offers sent."

msgid "登记同意或法定职责"
msgstr "Record consent or statutory duty"

msgid "同意已撤回，相关邀约已收回。"
msgstr "Consent withdrawn; the offers that relied on it have been withdrawn."

#, python-format
msgid "随之停止的需求：%(list)s"
msgstr "Requests that stop with it: %(list)s"

msgid "撤回以后不再向任何人发出邀约，未答复的邀约收回，已给出的授权马上停止。"
msgstr ""
"After this no one else gets an offer, unanswered offers are withdrawn, and "
"access already given stops at once."

msgid "按本人意愿撤回"
msgstr "Withdraw as the client wishes"

msgid "限制已更新，匹配时马上生效。"
msgstr "Restrictions updated; matching uses them at once."

msgid "修改限制和技能"
msgstr "Change restrictions and skills"

msgid "存入"
msgstr "Save"

msgid "禁止令已登记，匹配时马上生效。"
msgstr "Prohibition order recorded; matching uses it at once."

msgid "登记禁止令"
msgstr "Record prohibition order"

msgid "利害关系已登记，对方不会再被提出。"
msgstr "Conflict of interest recorded; they will not be proposed again."

msgid "匹配时只说是哪一种关系，不说是谁。"
msgstr "Matching names only the kind of relationship, not the person."

msgid "登记利害关系"
msgstr "Record conflict of interest"

msgid "已删去，记录里留有这一笔。"
msgstr "Removed; it stays in the log."

msgid "责任人已指定。"
msgstr "Officer in charge named."

msgid "责任人和副手"
msgstr "Officer in charge and deputy"

msgid "指定"
msgstr "Name"

msgid "档案已结束。"
msgstr "File ended."

#, python-format
msgid "随之结束的需求：%(list)s"
msgstr "Requests that end with it: %(list)s"

msgid "结束帮扶档案"
msgstr "End help file"

msgid "结束档案"
msgstr "End file"

msgid "新的档案已建立，由您负责。接着评估需求、登记同意。"
msgstr ""
"The new file is made and is yours. Assess the needs and record consent next."

msgid ""
"姓名、号码和住址取自这份档案；评估、同意、禁止令和罪名属于这一次矫正，要重新"
"登记。"
msgstr ""
"Name, numbers and address come from this file; assessment, consent, orders "
"and offence belong to the term and are entered anew."

msgid "重新登记"
msgstr "Register anew"

msgid "建立新档案"
msgstr "Make the new file"

msgid "只写需要的帮助，不写案情和测评数据。每次存为新的一版，以前的不改。"
msgstr ""
"Write only what help is needed; no case details, no test data. Each time "
"makes a new version; earlier ones stay as they are."

msgid "以前各版"
msgstr "Earlier versions"

msgid "存为新一版"
msgstr "Save as new version"

msgid "不办了，返回"
msgstr "Do not continue, go back"

msgid "需求评估各版"
msgstr "Versions of the needs assessment"

#, python-format
msgid "第 %(n)s 版，%(on)s，%(who)s。下次评估 %(next)s。"
msgstr "Version %(n)s, %(on)s, %(who)s. Next assessment %(next)s."

msgid "重新评估"
msgstr "Assess again"

msgid "还没有评估"
msgstr "Not assessed yet"

msgid "评估写明需要哪些帮助，再从这里提出需求。"
msgstr ""
"The assessment says which help is needed; requests are then made from here."

msgid "从需求到帮扶"
msgstr "From need to help"

msgid "这一版没有需求。"
msgstr "This version names no need."

msgid "两版对照"
msgstr "Two versions side by side"

msgid "这一版的内容"
msgstr "What this version says"

msgid "领域"
msgstr "Area"

#, python-format
msgid "第 %(n)s 版"
msgstr "Version %(n)s"

msgid "变化"
msgstr "Change"

#, python-format
msgid "%(name)s协调台"
msgstr "Coordination in %(name)s"

msgid "需求办到哪一步，改一个条件能打开多少，谁在等。只计成年人。"
msgstr ""
"Where requests stand, what one change would open, who waits. Adults only."

msgid "转介给新机构"
msgstr "Referred to new organisations"

#, python-format
msgid "%(n)s 份候补：改一个条件，能打开多少"
msgid_plural "%(n)s 份候补：改一个条件，能打开多少"
msgstr[0] "%(n)s request waits: what one change would open"
msgstr[1] "%(n)s requests wait: what one change would open"

msgid "没有候补的需求"
msgstr "No request waits"

msgid "出现时，这里写明每个条件挡住多少，开一处什么样的服务最有用。"
msgstr ""
"When one does, this shows what each condition holds back and which new "
"service would help most."

msgid "都有去处"
msgstr "Everybody has a place"

msgid "现在重新找去处"
msgstr "Look for places again now"

msgid "最近没有接受的邀约"
msgstr "Offers not accepted lately"

msgid "（近 90 天）"
msgstr " (last 90 days)"

msgid "只差这一个条件"
msgstr "Held back by this condition alone"

msgid "已有的去处，只被这一个条件挡住；一份需求可能有几个这样的条件"
msgstr ""
"Existing places that only this condition closes; a request may have several"

#, python-format
msgid "%(n)s 份"
msgid_plural "%(n)s 份"
msgstr[0] "%(n)s request"
msgstr[1] "%(n)s requests"

msgid "哪些需求"
msgstr "Which requests"

#, python-format
msgid "还有 %(n)s 份"
msgid_plural "还有 %(n)s 份"
msgstr[0] "%(n)s left"
msgstr[1] "%(n)s left"

msgid "没有只差一个条件的去处。"
msgstr "No place is one condition away."

#, python-format
msgid "%(n)s 份差不止一个条件，要新的去处。"
msgid_plural "%(n)s 份差不止一个条件，要新的去处。"
msgstr[0] ""
"%(n)s request is more than one condition away and needs a new place."
msgstr[1] ""
"%(n)s requests are more than one condition away and need a new place."

#, python-format
msgid "%(n)s 份已有去处，下一次重算就会转入匹配。"
msgid_plural "%(n)s 份已有去处，下一次重算就会转入匹配。"
msgstr[0] ""
"%(n)s request has a place now and moves to matching at the next run."
msgstr[1] ""
"%(n)s requests have a place now and move to matching at the next run."

msgid "多开一处，能接住多少"
msgstr "What one place more would serve"

msgid "设想一处各方面都合适、每天开放的成年人服务；依次选接住最多的"
msgstr ""
"Imagines a service for adults that fits in everything and opens every day; "
"the one that serves most comes first"

#, python-format
msgid "%(town)s，%(part)s的%(category)s：能接住 <b>%(n)s</b> 份"
msgid_plural "%(town)s，%(part)s的%(category)s：能接住 <b>%(n)s</b> 份"
msgstr[0] ""
"%(category)s in %(town)s (%(part)s): would serve <b>%(n)s</b> request"
msgstr[1] ""
"%(category)s in %(town)s (%(part)s): would serve <b>%(n)s</b> requests"

msgid "多开一处也接不住：先看同意、禁止令和对帮扶人的要求。"
msgstr ""
"One place more would serve nobody: look at consent, orders and what is asked "
"of the helper first."

#, python-format
msgid "只看最紧急、等得最久的 %(most)s 份。每次打开时按现在的需求和去处计算。"
msgstr ""
"Only the %(most)s most urgent and longest waiting are looked at. Worked out "
"anew from requests and places each time the page opens."

msgid "已超时的"
msgstr "Late"

msgid "最久的在前"
msgstr "Longest late first"

msgid "现在该谁办"
msgstr "Who must act now"

msgid "提醒勾选的"
msgstr "Remind about those ticked"

msgid "看全部超时的需求"
msgstr "See all late requests"

msgid "只列出最久的 50 件。"
msgstr "Only the 50 latest are listed."

#, python-format
msgid "近 %(days)s 天，应在 %(least)s–%(most)s%%"
msgstr "Last %(days)s days, %(least)s–%(most)s%% is due"

msgid "还没有转介给机构。"
msgstr "Nothing was referred to an organisation yet."

#, python-format
msgid "%(n)s 件中 %(new)s 件，不足：选去处时会标出新机构。"
msgid_plural "%(n)s 件中 %(new)s 件，不足：选去处时会标出新机构。"
msgstr[0] ""
"%(new)s of %(n)s, too few: new organisations are marked when a place is "
"chosen."
msgstr[1] ""
"%(new)s of %(n)s, too few: new organisations are marked when a place is "
"chosen."

#, python-format
msgid "%(n)s 件中 %(new)s 件，已多于应有的比例。"
msgid_plural "%(n)s 件中 %(new)s 件，已多于应有的比例。"
msgstr[0] "%(new)s of %(n)s, more than is due."
msgstr[1] "%(new)s of %(n)s, more than is due."

#, python-format
msgid "%(n)s 件中 %(new)s 件，合适。"
msgid_plural "%(n)s 件中 %(new)s 件，合适。"
msgstr[0] "%(new)s of %(n)s, as it should be."
msgstr[1] "%(new)s of %(n)s, as it should be."

msgid "各步有多少"
msgstr "How many at each step"

msgid "件数"
msgstr "Requests"

msgid "其中超时"
msgstr "Late"

msgid "最早的一件自"
msgstr "Oldest since"

msgid "没有在办的需求。"
msgstr "No open request."

msgid "帮扶档案"
msgstr "Help file"

msgid "提出帮扶需求"
msgstr "Make a help request"

msgid "档案"
msgstr "File"

msgid "还没有提出过需求"
msgstr "No requests yet"

msgid "评估里写明的需求，可以从这里提出。"
msgstr "Needs named in the assessment can be requested from here."

msgid "责任人和办理"
msgstr "Officer in charge and handling"

msgid "更换"
msgstr "Change"

msgid "报名公益活动"
msgstr "Sign up for a public-benefit activity"

msgid "报名培训"
msgstr "Enrol in a course"

msgid "谁看过这份档案"
msgstr "Who viewed this file"

msgid "按本人能力和健康状况安排。成年人和未成年人分开参加，组织者只看到代号。"
msgstr ""
"Arranged by ability and health. Adults and minors take part separately; the "
"organiser sees the code only."

#, python-format
msgid "为 %(code)s 报名"
msgstr "Sign up %(code)s"

msgid "现在没有适合的公益活动"
msgstr "No suitable public-benefit activity now"

msgid "司法所发布公益活动以后，会出现在这里。"
msgstr ""
"Public-benefit activities show here once judicial offices publish them."

msgid "报名和参加"
msgstr "Sign-ups and attendance"

msgid "接受名额"
msgstr "Take the place"

msgid "谢绝名额"
msgstr "Decline the place"

msgid "还没有报名过。"
msgstr "Not signed up for anything yet."

msgid "按本人意愿安排。成年人和未成年人分开参加，组织者只看到代号。"
msgstr ""
"As the person wishes. Adults and minors take part separately; the organiser "
"sees the code alone."

msgid "现在没有适合的培训"
msgstr "No course fits now"

msgid "面向帮扶对象的场次安排以后，会出现在这里。"
msgstr "Sessions for clients appear here once they are planned."

#, python-format
msgid "出勤 %(n)s 分钟"
msgstr "%(n)s minutes attended"

msgid "有本人同意或法定职责，才能把需求告诉别人。撤回和给出一样容易。"
msgstr ""
"The need may be told to others only with the client's consent or a statutory "
"duty. Withdrawing is as easy as giving."

msgid "材料"
msgstr "Document"

msgid "可以告知用人单位"
msgstr "Employers may be told"

msgid "不能告知用人单位"
msgstr "Employers may not be told"

#, python-format
msgid "%(who)s 登记"
msgstr "recorded by %(who)s"

#, python-format
msgid "%(at)s 撤回"
msgstr "withdrawn %(at)s"

msgid "本人要撤回"
msgstr "The client wants to withdraw it"

msgid "还没有同意或依据"
msgstr "No consent or basis yet"

msgid "登记以后才能提交需求、发出邀约。"
msgstr "Once recorded, requests can be submitted and offers sent."

msgid "匹配只用来判断能不能去，不告诉任何帮扶人。"
msgstr ""
"Matching only uses it to judge whether a place is possible; no helper is "
"told."

msgid "限制和技能"
msgstr "Restrictions and skills"

#, python-format
msgid "%(kind)s：%(what)s"
msgstr "%(kind)s: %(what)s"

#, python-format
msgid "到 %(day)s"
msgstr "until %(day)s"

msgid "没有登记禁止令。"
msgstr "No prohibition orders recorded."

msgid "是谁不显示"
msgstr "who it is is not shown"

msgid "没有登记利害关系。"
msgstr "No conflicts of interest recorded."

msgid "每次查看和修改，新的在前。记录只写项目，不写内容，也不能删改。"
msgstr ""
"Every view and change, newest first. The log names the items, not the "
"contents, and cannot be edited or deleted."

msgid "还没有记录。"
msgstr "No log entries yet."

msgid "只显示这一次，刷新或后退就没有了。已留下记录。"
msgstr ""
"Shown this once only; it is gone if you reload or go back. The view has been "
"logged."

msgid "身份信息"
msgstr "Identity"

msgid "看完了，收起"
msgstr "Done, hide it"

msgid "查看会留下记录。写明用途后继续，只选用得着的几项。"
msgstr ""
"Viewing is logged. Write what it is for, then choose only what you need."

msgid "查看，并留下记录"
msgstr "View and log it"

msgid "不看了，返回"
msgstr "Do not view, go back"

msgid "列表只有代号。打开档案、查看身份都有记录。"
msgstr ""
"The list shows codes only. Opening a file and viewing an identity are both "
"logged."

msgid "性别、年龄"
msgstr "Sex, age"

msgid "评估的需求"
msgstr "Assessed needs"

msgid "在办需求"
msgstr "Open requests"

msgid "没有符合条件的档案"
msgstr "No files match"

msgid "放宽一个条件再看。"
msgstr "Relax a condition and look again."

msgid "还没有帮扶对象"
msgstr "No clients yet"

msgid "名册由市局导入，导入后按司法所分到这里。"
msgstr ""
"The municipal bureau imports the register; files then come here by judicial "
"office."

msgid "按证件号码找"
msgstr "Find by ID number"

msgid "号码只用来比对，不写进网址和记录。"
msgstr "The number is only compared; it is not put in the address or the log."

msgid "未成年人档案等您指定责任人"
msgstr "Minors' files wait for you to name an officer in charge"

msgid "认为信息有误或不该给出时，可以向司法所提出，也可以投诉、申诉："
msgstr ""
"If the information is wrong or should not have been given, tell the judicial "
"office, or complain and appeal:"

msgid "筛选"
msgstr "Filter"

msgid "全市"
msgstr "Whole city"

msgid "清除"
msgstr "Clear"

msgid "哪里还需要一盏灯"
msgstr "Where a light is wanted"

msgid "等待的需求与现有空位"
msgstr "What is waited for, and what is free"

msgid "按需求大类，少于 5 件的不公布"
msgstr "By kind of need; fewer than 5 are not published"

#, python-format
msgid "等待 %(n)s 件"
msgstr "%(n)s waiting"

#, python-format
msgid "%(n)s 个空位"
msgid_plural "%(n)s 个空位"
msgstr[0] "%(n)s free place"
msgstr[1] "%(n)s free places"

msgid "图例"
msgstr "Key"

msgid "等待的需求"
msgstr "Requests waiting"

msgid "现有空位"
msgstr "Free places"

msgid "等待"
msgstr "Waiting"

msgid "还没有去处通过全部条件"
msgstr "No place meets every condition yet"

#, python-format
msgid "%(n)s 处通过了全部条件，按分数排列。分数只比较去处，不评价人。"
msgid_plural "%(n)s 处通过了全部条件，按分数排列。分数只比较去处，不评价人。"
msgstr[0] ""
"Places that meet every condition, in order of points: %(n)s. Points compare "
"places only; they do not judge people."
msgstr[1] ""
"Places that meet every condition, in order of points: %(n)s. Points compare "
"places only; they do not judge people."

#, python-format
msgid "看过 %(n)s 处，有 %(near)s 处只差一步。"
msgstr "Looked at %(n)s places; %(near)s one step away."

msgid "没有只差一步的去处"
msgstr "No place is one step away"

msgid "转入候补，有空位或新资源时马上重新匹配。"
msgstr ""
"Move to the waiting list; matching runs again at once when there is an "
"opening or a new resource."

#, python-format
msgid "只差一步的 %(n)s 处"
msgstr "One step away: %(n)s"

msgid "只被一个条件挡住；写着怎样才能打开"
msgstr "Only one condition in the way, with what would open it"

msgid "其他去处"
msgstr "Other places"

msgid "各个条件挡住了多少处"
msgstr "How many places each condition rules out"

msgid "为什么不是别的一处"
msgstr "Why not another place"

msgid "并排比较"
msgstr "Compare side by side"

msgid "每一处得了多少分，为什么"
msgstr "Points of each place, and why"

msgid "放宽并说明"
msgstr "Relax and give a reason"

msgid "看全部条件"
msgstr "View every condition"

msgid "第"
msgstr "Number "

msgid "位"
msgstr " in the ranking"

msgid "满分 100"
msgstr "out of 100"

#, python-format
msgid "另有 %(n)s 份需求只有这一处可去"
msgid_plural "另有 %(n)s 份需求只有这一处可去"
msgstr[0] "%(n)s other request has no other option"
msgstr[1] "%(n)s other requests have no other option"

msgid "新机构优先考虑"
msgstr "Consider a new organisation"

msgid ""
"本县区转介给还没有评过的机构不足应有的比例，它的分数与第一处相近。分数和次序"
"没有改动，由您决定。"
msgstr ""
"Organisations not yet reviewed get less than their share of this county's "
"referrals, and this one scores close to the first. Scores and order are "
"unchanged; you decide."

msgid "已选"
msgstr "Chosen"

msgid "改选这一处"
msgstr "Choose this place"

msgid "看详情"
msgstr "View details"

msgid "对方会看到什么"
msgstr "What they will see"

#, python-format
msgid "%(place)s会看到什么"
msgstr "What %(place)s will see"

#, python-format
msgid "放宽“%(gate)s”这一项，写明理由。"
msgstr "You are relaxing '%(gate)s'. Give a reason."

#, python-format
msgid "向%(place)s发出邀约"
msgstr "Send offer to %(place)s"

msgid "对方有 2 个工作日答复。谢绝或不答复，系统在 1 小时内提出下一处。"
msgstr ""
"They have 2 working days to answer. If they decline or do not answer, the "
"next place is proposed within 1 hour."

msgid "不放宽了，回到排名"
msgstr "Do not relax, back to the ranking"

msgid ""
"有空位或新资源时马上重新匹配，每天也重算一次。挡住的条件一并存下，用来安排购"
"买服务。"
msgstr ""
"Matching runs again at once when there is an opening or a new resource, and "
"once a day. The conditions in the way are kept, to plan purchased services."

msgid "看条件"
msgstr "View conditions"

msgid "没有这个名称的去处。"
msgstr "There is no place with this name."

#, python-format
msgid "有 %(n)s 个条件没有通过"
msgstr "Conditions not met: %(n)s"

#, python-format
msgid "通过了全部条件，%(points)s 分"
msgstr "Meets every condition, %(points)s points"

msgid "没有排进前五，是因为别处分数更高。"
msgstr "Not in the first five because others have more points."

msgid "回到排名"
msgstr "Back to the ranking"

msgid "本机构的帮扶"
msgstr "Help by my organisation"

msgid "范围"
msgstr "Scope"

msgid "正在帮扶"
msgstr "Helping now"

msgid "谁在承担"
msgstr "Who is doing it"

msgid "现在没有正在帮扶的人"
msgstr "No one is being helped now"

msgid "接受邀约以后，会出现在这里。"
msgstr "After you accept an offer, it appears here."

msgid "看看邀约"
msgstr "See offers"

msgid "为什么问您"
msgstr "Why you are asked"

msgid "为什么选这一处"
msgstr "Why this place"

msgid "问答"
msgstr "Questions and answers"

msgid "问："
msgstr "Question: "

msgid "答："
msgstr "Answer: "

msgid "等工作人员回答，答复时限暂停计算。"
msgstr "Waiting for the officer to answer; the clock is paused."

msgid "能看到什么"
msgstr "What you can see"

msgid "对方可以的时段"
msgstr "Times that suit them"

msgid "现在还不能接受，先补齐："
msgstr "You cannot accept yet. Still missing:"

msgid "您的回答"
msgstr "Your answer"

msgid "您是工作人员搭档：得到对方本人的答复后，代为登记。"
msgstr ""
"You are the staff partner: once they have given you their own answer, record "
"it for them."

msgid "我愿意"
msgstr "I will"

msgid "不方便也没关系"
msgstr "Not this time is fine too"

msgid "这次不方便"
msgstr "Not this time"

msgid "先问一个问题"
msgstr "Ask a question first"

msgid "送出问题"
msgstr "Send question"

msgid "我认识这个人"
msgstr "I know this person"

msgid "按下后邀约结束，不问原因，不影响您。"
msgstr "The offer then ends; no reason is asked, and it does not affect you."

msgid "回答问题"
msgstr "Answer question"

msgid "收回邀约"
msgstr "Withdraw offer"

#, python-format
msgid "回到需求 %(number)s"
msgstr "Back to request %(number)s"

msgid "答复不分先后好坏，说不方便也没有关系。"
msgstr "No answer is better than another; saying not this time is fine."

msgid "等您答复的"
msgstr "Waiting for your answer"

msgid "现在没有等您答复的邀约"
msgstr "No offers wait for your answer"

msgid "有人需要您这样的帮助时，会出现在这里，也会收到提醒。"
msgstr ""
"When someone needs the kind of help you give, it appears here and you are "
"told."

msgid "答复过的"
msgstr "Answered"

msgid ""
"这处要求无犯罪记录。没有法律依据，不能这样要求（R-CC-09）。由负责人写明依据后"
"开放，或让对方删去。"
msgstr ""
"This place requires a clean record. Without a legal basis that is not "
"allowed (R-CC-09). A manager gives the basis and opens it, or they remove it."

#, python-format
msgid "信息自 %(at)s以后没有确认过，匹配时会提示。"
msgstr ""
"The information has not been confirmed since %(at)s; matching will say so."

msgid "信息没有变化"
msgstr "Information unchanged"

msgid "暂停接收"
msgstr "Pause taking clients"

msgid "恢复接收"
msgstr "Take clients again"

msgid "更改名额"
msgstr "Change capacity"

msgid "经过"
msgstr "History"

msgid "先看要求"
msgstr "Check requirements first"

msgid "街道"
msgstr "Subdistrict"

msgid "空名额"
msgstr "Openings"

msgid "最近确认"
msgstr "Last confirmed"

msgid "没有符合的资源"
msgstr "No matching resources"

msgid "换一个筛选条件再看。"
msgstr "Change a filter and look again."

msgid "到期没有意见，视为同意。"
msgstr "Without comments in time, it counts as agreed."

msgid "同意方案"
msgstr "Agree to plan"

#, python-format
msgid "计划 %(n)s 次"
msgid_plural "计划 %(n)s 次"
msgstr[0] "%(n)s meeting planned"
msgstr[1] "%(n)s meetings planned"

#, python-format
msgid "另有 %(n)s 件只欠结案报告，由原机构报完，不移交。"
msgid_plural "另有 %(n)s 件只欠结案报告，由原机构报完，不移交。"
msgstr[0] ""
"Another %(n)s case only owes its closing report and stays with the "
"organisation."
msgstr[1] ""
"Another %(n)s cases only owe their closing reports and stay with the "
"organisation."

msgid "移交给"
msgstr "Hand over to"

msgid "要移交的帮扶"
msgstr "Cases to hand over"

msgid "保存，先不移交"
msgstr "Save, not yet"

msgid "机构暂停或帮扶人离开时，把在办的帮扶逐件移交，一件不落。"
msgstr ""
"When an organisation is suspended or a helper leaves, every running case is "
"handed over; none is dropped."

msgid "列出在办，准备移交"
msgstr "List the cases, prepare the handover"

msgid "没有要移交的在办帮扶"
msgstr "Nothing to hand over"

msgid "机构暂停、移出名录，或者帮扶人离开以后，他们的在办帮扶会出现在这里。"
msgstr ""
"When an organisation is suspended or delisted, or a helper has left, their "
"running cases appear here."

msgid "已有的移交"
msgstr "Handovers so far"

msgid "开展"
msgstr "Held"

#, python-format
msgid "%(n)s 次"
msgid_plural "%(n)s 次"
msgstr[0] "%(n)s meeting"
msgstr[1] "%(n)s meetings"

msgid "费用"
msgstr "Cost"

msgid "依据："
msgstr "Evidence: "

msgid "退回补充："
msgstr "Returned for more: "

msgid "工作人员确认："
msgstr "Officer confirmed: "

msgid "（已更正）"
msgstr " (corrected)"

#, python-format
msgid "，需求%(met)s"
msgstr ". Need: %(met)s"

msgid "没有联系上本人。"
msgstr "The client could not be reached."

#, python-format
msgid "本人说：“%(said)s”"
msgstr "The client says: “%(said)s”"

#, python-format
msgid "，满意度 %(n)s（满分 5）"
msgstr ", satisfaction %(n)s of 5"

#, python-format
msgid "本人的回答由%(by)s当面或电话问过后代为填写，%(at)s"
msgstr ""
"The answer is the client's own, given in person or by phone and entered by "
"%(by)s, %(at)s"

#, python-format
msgid "本人用回执码回答：“%(said)s”，%(on)s"
msgstr "The person answered with a code: “%(said)s”, %(on)s"

msgid "与工作人员填写的不一致"
msgstr "Differs from what the officer wrote"

msgid "要审批的原因："
msgstr "Why it requires approval: "

msgid "现在挡住的条件"
msgstr "Conditions in the way now"

#, python-format
msgid "%(day)s 重算"
msgstr "Recalculated %(day)s"

msgid "经办"
msgstr "Handled by"

msgid "负责人"
msgstr "Officer in charge"

msgid "帮扶人"
msgstr "Helper"

msgid "打开帮扶档案"
msgstr "Open help file"

msgid "到结案后 7 天"
msgstr "until 7 days after closing"

msgid "现在可以办的"
msgstr "What you can do now"

msgid "需要哪一类帮助，多紧急"
msgstr "What kind of help is needed, and how urgent"

msgid "姓名、性别、年龄、住址和限制都在档案里，不用再填。"
msgstr ""
"Name, sex, age, address and restrictions are in the file; no need to enter "
"them."

msgid "还差这些内容，补上后再提交："
msgstr "These are still missing. Add them, then submit: "

msgid "您填写的内容"
msgstr "What you entered"

msgid "修改"
msgstr "Change"

msgid "帮扶人收到邀约时看到的，就是这张卡"
msgstr "This is the card the helper sees with the offer"

msgid "没有姓名、号码、住址，也没有案情。邀约结束即收回。"
msgstr ""
"No name, numbers, address or case facts. Withdrawn when the offer ends."

msgid "这一份要先经负责人审批："
msgstr "This one first requires a manager's approval: "

msgid "补充"
msgstr "Add"

msgid "提交，开始匹配"
msgstr "Submit, start matching"

msgid "返回修改"
msgstr "Go back and change"

msgid "填写"
msgstr "Fill in"

msgid "希望怎样的帮助，何时可以"
msgstr "What help is wanted, and when"

msgid "现有的同意不包括告知用人单位：对方接受以后也看不到姓名和电话。"
msgstr ""
"The present consent does not cover telling employers: even after accepting, "
"they cannot see the name and phone."

msgid "登记新的同意"
msgstr "Record new consent"

msgid "档案里还没有。提交前须有一项，写错可以撤回。"
msgstr ""
"None on file yet. One is needed before submitting; if wrong, it can be "
"withdrawn."

msgid "下一步，核对"
msgstr "Next: check"

msgid "获准使用的信息"
msgstr "Information you may use"

#, python-format
msgid "用途：%(purpose)s。"
msgstr "Purpose: %(purpose)s. "

#, python-format
msgid "%(until)s起不再可看。"
msgstr "Not viewable from %(until)s. "

msgid "这次查看已记录。不抄录、不转告、不拍照。"
msgstr "This view is logged. Do not copy it, pass it on or photograph it."

msgid "看完了，返回"
msgstr "Done, go back"

msgid "报告安全事件或投诉"
msgstr "Report a safety incident or complaint"

msgid "只用于本项帮扶。每看一次，记录一次。"
msgstr "For this help only. Each view is logged."

#, python-format
msgid "已开展 %(held)s 次，计划 %(planned)s 次"
msgstr "%(held)s held, %(planned)s planned"

msgid "还没有约定。约好的见面会列在这里。"
msgstr "Nothing booked yet. Meetings you book are listed here."

#, python-format
msgid "放宽%(gates)s：%(why)s"
msgstr "Relaxed %(gates)s: %(why)s"

msgid "对方问："
msgstr "They asked: "

msgid "已答："
msgstr "Answered: "

msgid "打开"
msgstr "Open"

msgid "每行写明办到哪一步、什么时候到期。"
msgstr "Each row says how far it has come and when it is due."

msgid "没有符合条件的需求"
msgstr "No requests match"

msgid "这里还没有需求"
msgstr "No requests here yet"

msgid "从帮扶对象的档案提出需求，提出后会出现在这里。"
msgstr "Make a request from the client's file; it then appears here."

msgid "打开帮扶对象"
msgstr "Open clients"

msgid "紧急"
msgstr "Urgency"

msgid "先问过本人，再确认或更正。"
msgstr "Ask the client first, then confirm or correct."

#, python-format
msgid "本人用回执码回答：“%(said)s”，%(on)s。"
msgstr "The person answered with a code: “%(said)s”, %(on)s."

msgid "打印回执单给本人"
msgstr "Print an outcome slip"

#, python-format
msgid "已给过一张，%(on)s前有效，还没有回答。再打印一张，前一张作废。"
msgstr ""
"One was given, valid until %(on)s, not answered yet. Printing another makes "
"it void."

msgid "本人凭单子上的码自己回答，不用登录。您看到的是本人的原话。"
msgstr ""
"The person answers with the code on the slip, without an account. You see "
"what they chose themselves."

msgid "确认成效并结案"
msgstr "Confirm outcome and close"

msgid "退回补充"
msgstr "Return for more"

msgid "记录帮扶"
msgstr "Record help"

msgid "这次见面怎么样"
msgstr "How the meeting went"

msgid "已约定的见面"
msgstr "The meeting booked"

msgid "本人没有来"
msgstr "The client did not come"

msgid "我这边没有开展"
msgstr "I did not hold it"

msgid "取消这次约定"
msgstr "Cancel this booking"

msgid "取消约定"
msgstr "Cancel booking"

msgid "改到别的时间"
msgstr "Move to another time"

msgid "下一步："
msgstr "Next: "

msgid "对象"
msgstr "Client"

msgid "实际"
msgstr "Actual"

msgid "“情况”只有记录人和司法所能看到。"
msgstr "Only the person recording and the judicial office can see 'Notes'."

msgid "回执单"
msgstr "Outcome slip"

msgid "用浏览器的“打印”，或抄给本人。离开这一页，码就看不到了。"
msgstr ""
"Print this page, or copy it for the person. Once you leave it the code "
"cannot be seen again."

msgid "请您评价一项服务"
msgstr "Please rate a service"

msgid "请您说说结果"
msgstr "Please tell us how it ended"

msgid "用手机扫右边的码，或打开下面的网址，也可以在大厅的查询机上填。"
msgstr ""
"Scan the code with a phone, or open the address below, or use the kiosk in "
"the hall."

msgid "输入这张单子上的码："
msgstr "Enter the code on this slip:"

msgid "填写页的网址"
msgstr "Address of the form"

msgid ""
"单子上没有您的名字，码是随机的，发给谁没有记录。谁也查不出哪一份是您填的。"
msgstr ""
"Your name is not on it, the code is random, and to whom it went is not "
"recorded. Nobody can find out which answer is yours."

msgid "码用一次就作废。"
msgstr "A code works once."

msgid "这张单子对应您的一份帮扶，回答会给负责的工作人员看。"
msgstr ""
"This slip belongs to the help you received; its officer sees your answer."

msgid "码用一次就作废，30 天内有效。"
msgstr "A code works once, within 30 days."

msgid "填不填由您决定，不影响正在得到的帮助。"
msgstr ""
"Whether you fill it in is up to you; it changes nothing about the help you "
"receive."

msgid "有意见也可以投诉，一样不用登录：网址同上，选“投诉与申诉”。"
msgstr ""
"You can also complain without an account: same address, choose “Complaints "
"and appeals”."

msgid ""
"平台每月随机抽人征询对服务的看法。把单子打印或抄给本人，当面不看、不催、不代"
"填。填不填没有影响。"
msgstr ""
"Each month people are drawn at random and asked what they think of a "
"service. Print the slip or copy it for the person; do not watch, urge or "
"fill it in. It changes nothing whether they do."

msgid "显示评价单"
msgstr "Show the slip"

msgid ""
"码只显示一次。给了谁、是哪家机构的单子，平台不留记录；回答不会和人对上。"
msgstr ""
"A code is shown only once. To whom it went and for which organisation is not "
"recorded; no answer can be matched to a person."

msgid "现在没有要给的评价单"
msgstr "No slips to give now"

msgid "每月抽取一次，抽到您负责的人会出现在这里。"
msgstr ""
"There is a draw each month; those of your people who are drawn appear here."

msgid "删去"
msgstr "Remove"

msgid "先办哪几场培训"
msgstr "Which sessions to hold first"

#, python-format
msgid "%(n)s 份需求有合适的志愿者，只因为缺培训还没有去处。"
msgid_plural "%(n)s 份需求有合适的志愿者，只因为缺培训还没有去处。"
msgstr[0] "%(n)s request has volunteers who fit and lack only training."
msgstr[1] "%(n)s requests have volunteers who fit and lack only training."

#, python-format
msgid "下个月办好下面几场，%(n)s 份能找到去处。"
msgid_plural "下个月办好下面几场，%(n)s 份能找到去处。"
msgstr[0] " With the sessions below held next month, %(n)s finds a place."
msgstr[1] " With the sessions below held next month, %(n)s find a place."

msgid "每天按现在的需求、志愿者和课程重算。"
msgstr "Worked out from the requests, volunteers and courses of today."

msgid "现有的课程解不开"
msgstr "No course opens them"

msgid "缺培训的志愿者都已报名，培训以后就能接。"
msgstr ""
"The volunteers who lack training are enrolled already; after it they can "
"take the requests."

msgid "缺培训的志愿者还不符合课程的要求，或者课程都停开了。"
msgstr ""
"The volunteers who lack training do not meet what the courses presuppose, or "
"the courses are closed."

msgid "没有需求因为缺培训而等待"
msgstr "No request waits for training"

msgid "出现时会列在这里，并算出先办哪几场最有用。"
msgstr "When one does, it stands here with the sessions that help most."

#, python-format
msgid "另有 %(n)s 份，志愿者已经报名，培训以后就能接。"
msgid_plural "另有 %(n)s 份，志愿者已经报名，培训以后就能接。"
msgstr[0] "%(n)s more waits for volunteers who are enrolled already."
msgstr[1] "%(n)s more wait for volunteers who are enrolled already."

msgid "组合太多，没有全部算完：这是算到的最好一组，也许还有更好的。"
msgstr ""
"There are too many combinations to try them all: this is the best found, and "
"there may be a better one."

#, python-format
msgid "只看了最紧急、等得最久的 %(most)s 份。"
msgstr "Only the %(most)s most urgent and longest waiting were looked at."

#, python-format
msgid "<b>%(n)s</b> 份需求能找到去处"
msgid_plural "<b>%(n)s</b> 份需求能找到去处"
msgstr[0] "<b>%(n)s</b> request finds a place"
msgstr[1] "<b>%(n)s</b> requests find a place"

#, python-format
msgid "邀请 %(n)s 人，一场 %(seats)s 个名额"
msgid_plural "邀请 %(n)s 人，一场 %(seats)s 个名额"
msgstr[0] "invite %(n)s person, a session has %(seats)s places"
msgstr[1] "invite %(n)s people, a session has %(seats)s places"

msgid "已排的一场："
msgstr "Planned already: "

msgid "邀请谁，哪些需求"
msgstr "Whom to invite, which requests"

#, python-format
msgid "另有 %(n)s 人在别的县区。"
msgid_plural "另有 %(n)s 人在别的县区。"
msgstr[0] "%(n)s more in another county."
msgstr[1] "%(n)s more in other counties."

#, python-format
msgid "%(n)s 份只计数，不列编号。"
msgid_plural "%(n)s 份只计数，不列编号。"
msgstr[0] "%(n)s is counted without its number."
msgstr[1] "%(n)s are counted without their numbers."

msgid "安排一场"
msgstr "Plan a session"

msgid ""
"每人手上有多少，按司法所排列。看哪里要帮手，不是排名。只计成年人的档案和需"
"求。"
msgstr ""
"What each officer has in hand, by office. To see where help is needed; not a "
"ranking. Files and requests of adults only."

#, python-format
msgid ""
"%(n)s 人，在办需求的中位数 <b>%(requests)s</b>，档案的中位数 <b>%(files)s</b>"
msgid_plural ""
"%(n)s 人，在办需求的中位数 <b>%(requests)s</b>，档案的中位数 <b>%(files)s</b>"
msgstr[0] ""
"%(n)s officer; median of open requests <b>%(requests)s</b>, of files "
"<b>%(files)s</b>"
msgstr[1] ""
"%(n)s officers; median of open requests <b>%(requests)s</b>, of files "
"<b>%(files)s</b>"

#, python-format
msgid "%(n)s 人已不在任，手上还有没移交的。"
msgid_plural "%(n)s 人已不在任，手上还有没移交的。"
msgstr[0] "%(n)s person has left and has not handed everything over."
msgstr[1] "%(n)s people have left and have not handed everything over."

msgid "工作人员"
msgstr "Member of staff"

msgid "其中候补"
msgstr "Waiting"

msgid "集中移交机构在办的帮扶"
msgstr "Hand over an organisation's running cases"

msgid "为档案另指定责任人"
msgstr "Name another officer for a file"

msgid "这里还没有工作人员"
msgstr "No officers here yet"

msgid "司法所的人到任以后，会列在这里。"
msgstr "Officers show here once they have taken up their seats."

#, python-format
msgid "中位数 %(m)s"
msgstr "median %(m)s"

msgid "已不在任"
msgstr "Has left"

#, python-format
msgid "%(day)s，%(place)s，空 %(n)d 个名额"
msgstr "%(day)s, %(place)s, %(n)d places free"

msgid "称呼"
msgstr "Form of address"

msgid "技能"
msgstr "Skills"

msgid "矫正期限"
msgstr "Correction term"

msgid "本人更愿意去这一处"
msgstr "The client prefers this place"

msgid "对方熟悉情况"
msgstr "They know the situation"

msgid "交通更方便"
msgstr "Easier to reach"

msgid "排在前面的近期不便"
msgstr "Those ranked higher are not available soon"

msgid "其他，已记入工作日志"
msgstr "Other, noted in the work log"

msgid "查看身份信息"
msgstr "View identity information"

msgid "登记档案"
msgstr "Register file"

msgid "修改档案"
msgstr "Change file"

msgid "指定责任人"
msgstr "Name officer in charge"

msgid "查看需求评估"
msgstr "Needs assessment read"

msgid "登记同意或依据"
msgstr "Record consent or basis"

msgid "删去利害关系"
msgstr "Remove conflict of interest"

msgid "删去禁止令"
msgstr "Remove prohibition order"

msgid "授权披露"
msgstr "Grant disclosure"

msgid "帮扶人查看获准的信息"
msgstr "Helper viewed permitted information"

msgid "收回授权"
msgstr "Withdraw access"

msgid "16 岁以下"
msgstr "Under 16"

#, python-format
msgid "%(n)s 岁以上"
msgstr "%(n)s and over"

#, python-format
msgid "%(band)s 岁"
msgstr "aged %(band)s"

msgctxt "between facts"
msgid "，"
msgstr ", "

msgctxt "end of sentence"
msgid "。"
msgstr "."

#, python-format
msgid "给 %(n)s 人评价单"
msgstr "Give %(n)s people a feedback slip"

msgid "平台随机抽取。填不填由本人决定，没有影响。"
msgstr "Drawn at random. Whether they fill it in is up to them."

msgid "去打印"
msgstr "Print"

msgid "公益活动有名额，等您答复"
msgstr "A place at a public-benefit activity waits for your answer"

msgid "培训有名额，等您答复"
msgstr "A place in a course is free: please answer"

msgid "需求被退回，修改后再提交"
msgstr "Request returned; change it and submit again"

msgid "去匹配"
msgstr "Match"

msgid "等对方答复邀约"
msgstr "Waiting for an answer to the offer"

msgid "候补中，等空位"
msgstr "On the waiting list for an opening"

msgid "等负责人审批"
msgstr "Waiting for a manager's approval"

#, python-format
msgid "%(place)s有一个问题"
msgstr "%(place)s has a question"

msgid "看方案，有意见就说"
msgstr "Read the plan; comment if you wish"

#, python-format
msgid "%(number)s。到期没有意见，视为同意。"
msgstr "%(number)s. Without comments in time, it counts as agreed."

msgid "看方案"
msgstr "View plan"

msgid "一次缺席等您答复"
msgstr "An absence waits for your answer"

#, python-format
msgid "%(n)s 份档案没有责任人"
msgstr "Files without an officer in charge: %(n)s"

#, python-format
msgid "%(n)s 份档案的罪名待归类"
msgstr "Files with an offence to be sorted: %(n)s"

msgid "归类"
msgstr "Sort"

#, python-format
msgid "%(n)s 份档案没有同意或依据"
msgstr "Files without consent or basis: %(n)s"

msgid "补上以后才能匹配。"
msgstr "Matching can start once they have it."

msgid "审批一份需求"
msgstr "Approve a request"

msgid "审批"
msgstr "Approve"

#, python-format
msgid "%(n)s 份未成年人档案没有责任人"
msgstr "Minors' files without an officer in charge: %(n)s"

msgid "指定以前谁也打不开。"
msgstr "No one can open them until one is named."

#, python-format
msgid "移交 %(n)s 件在办帮扶"
msgstr "Hand over %(n)s running cases"

msgid "去移交"
msgstr "Hand over"

msgid "公平性"
msgstr "Fairness"

msgid "语言"
msgstr "Languages"

msgid "年龄段"
msgstr "Age band"

msgid "需要哪些帮助"
msgstr "What help is needed"

msgid "写困难和意愿，不写案情。只有本所和县区局能看到。"
msgstr ""
"Difficulties and wishes, no case facts. Only your office and the county "
"bureau can see it."

msgid "空着按 180 天后"
msgstr "Leave empty for 180 days from now"

msgid "新一版评估已存入。"
msgstr "New assessment saved."

msgid "每次评估存为新的一版，以前的不改。"
msgstr ""
"Each assessment is saved as a new version; earlier ones are not changed."

msgid "帮扶是否公平到达"
msgstr "Does help reach people alike"

#, python-format
msgid ""
"近 %(days)s 天提出的需求，有多少在首次回应时限内落实了去处，按人群比较。"
msgstr ""
"Of the requests of the last %(days)s days, how many got a place within the "
"clock of the first response, group by group."

#, python-format
msgid ""
"全部 %(n)s 件中，<b>%(share)s</b> 按时落实，可能的范围 %(low)s–%(high)s，中位"
"数 %(median)s 天。"
msgstr ""
"Of all %(n)s requests <b>%(share)s</b> got a place in time, range %(low)s–"
"%(high)s; median %(median)s days."

msgid "与全部的差别大于偶然波动的："
msgstr "Further from all than chance explains:"

#, python-format
msgid "%(kind)s“%(group)s”：低于全部"
msgstr "%(kind)s, %(group)s: below all"

#, python-format
msgid "%(kind)s“%(group)s”：高于全部"
msgstr "%(kind)s, %(group)s: above all"

msgid "没有人群与全部的差别大于偶然波动。"
msgstr "No group is further from all than chance explains."

msgid "怎样读这张表"
msgstr "How to read this"

msgid ""
"差别不等于原因：需求的种类、住得多远、可以的时段也不一样，先看那些再下结论。"
msgstr ""
"A difference is not a cause: kinds of need, distances and possible times "
"differ too. Look at those before you conclude."

msgid ""
"可能的范围是百分之九十五的置信区间，表示偶然波动有多大。全部的数落在范围以"
"内，就不能说这个人群不同。比较的人群多，偶尔有一个落在外面也属正常。"
msgstr ""
"The range is a ninety-five per cent confidence interval: how much chance "
"alone may move the share. Where the share of all lies within it, the group "
"cannot be said to differ. Among many groups one may fall outside by chance."

#, python-format
msgid ""
"少于 %(least)s 件的人群不显示；只差一个就能推算出来的，下一个也不显示。未成年"
"人不计入，也不成为一个人群。"
msgstr ""
"Groups of fewer than %(least)s requests are not shown, nor the next one "
"where it would give a hidden one away. Minors are not counted and are no "
"group."

msgid "一人可以属于几个罪名类别、会几种语言，这两张表各行相加会多于全部。"
msgstr ""
"A person may belong to several offence groups and speak several languages, "
"so these two tables add up to more than all."

#, python-format
msgid "满 %(least)s 件以后才比较，少了说明不了什么，也可能推算出个人。"
msgstr ""
"Compared from %(least)s requests on; fewer say little and might point to a "
"person."

msgid "还不够比较"
msgstr "Too few to compare"

#, python-format
msgid "另有 %(n)s 个人群不显示"
msgid_plural "另有 %(n)s 个人群不显示"
msgstr[0] "%(n)s more group is not shown"
msgstr[1] "%(n)s more groups are not shown"

msgid "按时落实率"
msgstr "Placed in time"

msgid "可能的范围"
msgstr "Range"

msgid "图"
msgstr "Chart"

msgid "与全部相差"
msgstr "Difference to all"

msgid "中位天数"
msgstr "Median days"

msgid "偏低"
msgstr "Below"

msgid "偏高"
msgstr "Above"

msgid "没有可以显示的人群。"
msgstr "No group can be shown."

msgid ""
"四项各占多少分，谁改过，改动会怎样，推荐怎样被采用。分数只比较去处，不评价"
"人；由人决定。"
msgstr ""
"What each part counts, who changed it, what a change would do, how "
"suggestions are taken. Scores compare places, never people; a person decides."

msgid "现行权重"
msgstr "Weights in force"

#, python-format
msgid "版本 %(version)s"
msgstr "Version %(version)s"

msgid "性别、罪名、语言和县区只作条件，不计分。"
msgstr ""
"Sex, offence, language and county are conditions only and earn no points."

msgid "推荐怎样被采用"
msgstr "How suggestions are taken"

#, python-format
msgid "近 %(days)s 天"
msgstr "Last %(days)s days"

#, python-format
msgid "%(n)s 份邀约中，<b>%(pct)s</b> 发给了第一处"
msgid_plural "%(n)s 份邀约中，<b>%(pct)s</b> 发给了第一处"
msgstr[0] "Of %(n)s offer <b>%(pct)s</b> went to the first place"
msgstr[1] "Of %(n)s offers <b>%(pct)s</b> went to the first place"

msgid "改选的原因"
msgstr "Why another was chosen"

msgid "还没有发出过邀约。"
msgstr "No offer was sent yet."

msgid "还没有改过，按最初的权重排列。"
msgstr "Never changed; places are ranked by the first weights."

msgid "四项加起来 100 分。提出后用上一季度的需求回放，另一人看过回放才能批准。"
msgstr ""
"The four parts make 100. The requests of the last quarter are replayed; "
"somebody else approves after reading the replay."

msgid "提出并回放"
msgstr "Propose and replay"

msgid "权重变更"
msgstr "Change of weights"

#, python-format
msgid "自 %(day)s 起的权重"
msgstr "Weights from %(day)s"

msgid "改动以前"
msgstr "Before"

msgid "改动以后"
msgstr "After"

msgid "用上一季度的需求回放"
msgstr "Replay of the last quarter"

msgid "正在回放，办完后刷新本页就能看到。"
msgstr "The replay runs; reload this page when it is done."

msgid "还没有回放，没有回放不能批准。"
msgstr "Not replayed yet; without a replay it cannot be approved."

msgid "开始回放"
msgstr "Start the replay"

#, python-format
msgid "%(n)s 份需求有去处，其中 <b>%(changed)s</b> 份的第一处会换（%(pct)s）"
msgid_plural ""
"%(n)s 份需求有去处，其中 <b>%(changed)s</b> 份的第一处会换（%(pct)s）"
msgstr[0] ""
"%(n)s request has a place; for <b>%(changed)s</b> the first place would be "
"another (%(pct)s)"
msgstr[1] ""
"%(n)s requests have a place; for <b>%(changed)s</b> the first place would be "
"another (%(pct)s)"

#, python-format
msgid ""
"按新权重算的总值：仍选原来的第一处 %(before)s，改选新的第一处 %(after)s"
"（%(by)s）。"
msgstr ""
"Total worth under the new weights: %(before)s with the first places of "
"before, %(after)s with the new ones (%(by)s)."

msgid ""
"按今天的去处、不计名额回放，只比较次序。各列是第一处在这一项上平均得到满分的"
"百分之几，改动以前 → 以后；升是得，降是失。少于 20 件的人群不显示，未成年人不"
"计入。"
msgstr ""
"Replayed with the places of today, whatever room they have: only the order "
"is compared. Each column is how much of the full points the first place "
"earns on average, before → after, in per cent; up is a gain, down a loss. "
"Groups of fewer than 20 are not shown; minors are not counted."

msgid "换第一处的比例"
msgstr "First place changes"

msgid "不到 20 件，不按人群比较。"
msgstr "Fewer than 20 requests; groups are not compared."

#, python-format
msgid "上一季度的 %(n)s 份需求现在都没有去处，没有可比的次序。"
msgid_plural "上一季度的 %(n)s 份需求现在都没有去处，没有可比的次序。"
msgstr[0] ""
"The %(n)s request of the last quarter has no place now; there is no order to "
"compare."
msgstr[1] ""
"None of the %(n)s requests of the last quarter has a place now; there is no "
"order to compare."

msgid "在册档案"
msgstr "Files"

msgid "双数，按四级等分"
msgstr "An even number, given in four equal steps"

msgid "我看过回放的结果"
msgstr "I have read the result of the replay"

msgid "权重回放"
msgstr "Replay of weights"

msgid "四项加起来要正好是 100 分。"
msgstr "The four parts must make exactly 100."

msgid "质量一项按四级等分，填双数。"
msgstr "Quality is given in four equal steps; enter an even number."

msgid "填双数。"
msgstr "Enter an even number."

msgid "与那时的权重相同，不用改。"
msgstr "These are the weights of that day already; nothing to change."

msgid "先看回放的结果，看过以后勾选。"
msgstr "Read the result of the replay first, then tick the box."

msgid "看过以后勾选。"
msgstr "Tick once you have read it."

msgid "先在“匹配权重”页看回放的结果，再批准。"
msgstr ""
"Read the result of the replay on the page of the weights, then approve there."

msgid "回放上一季度的匹配"
msgstr "Replay of last quarter's matching"

msgid "已提出，正在用上一季度的需求回放。回放后由另一人批准。"
msgstr ""
"Proposed. The last quarter is being replayed; then somebody else approves."

msgid "少于 5 次"
msgstr "Fewer than 5"

msgid "已批准，到生效日期起按新的权重排列。"
msgstr "Approved. Places are ranked by the new weights from that day on."

msgid "正在回放，办完会通知您。"
msgstr "The replay runs; you will be told when it is done."
