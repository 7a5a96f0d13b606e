#
msgid ""
msgstr ""
"Project-Id-Version: tongxin\n"
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

msgid "档案不在册，不能报名活动。"
msgstr "档案不在册，不能报名活动。"

msgid "先确认活动适合本人的能力和健康状况。"
msgstr "先确认活动适合本人的能力和健康状况。"

msgid "对象不得离开本县区，换一项本县区的活动。"
msgstr "对象不得离开本县区，换一项本县区的活动。"

msgid "这个时段对象不能外出。换一个时间。"
msgstr "这个时段对象不能外出。换一个时间。"

msgid "对象在这个时间已有约定。换一个时间。"
msgstr "对象在这个时间已有约定。换一个时间。"

msgid "档案结束"
msgstr "档案结束"

msgid "活动"
msgstr "活动"

msgid "适合本人的能力和健康状况，已告知本人"
msgstr "适合本人的能力和健康状况，已告知本人"

msgid "名额已满，可候补"
msgstr "名额已满，可候补"

#, python-format
msgid "还有 %(n)d 个名额"
msgid_plural "还有 %(n)d 个名额"
msgstr[0] "还有 %(n)d 个名额"

#, python-format
msgid "%(when)s，%(title)s，%(place)s，%(left)s"
msgstr "%(when)s，%(title)s，%(place)s，%(left)s"

msgid "已报名。组织者只看到代号。"
msgstr "已报名。组织者只看到代号。"

msgid "匹配与帮扶"
msgstr "匹配与帮扶"

msgid "档案不在册，不能报名培训。"
msgstr "档案不在册，不能报名培训。"

msgid "先确认本人愿意参加、也适合参加。"
msgstr "先确认本人愿意参加、也适合参加。"

msgid "对象不得离开本县区，换一场本县区的培训。"
msgstr "对象不得离开本县区，换一场本县区的培训。"

msgid "对象在这个时间参加公益活动。换一个时间。"
msgstr "对象在这个时间参加公益活动。换一个时间。"

msgid "培训场次"
msgstr "培训场次"

msgid "本人愿意参加，也适合参加"
msgstr "本人愿意参加，也适合参加"

msgid "先勾选要提醒的需求。"
msgstr "先勾选要提醒的需求。"

#, python-format
msgid "%(number)s 没有超时，不用提醒。"
msgstr "%(number)s 没有超时，不用提醒。"

#, python-format
msgid "%(n)d 次"
msgstr "%(n)d 次"

msgid "正在为候补的需求重新找去处，办完会通知您。"
msgstr "正在为候补的需求重新找去处，办完会通知您。"

#, python-format
msgid "已提醒 %(n)d 人。"
msgstr "已提醒 %(n)d 人。"

msgid "今天都已提醒过，没有再发。"
msgstr "今天都已提醒过，没有再发。"

msgid "到期没有答复"
msgstr "到期没有答复"

msgid "东溪区河口街道司法所"
msgstr "东溪区河口街道司法所"

msgid "春晖社工，管理员"
msgstr "春晖社工，管理员"

msgid "春晖社工，社工"
msgstr "春晖社工，社工"

msgid "云锦服装厂，用人单位"
msgstr "云锦服装厂，用人单位"

msgid "东溪区司法局"
msgstr "东溪区司法局"

msgid "市司法局，数据专员"
msgstr "市司法局，数据专员"

msgid "市司法局，采购负责人"
msgstr "市司法局，采购负责人"

msgid "市司法局，开标人"
msgstr "市司法局，开标人"

msgid "市司法局，财务"
msgstr "市司法局，财务"

msgid "监督审计"
msgstr "监督审计"

msgid "栖霞区河口街道司法所，看不到东溪区"
msgstr "栖霞区河口街道司法所，看不到东溪区"

msgid "帮扶需求"
msgstr "帮扶需求"

msgid "帮扶对象"
msgstr "帮扶对象"

msgid "匹配与邀约"
msgstr "匹配与邀约"

msgid "协调台"
msgstr "协调台"

msgid "工作量"
msgstr "工作量"

msgid "协作"
msgstr "协作"

msgid "集中移交"
msgstr "集中移交"

msgid "培训缺口"
msgstr "培训缺口"

msgid "为候补的需求找去处"
msgstr "为候补的需求找去处"

msgid "男性"
msgstr "男性"

msgid "女性"
msgstr "女性"

msgid "不合格"
msgstr "不合格"

msgid "合格"
msgstr "合格"

msgid "证据不足"
msgstr "证据不足"

msgid "良好"
msgstr "良好"

msgid "优秀"
msgstr "优秀"

msgid "就业帮扶"
msgstr "就业帮扶"

msgid "心理辅导"
msgstr "心理辅导"

msgid "法律援助"
msgstr "法律援助"

msgid "教育培训"
msgstr "教育培训"

msgid "困难救助"
msgstr "困难救助"

msgid "社会关系修复"
msgstr "社会关系修复"

msgid "结对帮扶"
msgstr "结对帮扶"

msgid "就业指导"
msgstr "就业指导"

msgid "就业岗位"
msgstr "就业岗位"

msgid "纠纷调解"
msgstr "纠纷调解"

msgid "职业技能培训"
msgstr "职业技能培训"

msgid "就学帮助"
msgstr "就学帮助"

msgid "法治教育"
msgstr "法治教育"

msgid "困难帮扶"
msgstr "困难帮扶"

msgid "社会救助"
msgstr "社会救助"

msgid "社会保险"
msgstr "社会保险"

msgid "住房安置"
msgstr "住房安置"

msgid "一对一帮扶"
msgstr "一对一帮扶"

msgid "公益活动"
msgstr "公益活动"

msgid "危险驾驶交通"
msgstr "危险驾驶交通"

msgid "财产"
msgstr "财产"

msgid "暴力"
msgstr "暴力"

msgid "涉毒"
msgstr "涉毒"

msgid "经济"
msgstr "经济"

msgid "职务"
msgstr "职务"

msgid "秩序"
msgstr "秩序"

msgid "网络诈骗帮信"
msgstr "网络诈骗帮信"

msgid "环境资源"
msgstr "环境资源"

msgid "其他"
msgstr "其他"

msgid "缝纫"
msgstr "缝纫"

msgid "包装"
msgstr "包装"

msgid "烹饪"
msgstr "烹饪"

msgid "驾驶"
msgstr "驾驶"

msgid "叉车"
msgstr "叉车"

msgid "电焊"
msgstr "电焊"

msgid "木工"
msgstr "木工"

msgid "电脑"
msgstr "电脑"

msgid "收银"
msgstr "收银"

msgid "快递"
msgstr "快递"

msgid "保安"
msgstr "保安"

msgid "保洁"
msgstr "保洁"

msgid "家政"
msgstr "家政"

msgid "美发"
msgstr "美发"

msgid "种植养殖"
msgstr "种植养殖"

msgid "白班"
msgstr "白班"

msgid "普通话"
msgstr "普通话"

msgid "云栖话"
msgstr "云栖话"

msgid "手语"
msgstr "手语"

msgid "其他语言"
msgstr "其他语言"

msgid "周一上午"
msgstr "周一上午"

msgid "周一下午"
msgstr "周一下午"

msgid "周一晚上"
msgstr "周一晚上"

msgid "周二上午"
msgstr "周二上午"

msgid "周二下午"
msgstr "周二下午"

msgid "周二晚上"
msgstr "周二晚上"

msgid "周三上午"
msgstr "周三上午"

msgid "周三下午"
msgstr "周三下午"

msgid "周三晚上"
msgstr "周三晚上"

msgid "周四上午"
msgstr "周四上午"

msgid "周四下午"
msgstr "周四下午"

msgid "周四晚上"
msgstr "周四晚上"

msgid "周五上午"
msgstr "周五上午"

msgid "周五下午"
msgstr "周五下午"

msgid "周五晚上"
msgstr "周五晚上"

msgid "周六上午"
msgstr "周六上午"

msgid "周六下午"
msgstr "周六下午"

msgid "周六晚上"
msgstr "周六晚上"

msgid "周日上午"
msgstr "周日上午"

msgid "周日下午"
msgstr "周日下午"

msgid "周日晚上"
msgstr "周日晚上"

msgid "其他利害关系"
msgstr "其他利害关系"

msgid "被害人一方"
msgstr "被害人一方"

msgid "同案人员"
msgstr "同案人员"

msgid "亲属"
msgstr "亲属"

msgid "原同事"
msgstr "原同事"

msgid "工作人员所在机构"
msgstr "工作人员所在机构"

msgid "零"
msgstr "零"

msgid "一"
msgstr "一"

msgid "两"
msgstr "两"

msgid "三"
msgstr "三"

msgid "四"
msgstr "四"

msgid "五"
msgstr "五"

msgid "六"
msgstr "六"

msgid "七"
msgstr "七"

msgid "八"
msgstr "八"

msgid "九"
msgstr "九"

msgid "十"
msgstr "十"

msgid "十一"
msgstr "十一"

msgid "十二"
msgstr "十二"

msgid "十三"
msgstr "十三"

msgid "十四"
msgstr "十四"

msgid "十五"
msgstr "十五"

msgid "十六"
msgstr "十六"

#, python-format
msgid "%(gate)s没有登记，不能确认"
msgstr "%(gate)s没有登记，不能确认"

#, python-format
msgid "核实并登记%(gate)s后再判断"
msgstr "核实并登记%(gate)s后再判断"

#, python-format
msgid "这里提供%(offered)s，不提供%(wanted)s"
msgstr "这里提供%(offered)s，不提供%(wanted)s"

#, python-format
msgid "对方开办%(wanted)s后可选"
msgstr "对方开办%(wanted)s后可选"

#, python-format
msgid "这里不承接%(wanted)s"
msgstr "这里不承接%(wanted)s"

#, python-format
msgid "对方把%(wanted)s列入服务内容后可选"
msgstr "对方把%(wanted)s列入服务内容后可选"

#, python-format
msgid "%(from_day)s才开放，需要从%(start_day)s开始"
msgstr "%(from_day)s才开放，需要从%(start_day)s开始"

#, python-format
msgid "开始日期推迟到%(from_day)s即可"
msgstr "开始日期推迟到%(from_day)s即可"

#, python-format
msgid "合同或岗位到%(until_day)s为止，需要持续到%(end_day)s"
msgstr "合同或岗位到%(until_day)s为止，需要持续到%(end_day)s"

#, python-format
msgid "合同或岗位延长到%(end_day)s后可选"
msgstr "合同或岗位延长到%(end_day)s后可选"

msgid "还没有本人同意的记录，也没有写明法定职责"
msgstr "还没有本人同意的记录，也没有写明法定职责"

msgid "记录本人同意，或写明所依据的法定职责"
msgstr "记录本人同意，或写明所依据的法定职责"

#, python-format
msgid "%(capacity)s 个名额都已占用或预留"
msgstr "%(capacity)s 个名额都已占用或预留"

msgid "空出 1 个名额后可选"
msgstr "空出 1 个名额后可选"

#, python-format
msgid "该机构承接总数已到上限 %(limit)s 件"
msgstr "该机构承接总数已到上限 %(limit)s 件"

msgid "该机构办结 1 件后可选"
msgstr "该机构办结 1 件后可选"

msgid "合同约定的数量已用完"
msgstr "合同约定的数量已用完"

msgid "合同补充数量后可选"
msgstr "合同补充数量后可选"

msgid "帮扶人在手的个案已到上限"
msgstr "帮扶人在手的个案已到上限"

msgid "帮扶人办结 1 件，或换一位帮扶人后可选"
msgstr "帮扶人办结 1 件，或换一位帮扶人后可选"

#, python-format
msgid "本人希望帮扶人为%(sex)s，这里没有"
msgstr "本人希望帮扶人为%(sex)s，这里没有"

#, python-format
msgid "女性对象的%(wanted)s须由女性帮扶人承担，这里没有"
msgstr "女性对象的%(wanted)s须由女性帮扶人承担，这里没有"

#, python-format
msgid "对方安排%(sex)s帮扶人后可选"
msgstr "对方安排%(sex)s帮扶人后可选"

#, python-format
msgid "这里不服务%(sex)s"
msgstr "这里不服务%(sex)s"

#, python-format
msgid "对方愿意服务%(sex)s后可选"
msgstr "对方愿意服务%(sex)s后可选"

msgid "没有未成年人帮扶资质，或从业查询已过期"
msgstr "没有未成年人帮扶资质，或从业查询已过期"

msgid "完成从业查询并登记熟悉未成年人工作后可选"
msgstr "完成从业查询并登记熟悉未成年人工作后可选"

msgid "这是成年人小组，不能与未成年人混编"
msgstr "这是成年人小组，不能与未成年人混编"

msgid "改为一对一或未成年人专场后可选"
msgstr "改为一对一或未成年人专场后可选"

msgid "这是未成年人专场，不接收成年人"
msgstr "这是未成年人专场，不接收成年人"

msgid "改为一对一或成年人小组后可选"
msgstr "改为一对一或成年人小组后可选"

#, python-format
msgid "对方不接受的类别：%(groups)s"
msgstr "对方不接受的类别：%(groups)s"

msgid "县级管理员批准，并经对方同意后可选"
msgstr "县级管理员批准，并经对方同意后可选"

msgid "本人不得离开所在区县，这里在区县以外"
msgstr "本人不得离开所在区县，这里在区县以外"

msgid "禁止令涉及这里的场所、人员或工种"
msgstr "禁止令涉及这里的场所、人员或工种"

msgid "这里的时段超出本人可外出的时间"
msgstr "这里的时段超出本人可外出的时间"

msgid "作出决定的机关变更后才可选，平台不能放宽"
msgstr "作出决定的机关变更后才可选，平台不能放宽"

#, python-format
msgid "存在利害关系：%(kind)s"
msgstr "存在利害关系：%(kind)s"

msgid "不能放宽，另选一处"
msgstr "不能放宽，另选一处"

#, python-format
msgid "需要 %(wanted)s 个共同时段，现有 %(have)s 个"
msgstr "需要 %(wanted)s 个共同时段，现有 %(have)s 个"

#, python-format
msgid "少要 %(less)s 个时段，或对方增加时段后可选"
msgstr "少要 %(less)s 个时段，或对方增加时段后可选"

#, python-format
msgid "没有共同时段，需要 %(wanted)s 个"
msgstr "没有共同时段，需要 %(wanted)s 个"

#, python-format
msgid "对方增加 %(less)s 个共同时段后可选"
msgstr "对方增加 %(less)s 个共同时段后可选"

#, python-format
msgid "距离 %(distance)s 公里，超出上限 %(over)s 公里"
msgstr "距离 %(distance)s 公里，超出上限 %(over)s 公里"

#, python-format
msgid "本人同意放宽到 %(distance)s 公里即可"
msgstr "本人同意放宽到 %(distance)s 公里即可"

msgid "不在本人所在的市"
msgstr "不在本人所在的市"

msgid "对方在本市设点，或提供远程服务后可选"
msgstr "对方在本市设点，或提供远程服务后可选"

msgid "只提供远程服务，本人没有选择远程"
msgstr "只提供远程服务，本人没有选择远程"

msgid "本人接受远程服务即可"
msgstr "本人接受远程服务即可"

msgid "远程服务不覆盖本省"
msgstr "远程服务不覆盖本省"

msgid "对方把本省纳入服务范围后可选"
msgstr "对方把本省纳入服务范围后可选"

#, python-format
msgid "没有共同语言，本人使用%(spoken)s"
msgstr "没有共同语言，本人使用%(spoken)s"

#, python-format
msgid "安排翻译，或安排会%(spoken)s的帮扶人后可选"
msgstr "安排翻译，或安排会%(spoken)s的帮扶人后可选"

#, python-format
msgid "需要 %(wanted)s 级资格，现有 %(have)s 级"
msgstr "需要 %(wanted)s 级资格，现有 %(have)s 级"

#, python-format
msgid "取得 %(wanted)s 级资格并登记后可选"
msgstr "取得 %(wanted)s 级资格并登记后可选"

#, python-format
msgid "资格证明到%(until_day)s为止，需要有效到%(end_day)s"
msgstr "资格证明到%(until_day)s为止，需要有效到%(end_day)s"

#, python-format
msgid "资格证明续期到%(end_day)s以后可选"
msgstr "资格证明续期到%(end_day)s以后可选"

msgid "岗前培训没有完成，或已过期"
msgstr "岗前培训没有完成，或已过期"

msgid "完成培训后可选"
msgstr "完成培训后可选"

#, python-format
msgid "质量等级 %(grade)s，要求不低于 %(wanted)s"
msgstr "质量等级 %(grade)s，要求不低于 %(wanted)s"

#, python-format
msgid "降低等级要求，或对方下次评价达到 %(wanted)s 后可选"
msgstr "降低等级要求，或对方下次评价达到 %(wanted)s 后可选"

#, python-format
msgid "质量等级 %(grade)s，不能承接"
msgstr "质量等级 %(grade)s，不能承接"

msgid "对方下次评价合格后可选"
msgstr "对方下次评价合格后可选"

msgid "有整改逾期没有完成"
msgstr "有整改逾期没有完成"

msgid "整改完成并核验后可选"
msgstr "整改完成并核验后可选"

#, python-format
msgid "信息已 %(days)s 天没有确认"
msgstr "信息已 %(days)s 天没有确认"

msgid "对方重新确认后即可"
msgstr "对方重新确认后即可"

msgid "该机构已暂停承接"
msgstr "该机构已暂停承接"

msgid "恢复承接后可选"
msgstr "恢复承接后可选"

msgid "没有技能要求"
msgstr "没有技能要求"

#, python-format
msgid "%(skills)s，这项要求符合"
msgstr "%(skills)s，这项要求符合"

#, python-format
msgid "%(skills)s，%(count)s项要求都符合"
msgstr "%(skills)s，%(count)s项要求都符合"

#, python-format
msgid "符合%(skills)s；缺%(missing)s%(count)s项"
msgstr "符合%(skills)s；缺%(missing)s%(count)s项"

#, python-format
msgid "缺%(missing)s%(count)s项"
msgstr "缺%(missing)s%(count)s项"

#, python-format
msgid "距离 %(distance)s 公里，上限 %(limit)s 公里"
msgstr "距离 %(distance)s 公里，上限 %(limit)s 公里"

msgid "远程服务，按中间值计"
msgstr "远程服务，按中间值计"

msgid "位置没有登记，不计分"
msgstr "位置没有登记，不计分"

#, python-format
msgid "质量等级 %(grade)s %(word)s"
msgstr "质量等级 %(grade)s %(word)s"

#, python-format
msgid "质量等级 %(grade)s %(word)s（%(cases)s 例）"
msgstr "质量等级 %(grade)s %(word)s（%(cases)s 例）"

#, python-format
msgid "质量等级 %(grade)s %(word)s，按中间值计"
msgstr "质量等级 %(grade)s %(word)s，按中间值计"

#, python-format
msgid "质量等级 %(grade)s %(word)s（%(cases)s 例），按中间值计"
msgstr "质量等级 %(grade)s %(word)s（%(cases)s 例），按中间值计"

msgid "质量等级没有登记，不计分"
msgstr "质量等级没有登记，不计分"

#, python-format
msgid "%(year)s 年曾帮扶过本人，顺利结案"
msgstr "%(year)s 年曾帮扶过本人，顺利结案"

msgid "曾帮扶过本人，顺利结案"
msgstr "曾帮扶过本人，顺利结案"

msgid "没有帮扶过本人"
msgstr "没有帮扶过本人"

msgid "需求类别"
msgstr "需求类别"

msgid "具体需求"
msgstr "具体需求"

msgid "有效期"
msgstr "有效期"

msgid "同意或法定职责"
msgstr "同意或法定职责"

msgid "帮扶人性别"
msgstr "帮扶人性别"

msgid "服务对象性别"
msgstr "服务对象性别"

msgid "未成年人"
msgstr "未成年人"

msgid "不接受的类别"
msgstr "不接受的类别"

msgid "禁止令和活动范围"
msgstr "禁止令和活动范围"

msgid "利害关系核对"
msgstr "利害关系核对"

msgid "时段"
msgstr "时段"

msgid "距离和区域"
msgstr "距离和区域"

msgid "资格和培训"
msgstr "资格和培训"

msgid "质量等级"
msgstr "质量等级"

msgid "信息确认日期"
msgstr "信息确认日期"

msgid "承接状态"
msgstr "承接状态"

msgid "不能放宽"
msgstr "不能放宽"

msgid "工作人员可以放宽，须说明理由"
msgstr "工作人员可以放宽，须说明理由"

msgid "县级管理员可以批准，须对方同意"
msgstr "县级管理员可以批准，须对方同意"

msgid "、"
msgstr "、"

#, python-format
msgid "%(year)s年%(month)s月%(day)s日"
msgstr "%(year)s年%(month)s月%(day)s日"

msgid "长期"
msgstr "长期"

msgid "负责的帮扶对象"
msgstr "负责的帮扶对象"

msgid "负责的需求"
msgstr "负责的需求"

msgid "正在帮扶的需求"
msgstr "正在帮扶的需求"

msgid "搭档的资源"
msgstr "搭档的资源"

msgid "邀约"
msgstr "邀约"

msgid "我的帮扶"
msgstr "我的帮扶"

msgid "我们提供的帮扶"
msgstr "我们提供的帮扶"

msgid "我搭档的帮扶"
msgstr "我搭档的帮扶"

msgid "帮扶资源"
msgstr "帮扶资源"

msgid "等工作人员回答您的问题"
msgstr "等工作人员回答您的问题"

msgid "查看"
msgstr "查看"

msgid "查看并答复"
msgstr "查看并答复"

msgid "一份邀约等您回答"
msgstr "一份邀约等您回答"

#, python-format
msgid "一份邀约等%(place)s回答"
msgstr "一份邀约等%(place)s回答"

#, python-format
msgid "%(need)s，%(told)s"
msgstr "%(need)s，%(told)s"

msgid "记录这次帮扶"
msgstr "记录这次帮扶"

#, python-format
msgid "%(time)s，%(where)s"
msgstr "%(time)s，%(where)s"

msgid "记录"
msgstr "记录"

msgid "约首次见面"
msgstr "约首次见面"

msgid "提交帮扶方案"
msgstr "提交帮扶方案"

msgid "约下一次见面"
msgstr "约下一次见面"

msgid "写结案报告"
msgstr "写结案报告"

msgid "办理"
msgstr "办理"

#, python-format
msgid "%(code)s，%(where)s"
msgstr "%(code)s，%(where)s"

msgid "就业"
msgstr "就业"

msgid "有没有工作、稳不稳定、会些什么"
msgstr "有没有工作、稳不稳定、会些什么"

msgid "培训"
msgstr "培训"

msgid "想学什么、缺哪本证"
msgstr "想学什么、缺哪本证"

msgid "就学"
msgstr "就学"

msgid "在读、停学、想复学"
msgstr "在读、停学、想复学"

msgid "心理"
msgstr "心理"

msgid "睡眠、情绪、想不想找人谈；不写测评数据"
msgstr "睡眠、情绪、想不想找人谈；不写测评数据"

msgid "家庭"
msgstr "家庭"

msgid "与家人、邻里的关系"
msgstr "与家人、邻里的关系"

msgid "生活困难"
msgstr "生活困难"

msgid "收入、医药费、要照顾的人"
msgstr "收入、医药费、要照顾的人"

msgid "养老、医保有没有接上"
msgstr "养老、医保有没有接上"

msgid "住房"
msgstr "住房"

msgid "住在哪里、能住多久"
msgstr "住在哪里、能住多久"

msgid "法律事务"
msgstr "法律事务"

msgid "欠薪、债务、婚姻等要人帮的事"
msgstr "欠薪、债务、婚姻等要人帮的事"

msgid "陪伴"
msgstr "陪伴"

msgid "身边有没有说得上话的人"
msgstr "身边有没有说得上话的人"

msgid "没有困难"
msgstr "没有困难"

msgid "有一点"
msgstr "有一点"

msgid "明显"
msgstr "明显"

msgid "急需"
msgstr "急需"

msgid "重新评估需求"
msgstr "重新评估需求"

msgid "对照上一版，看看哪些变了。"
msgstr "对照上一版，看看哪些变了。"

msgid "评估"
msgstr "评估"

msgid "程度"
msgstr "程度"

msgid "选一项"
msgstr "选一项"

msgid "需要哪一种帮助"
msgstr "需要哪一种帮助"

msgid "情况"
msgstr "情况"

msgid "义务教育已经完成"
msgstr "义务教育已经完成"

msgid "没有完成的，就学会自动列为需求"
msgstr "没有完成的，就学会自动列为需求"

msgid "本人意愿"
msgstr "本人意愿"

msgid "本人自己想做什么、不想要什么"
msgstr "本人自己想做什么、不想要什么"

msgid "长处和技能"
msgstr "长处和技能"

msgid "会做的、做得好的、可以依靠的人"
msgstr "会做的、做得好的、可以依靠的人"

msgid "只写需要的帮助，不写案情和测评数据。只有本所和县区局能看到。"
msgstr "只写需要的帮助，不写案情和测评数据。只有本所和县区局能看到。"

msgid "下次评估"
msgstr "下次评估"

#, python-format
msgid "空着按 %(n)s 天后"
msgstr "空着按 %(n)s 天后"

msgid "较早的一版"
msgstr "较早的一版"

msgid "较新的一版"
msgstr "较新的一版"

#, python-format
msgid "第 %(n)s 版，%(day)s"
msgstr "第 %(n)s 版，%(day)s"

msgid "加重"
msgstr "加重"

msgid "好转"
msgstr "好转"

msgid "有需求，没有分级"
msgstr "有需求，没有分级"

msgid "还没有提出"
msgstr "还没有提出"

msgid "未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"
msgstr "未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"

msgid "下次评估的日期要在今天以后。"
msgstr "下次评估的日期要在今天以后。"

msgid "至少选一类需求。"
msgstr "至少选一类需求。"

msgid "每个领域选一个程度。"
msgstr "每个领域选一个程度。"

msgid "选了具体帮助的领域，程度不能是“没有困难”。"
msgstr "选了具体帮助的领域，程度不能是“没有困难”。"

msgid "新一版评估已存入。接着为每一项需求提出帮扶。"
msgstr "新一版评估已存入。接着为每一项需求提出帮扶。"

msgid "邀约答复期限"
msgstr "邀约答复期限"

msgid "个工作日"
msgstr "个工作日"

msgid "提问等候期限"
msgstr "提问等候期限"

msgid "方案视为同意的期限"
msgstr "方案视为同意的期限"

msgid "U1 首次回应"
msgstr "U1 首次回应"

msgid "U2 首次回应"
msgstr "U2 首次回应"

msgid "U3 首次回应"
msgstr "U3 首次回应"

msgid "须审批的需求类别"
msgstr "须审批的需求类别"

msgid "须审批的费用"
msgstr "须审批的费用"

msgid "分（人民币）"
msgstr "分（人民币）"

msgid "资源确认有效期"
msgstr "资源确认有效期"

msgid "天"
msgstr "天"

msgid "可重新打开的期限"
msgstr "可重新打开的期限"

msgid "结案后授权保留"
msgstr "结案后授权保留"

msgid "匹配权重版本"
msgstr "匹配权重版本"

msgid "成效回执码有效期"
msgstr "成效回执码有效期"

msgid "同一人两次征询至少间隔"
msgstr "同一人两次征询至少间隔"

msgid "每次征询抽取的比例"
msgstr "每次征询抽取的比例"

msgid "%"
msgstr "%"

msgid "评价单抽取后交给本人的期限"
msgstr "评价单抽取后交给本人的期限"

msgid "匹配条件：最低质量等级、须女性帮扶人的大类"
msgstr "匹配条件：最低质量等级、须女性帮扶人的大类"

msgid "需求重新评估的间隔"
msgstr "需求重新评估的间隔"

msgid "未成年人需求重新评估的间隔"
msgstr "未成年人需求重新评估的间隔"

msgid "我确认没有利害关系"
msgstr "我确认没有利害关系"

msgid "本人不是被害人一方、同案、亲属或原同事，也没有别的利害关系"
msgstr "本人不是被害人一方、同案、亲属或原同事，也没有别的利害关系"

msgid "由谁承担"
msgstr "由谁承担"

msgid "选一位本机构的社工"
msgstr "选一位本机构的社工"

msgid "本机构还没有社工。先在“人员”里邀请一位，管理员自己承担的也要有社工身份"
msgstr "本机构还没有社工。先在“人员”里邀请一位，管理员自己承担的也要有社工身份"

msgid "不影响您以后的邀约"
msgstr "不影响您以后的邀约"

msgid "想补充的话"
msgstr "想补充的话"

msgid "一次一个。等回答时，答复的时限暂停"
msgstr "一次一个。等回答时，答复的时限暂停"

msgid "回答"
msgstr "回答"

msgid "对方会看到。不写姓名、住址和案情"
msgstr "对方会看到。不写姓名、住址和案情"

msgid "收回的原因"
msgstr "收回的原因"

msgid "谢谢您。工作人员已收到，接着约首次见面。"
msgstr "谢谢您。工作人员已收到，接着约首次见面。"

msgid "已告知工作人员，谢谢您的答复。"
msgstr "已告知工作人员，谢谢您的答复。"

msgid "已记下有利害关系，邀约结束，不影响您。"
msgstr "已记下有利害关系，邀约结束，不影响您。"

msgid "问题已送达，答复时限暂停。"
msgstr "问题已送达，答复时限暂停。"

msgid "已回答，对方继续计时。"
msgstr "已回答，对方继续计时。"

msgid "邀约已收回。"
msgstr "邀约已收回。"

msgid "姓名、电话、住址和案情都不在卡上。"
msgstr "姓名、电话、住址和案情都不在卡上。"

msgid "邀约已结束，需求卡已收回。"
msgstr "邀约已结束，需求卡已收回。"

#, python-format
msgid "每周至少 %(n)s 个共同时段"
msgstr "每周至少 %(n)s 个共同时段"

#, python-format
msgid "%(km)s 公里以内"
msgstr "%(km)s 公里以内"

msgid "接受远程"
msgstr "接受远程"

msgid "不接受远程"
msgstr "不接受远程"

#, python-format
msgid "希望帮扶人为%(sex)s"
msgstr "希望帮扶人为%(sex)s"

#, python-format
msgid "到%(day)s为止"
msgstr "到%(day)s为止"

msgid "同时发给"
msgstr "同时发给"

msgid "为什么不选第一处"
msgstr "为什么不选第一处"

msgid "选一个原因，改选会计入统计"
msgstr "选一个原因，改选会计入统计"

msgid "放宽的理由"
msgstr "放宽的理由"

msgid "写明本人或对方怎样说的，会随邀约留存"
msgstr "写明本人或对方怎样说的，会随邀约留存"

msgid "放宽条件要写明理由"
msgstr "放宽条件要写明理由"

msgid "对方已同意放宽"
msgstr "对方已同意放宽"

msgid "对方接受以后可以看到"
msgstr "对方接受以后可以看到"

msgid "我已核对：对方与本人没有利害关系"
msgstr "我已核对：对方与本人没有利害关系"

msgid "核对利害关系后勾选"
msgstr "核对利害关系后勾选"

msgid "本人没有同意告知用人单位，现在不能给。"
msgstr "本人没有同意告知用人单位，现在不能给。"

msgid "U1 最多同时发给三处，其他一次一处"
msgstr "U1 最多同时发给三处，其他一次一处"

msgid "这一项要先问过对方"
msgstr "这一项要先问过对方"

msgid "邀约已发出。对方 2 个工作日内答复，结果会通知您。"
msgstr "邀约已发出。对方 2 个工作日内答复，结果会通知您。"

msgid "已转入候补。有空位时马上重新匹配，并通知您。"
msgstr "已转入候补。有空位时马上重新匹配，并通知您。"

msgid "选一处"
msgstr "选一处"

msgid "合计 100"
msgstr "合计 100"

msgid "空位"
msgstr "空位"

msgid "只有这一处可去的其他需求"
msgstr "只有这一处可去的其他需求"

#, python-format
msgid "空位 %(n)s"
msgstr "空位 %(n)s"

#, python-format
msgid "%(n)s 处"
msgstr "%(n)s 处"

msgid "去处"
msgstr "去处"

msgid "合计"
msgstr "合计"

msgid "各处的分数"
msgstr "各处的分数"

#, python-format
msgid "%(fields)s。授权到结案后 7 天为止。"
msgstr "%(fields)s。授权到结案后 7 天为止。"

msgid "对方接受以后"
msgstr "对方接受以后"

msgid "对象代号、年龄段、性别、县区、需求、要求、时段。邀约结束即收回。"
msgstr "对象代号、年龄段、性别、县区、需求、要求、时段。邀约结束即收回。"

msgid "发出邀约时"
msgstr "发出邀约时"

msgid "任何时候都不给"
msgstr "任何时候都不给"

msgid "罪名、刑期、矫正类别、档案材料。"
msgstr "罪名、刑期、矫正类别、档案材料。"

#, python-format
msgid "%(why)s。%(opens)s。"
msgstr "%(why)s。%(opens)s。"

msgid "已满"
msgstr "已满"

msgid "太远"
msgstr "太远"

msgid "安全顾虑"
msgstr "安全顾虑"

msgid "不擅长"
msgstr "不擅长"

msgid "有利害关系"
msgstr "有利害关系"

msgid "分数"
msgstr "分数"

msgid "权重版本"
msgstr "权重版本"

msgid "改选原因"
msgstr "改选原因"

msgid "放宽的条件"
msgstr "放宽的条件"

msgid "放宽理由"
msgstr "放宽理由"

msgid "接受后披露的字段"
msgstr "接受后披露的字段"

msgid "谢绝原因"
msgstr "谢绝原因"

msgid "提问"
msgstr "提问"

msgid "新机构应得的转介比例"
msgstr "新机构应得的转介比例"

msgid "至少"
msgstr "至少"

msgid "至多"
msgstr "至多"

msgid "新机构可低于第一处的分数"
msgstr "新机构可低于第一处的分数"

msgid "分"
msgstr "分"

msgid "新机构比例的计算期"
msgstr "新机构比例的计算期"

msgid "最后一个名额刚刚被占用，这次接受没有生效。"
msgstr "最后一个名额刚刚被占用，这次接受没有生效。"

msgid "这家单位承接的人数已满，或已暂停承接。"
msgstr "这家单位承接的人数已满，或已暂停承接。"

msgid "这家机构还没有入库，不能承接。"
msgstr "这家机构还没有入库，不能承接。"

msgid "写下想问的事。"
msgstr "写下想问的事。"

msgid "写下回答，对方看到后继续计时。"
msgstr "写下回答，对方看到后继续计时。"

msgid "这段文字对方会看到，不能写出本人身份或案情。"
msgstr "这段文字对方会看到，不能写出本人身份或案情。"

msgid "只有会面的时间和地点"
msgstr "只有会面的时间和地点"

msgid "现在看得到"
msgstr "现在看得到"

msgid "代号、年龄段、县区、需求和时段"
msgstr "代号、年龄段、县区、需求和时段"

msgid "接受后可以查看"
msgstr "接受后可以查看"

msgid "始终不披露"
msgstr "始终不披露"

msgid "案情、刑期和矫正类别"
msgstr "案情、刑期和矫正类别"

msgid "工作人员搭档"
msgstr "工作人员搭档"

msgid "答复期限"
msgstr "答复期限"

#, python-format
msgid "由 %(who)s 承担。5 个工作日内约好首次见面。"
msgstr "由 %(who)s 承担。5 个工作日内约好首次见面。"

msgid "已接受"
msgstr "已接受"

msgid "打开这份需求"
msgstr "打开这份需求"

msgid "已告知这次不方便"
msgstr "已告知这次不方便"

msgid "谢谢您的答复。不影响以后的邀约，工作人员会另找去处。"
msgstr "谢谢您的答复。不影响以后的邀约，工作人员会另找去处。"

msgid "对方这次不方便"
msgstr "对方这次不方便"

#, python-format
msgid "原因：%(why)s。"
msgstr "原因：%(why)s。"

msgid "这份邀约已过期"
msgstr "这份邀约已过期"

msgid "答复期限已过，工作人员会另找去处。不用再办。"
msgstr "答复期限已过，工作人员会另找去处。不用再办。"

msgid "对方没有在期限内答复"
msgstr "对方没有在期限内答复"

msgid "需求已回到匹配，可以另选去处。"
msgstr "需求已回到匹配，可以另选去处。"

msgid "这份邀约已收回"
msgstr "这份邀约已收回"

msgid "同一份需求已由另一处先接受。谢谢您愿意考虑。"
msgstr "同一份需求已由另一处先接受。谢谢您愿意考虑。"

msgid "工作人员收回了邀约，不用再答复。"
msgstr "工作人员收回了邀约，不用再答复。"

msgid "已按您写的原因收回。"
msgstr "已按您写的原因收回。"

msgid "一次只能向一处发出邀约；U1 可以同时发给三处。"
msgstr "一次只能向一处发出邀约；U1 可以同时发给三处。"

msgid "放宽条件要写明理由。"
msgstr "放宽条件要写明理由。"

msgid "这一处还有没通过的条件，不能发出邀约。"
msgstr "这一处还有没通过的条件，不能发出邀约。"

msgid "先确认没有利害关系。如果有，用“谢绝”说明，不影响您。"
msgstr "先确认没有利害关系。如果有，用“谢绝”说明，不影响您。"

msgid "这位帮扶人与对象存在利害关系，换一位。"
msgstr "这位帮扶人与对象存在利害关系，换一位。"

msgid "条件有了变化，这份邀约不能再接受。"
msgstr "条件有了变化，这份邀约不能再接受。"

msgid "开展本项帮扶"
msgstr "开展本项帮扶"

msgid "选一个原因，不会影响您以后的邀约。"
msgstr "选一个原因，不会影响您以后的邀约。"

msgid "写明收回的原因。"
msgstr "写明收回的原因。"

#, python-format
msgid "还有 %(n)d 处通过全部条件，先发出邀约。"
msgstr "还有 %(n)d 处通过全部条件，先发出邀约。"

msgid "指定一位本机构的社工承担。"
msgstr "指定一位本机构的社工承担。"

#, python-format
msgid "这份邀约现在是“%(state)s”，不用再答复。"
msgstr "这份邀约现在是“%(state)s”，不用再答复。"

msgid "这份邀约已过答复期限。"
msgstr "这份邀约已过答复期限。"

msgid "这一类帮扶不能披露所选的信息。"
msgstr "这一类帮扶不能披露所选的信息。"

msgid "告知用人单位前，须有本人同意。"
msgstr "告知用人单位前，须有本人同意。"

msgid "匹配权重"
msgstr "匹配权重"

msgid "这张评价单已经给过或过了期限，码只显示一次。"
msgstr "这张评价单已经给过或过了期限，码只显示一次。"

msgid "同一服务征询的人太少，为了不被认出，这次不发。"
msgstr "同一服务征询的人太少，为了不被认出，这次不发。"

msgid "选出提前结束的原因。"
msgstr "选出提前结束的原因。"

msgid "5 很满意"
msgstr "5 很满意"

msgid "4 满意"
msgstr "4 满意"

msgid "3 一般"
msgstr "3 一般"

msgid "2 不满意"
msgstr "2 不满意"

msgid "1 很不满意"
msgstr "1 很不满意"

msgid "目标已提前达到"
msgstr "目标已提前达到"

msgid "开展次数少于计划时勾选"
msgstr "开展次数少于计划时勾选"

msgid "不写姓名和案情"
msgstr "不写姓名和案情"

msgid "成效"
msgstr "成效"

#, python-format
msgid "目标：%(goal)s"
msgstr "目标：%(goal)s"

msgid "看得到、查得到的事实，例如上岗日期、证书编号"
msgstr "看得到、查得到的事实，例如上岗日期、证书编号"

msgid "费用（元）"
msgstr "费用（元）"

msgid "与报告不一致时直接更正"
msgstr "与报告不一致时直接更正"

msgid "需求满足"
msgstr "需求满足"

msgid "本人怎么说"
msgstr "本人怎么说"

msgid "当面或电话问过本人再填"
msgstr "当面或电话问过本人再填"

msgid "本人满意度"
msgstr "本人满意度"

msgid "您怎么看这家机构的工作"
msgstr "您怎么看这家机构的工作"

msgid "您自己的评价，与本人满意度分开统计"
msgstr "您自己的评价，与本人满意度分开统计"

msgid "要补充什么"
msgstr "要补充什么"

msgid "目标与结果"
msgstr "目标与结果"

msgid "每项：目标、结果、依据"
msgstr "每项：目标、结果、依据"

msgid "开展次数"
msgstr "开展次数"

msgid "合计分钟"
msgstr "合计分钟"

msgid "费用(分)"
msgstr "费用(分)"

msgid "退回原因"
msgstr "退回原因"

msgid "结案报告"
msgstr "结案报告"

msgid "满足了"
msgstr "满足了"

msgid "部分满足"
msgstr "部分满足"

msgid "没有满足"
msgstr "没有满足"

msgid "没有联系上"
msgstr "没有联系上"

msgid "帮扶的去处；需求重新打开以后仍然记得"
msgstr "帮扶的去处；需求重新打开以后仍然记得"

msgid "由工作人员更正"
msgstr "由工作人员更正"

msgid "本人的回答"
msgstr "本人的回答"

msgid "满意度"
msgstr "满意度"

msgid "1–5"
msgstr "1–5"

msgid "帮扶成效"
msgstr "帮扶成效"

msgid "有效期至"
msgstr "有效期至"

msgid "本人用码回答"
msgstr "本人用码回答"

msgid "回答日期"
msgstr "回答日期"

msgid "成效回执码"
msgstr "成效回执码"

msgid "抽取日期"
msgstr "抽取日期"

msgid "评价单"
msgstr "评价单"

msgid "评价单只给一次"
msgstr "评价单只给一次"

msgid "征询名单"
msgstr "征询名单"

msgid "已就业"
msgstr "已就业"

msgid "完成培训"
msgstr "完成培训"

msgid "取得证书"
msgstr "取得证书"

msgid "完成心理辅导"
msgstr "完成心理辅导"

msgid "获得法律援助"
msgstr "获得法律援助"

msgid "获得救助"
msgstr "获得救助"

msgid "恢复就学"
msgstr "恢复就学"

msgid "关系改善"
msgstr "关系改善"

msgid "本人未到"
msgstr "本人未到"

msgid "本人谢绝"
msgstr "本人谢绝"

msgid "未解决"
msgstr "未解决"

msgid "达到"
msgstr "达到"

msgid "部分达到"
msgstr "部分达到"

msgid "没有达到"
msgstr "没有达到"

msgid "目标提前达到"
msgstr "目标提前达到"

msgid "本人不愿继续"
msgstr "本人不愿继续"

msgid "帮扶人不能继续"
msgstr "帮扶人不能继续"

msgid "迁出"
msgstr "迁出"

msgid "矫正结束"
msgstr "矫正结束"

msgid "终止矫正"
msgstr "终止矫正"

msgid "不再需要"
msgstr "不再需要"

msgid "重复"
msgstr "重复"

msgid "撤回同意"
msgstr "撤回同意"

msgid "还有没记录的帮扶，先记录或取消。"
msgstr "还有没记录的帮扶，先记录或取消。"

#, python-format
msgid "计划 %(planned)d 次，已开展 %(held)d 次。目标提前达到时可以勾选后完成。"
msgstr ""
"计划 %(planned)d 次，已开展 %(held)d 次。目标提前达到时可以勾选后完成。"

msgid "选出提前结束的原因，并写一句说明。"
msgstr "选出提前结束的原因，并写一句说明。"

msgid "选出成效。"
msgstr "选出成效。"

msgid "每个目标都要写结果和依据。"
msgstr "每个目标都要写结果和依据。"

msgid "写明要补充什么。"
msgstr "写明要补充什么。"

msgid "不能确认自己提交的成效，让同事办理。"
msgstr "不能确认自己提交的成效，让同事办理。"

msgid "成效、需求是否满足、本人的回答三项都要选。"
msgstr "成效、需求是否满足、本人的回答三项都要选。"

msgid "满意度是 1 到 5 的整数。"
msgstr "满意度是 1 到 5 的整数。"

msgid "选出撤回的原因。"
msgstr "选出撤回的原因。"

#, python-format
msgid "现在是“%(state)s”，不能撤回。"
msgstr "现在是“%(state)s”，不能撤回。"

msgid "选出结束的原因。"
msgstr "选出结束的原因。"

msgid "结案报告提交以后、确认以前，才能给回执单。"
msgstr "结案报告提交以后、确认以前，才能给回执单。"

msgid "本人已经用回执码回答过。"
msgstr "本人已经用回执码回答过。"

msgid "选一项。"
msgstr "选一项。"

msgid "这个码现在不能用。核对后再输入，或者不填，没有任何影响。"
msgstr "这个码现在不能用。核对后再输入，或者不填，没有任何影响。"

msgid "帮扶已完成。接着写结案报告。"
msgstr "帮扶已完成。接着写结案报告。"

#, python-format
msgid "计划 %(planned)d 次，已开展 %(held)d 次。"
msgstr "计划 %(planned)d 次，已开展 %(held)d 次。"

msgid "完成帮扶"
msgstr "完成帮扶"

msgid "已提前结束。结案报告仍要写。"
msgstr "已提前结束。结案报告仍要写。"

msgid "还没开始的约定会一并取消。"
msgstr "还没开始的约定会一并取消。"

msgid "提前结束"
msgstr "提前结束"

msgid "报告已提交，工作人员会问过本人后核对。"
msgstr "报告已提交，工作人员会问过本人后核对。"

#, python-format
msgid "退回补充：%(text)s"
msgstr "退回补充：%(text)s"

msgid "次数和时长取自帮扶记录，不用填写。"
msgstr "次数和时长取自帮扶记录，不用填写。"

msgid "提交报告"
msgstr "提交报告"

msgid "已结案。90 天内需求没有满足，可以重新打开。"
msgstr "已结案。90 天内需求没有满足，可以重新打开。"

msgid "已退回，对方 3 个工作日内补充。"
msgstr "已退回，对方 3 个工作日内补充。"

msgid "这里已有帮扶需求，不能装入。用一个空的库再装。"
msgstr "这里已有帮扶需求，不能装入。用一个空的库再装。"

msgid "空着的是全部县区"
msgstr "空着的是全部县区"

msgid "按哪一天"
msgstr "按哪一天"

msgid "条件版本"
msgstr "条件版本"

msgid "待匹配的需求"
msgstr "待匹配的需求"

msgid "已接受的各件在目标函数里的值"
msgstr "已接受的各件在目标函数里的值"

msgid "县区 → 需求、提出、新增、保留、取消的件数"
msgstr "县区 → 需求、提出、新增、保留、取消的件数"

msgid "匹配计划"
msgstr "匹配计划"

msgid "等待计算"
msgstr "等待计算"

msgid "已算出"
msgstr "已算出"

msgid "已提出"
msgstr "已提出"

msgid "区划代码的前四位"
msgstr "区划代码的前四位"

msgid "条件与资源的摘要"
msgstr "条件与资源的摘要"

msgid "提出以后的摘要"
msgstr "提出以后的摘要"

msgid "计算期间情况有变、没有提出的"
msgstr "计算期间情况有变、没有提出的"

msgid "提出的各件在目标函数里的值"
msgstr "提出的各件在目标函数里的值"

msgid "百分之一秒"
msgstr "百分之一秒"

msgid "计划的一个区域"
msgstr "计划的一个区域"

msgid "计划另有安排"
msgstr "计划另有安排"

msgid "已按建议邀约"
msgstr "已按建议邀约"

msgid "工作人员另选一处"
msgstr "工作人员另选一处"

msgid "名额已被占用"
msgstr "名额已被占用"

msgid "情况已变"
msgstr "情况已变"

msgid "计划已取消"
msgstr "计划已取消"

msgid "通过全部条件的去处"
msgstr "通过全部条件的去处"

msgid "另外几件只有这一处可去"
msgstr "另外几件只有这一处可去"

msgid "计划建议"
msgstr "计划建议"

msgid "上一次计划还没有算完。等它完成，或者先取消。"
msgstr "上一次计划还没有算完。等它完成，或者先取消。"

msgid "计算中"
msgstr "计算中"

msgid "完成"
msgstr "完成"

msgid "取消"
msgstr "取消"

msgid "没有完成"
msgstr "没有完成"

#, python-format
msgid "上月同期 %(n)d"
msgstr "上月同期 %(n)d"

#, python-format
msgid "其中 %(n)d 件暂无空位"
msgstr "其中 %(n)d 件暂无空位"

msgid "近 30 天"
msgstr "近 30 天"

msgid "本月送达的帮扶"
msgstr "本月送达的帮扶"

msgid "人次"
msgstr "人次"

msgid "正在等待的需求"
msgstr "正在等待的需求"

msgid "首次回应（中位数）"
msgstr "首次回应（中位数）"

msgid "谁的在办帮扶"
msgstr "谁的在办帮扶"

msgid "移交的原因"
msgstr "移交的原因"

#, python-format
msgid "%(who)s，%(n)d 件在办"
msgstr "%(who)s，%(n)d 件在办"

msgid "原承接方"
msgstr "原承接方"

msgid "原帮扶人"
msgstr "原帮扶人"

msgid "只移交这个人的在办；空着的是整家机构的"
msgstr "只移交这个人的在办；空着的是整家机构的"

msgid "待移交"
msgstr "待移交"

msgid "已发出邀约"
msgstr "已发出邀约"

msgid "重新匹配"
msgstr "重新匹配"

msgid "换了帮扶人"
msgstr "换了帮扶人"

msgid "情况已变，没有移交"
msgstr "情况已变，没有移交"

msgid "已恢复"
msgstr "已恢复"

msgid "已由新的承接方接手，没有恢复"
msgstr "已由新的承接方接手，没有恢复"

msgid "本件的原因"
msgstr "本件的原因"

msgid "空着的，用总的原因"
msgstr "空着的，用总的原因"

msgid "可以移交给"
msgstr "可以移交给"

msgid "移交前"
msgstr "移交前"

msgid "移交的帮扶"
msgstr "移交的帮扶"

msgid "移交时已不由原承接方在办。"
msgstr "移交时已不由原承接方在办。"

msgid "已由新的承接方接手，没有恢复。"
msgstr "已由新的承接方接手，没有恢复。"

msgid "这件帮扶已经有了变化，没有恢复。"
msgstr "这件帮扶已经有了变化，没有恢复。"

msgid "写明移交的原因。"
msgstr "写明移交的原因。"

msgid "没有要移交的在办帮扶。"
msgstr "没有要移交的在办帮扶。"

msgid "只能移交给列出的去处。"
msgstr "只能移交给列出的去处。"

msgid "又有新的在办帮扶，重新列出以后再确认。"
msgstr "又有新的在办帮扶，重新列出以后再确认。"

msgid "移交已超过 24 小时，不能撤销。需要时逐件更换承接方。"
msgstr "移交已超过 24 小时，不能撤销。需要时逐件更换承接方。"

msgid "这次移交已经确认。"
msgstr "这次移交已经确认。"

msgid "为移交的帮扶找去处"
msgstr "为移交的帮扶找去处"

msgid "已保存，还没有移交。"
msgstr "已保存，还没有移交。"

msgid "已确认移交。24 小时内可以撤销。"
msgstr "已确认移交。24 小时内可以撤销。"

msgid "没有移交，一切照旧。"
msgstr "没有移交，一切照旧。"

msgid "已撤销，逐件的结果见下表。"
msgstr "已撤销，逐件的结果见下表。"

msgid "需求"
msgstr "需求"

msgid "不限"
msgstr "不限"

msgid "在办"
msgstr "在办"

msgid "需要哪一类帮助"
msgstr "需要哪一类帮助"

msgid "多紧急"
msgstr "多紧急"

msgid "最近一次评估写明"
msgstr "最近一次评估写明"

msgid "已有一份在办，会打开那一份"
msgstr "已有一份在办，会打开那一份"

msgid "人身、住处或生活马上有危险"
msgstr "人身、住处或生活马上有危险"

msgid "拖下去会变坏"
msgstr "拖下去会变坏"

msgid "按一般时限办"
msgstr "按一般时限办"

msgid "希望得到的帮助"
msgstr "希望得到的帮助"

msgid "帮扶人会看到。不写姓名、号码、住址和案情。"
msgstr "帮扶人会看到。不写姓名、号码、住址和案情。"

msgid "希望达到的结果"
msgstr "希望达到的结果"

msgid "一句话，结案时对照"
msgstr "一句话，结案时对照"

msgid "对去处的要求"
msgstr "对去处的要求"

msgid "本人可以的时段"
msgstr "本人可以的时段"

msgid "每周至少要几个共同时段"
msgstr "每周至少要几个共同时段"

msgid "最远走多少公里"
msgstr "最远走多少公里"

msgid "希望帮扶人的性别"
msgstr "希望帮扶人的性别"

msgid "最低质量等级"
msgstr "最低质量等级"

msgid "帮扶到哪一天"
msgstr "帮扶到哪一天"

msgid "空着表示不限"
msgstr "空着表示不限"

msgid "预计费用（元）"
msgstr "预计费用（元）"

msgid "帮扶的最后一天不能早于今天"
msgstr "帮扶的最后一天不能早于今天"

#, python-format
msgid "不能多于上面勾选的 %(n)s 个时段"
msgstr "不能多于上面勾选的 %(n)s 个时段"

msgid "对方会看到。不写姓名和案情。"
msgstr "对方会看到。不写姓名和案情。"

msgid "哪一天恢复"
msgstr "哪一天恢复"

msgid "到这一天自动恢复，也可以提前恢复"
msgstr "到这一天自动恢复，也可以提前恢复"

msgid "帮扶人交回了这份需求"
msgstr "帮扶人交回了这份需求"

msgid "没有交回的，首次见面错过两次才重新匹配"
msgstr "没有交回的，首次见面错过两次才重新匹配"

msgid "交接情况"
msgstr "交接情况"

msgid "做到哪一步、接下来做什么。接手的人会看到，不写姓名和案情。"
msgstr "做到哪一步、接下来做什么。接手的人会看到，不写姓名和案情。"

msgid "帮扶人可以看到"
msgstr "帮扶人可以看到"

msgid "会写进授权记录，不写姓名和号码"
msgstr "会写进授权记录，不写姓名和号码"

msgid "撤回的原因"
msgstr "撤回的原因"

msgid "U1 · 24 小时"
msgstr "U1 · 24 小时"

msgid "U2 · 3 个工作日"
msgstr "U2 · 3 个工作日"

msgid "U3 · 7 个工作日"
msgstr "U3 · 7 个工作日"

msgid "已满足"
msgstr "已满足"

msgid "未满足"
msgstr "未满足"

msgid "需求编号"
msgstr "需求编号"

msgid "大类"
msgstr "大类"

msgid "紧急程度"
msgstr "紧急程度"

msgid "要求"
msgstr "要求"

msgid "可以的时段"
msgstr "可以的时段"

msgid "至少共同时段"
msgstr "至少共同时段"

msgid "最远距离(米)"
msgstr "最远距离(米)"

msgid "男"
msgstr "男"

msgid "女"
msgstr "女"

msgid "最低资格等级"
msgstr "最低资格等级"

msgid "帮扶至"
msgstr "帮扶至"

msgid "预计费用(分)"
msgstr "预计费用(分)"

msgid "提交时间"
msgstr "提交时间"

msgid "首次回应时限"
msgstr "首次回应时限"

msgid "首次回应"
msgstr "首次回应"

msgid "轮次"
msgstr "轮次"

msgid "挡住的条件"
msgstr "挡住的条件"

msgid "上次重算候补"
msgstr "上次重算候补"

msgid "结束原因"
msgstr "结束原因"

msgid "有一份需求待审批"
msgstr "有一份需求待审批"

#, python-format
msgid "需求 %(number)s 提交给您审批。"
msgstr "需求 %(number)s 提交给您审批。"

msgid "有一份需求待匹配"
msgstr "有一份需求待匹配"

#, python-format
msgid "需求 %(number)s 可以选择去处了。"
msgstr "需求 %(number)s 可以选择去处了。"

msgid "需求已批准"
msgstr "需求已批准"

#, python-format
msgid "需求 %(number)s 已批准，可以选择去处。"
msgstr "需求 %(number)s 已批准，可以选择去处。"

msgid "需求被退回"
msgstr "需求被退回"

#, python-format
msgid "需求 %(number)s 被退回，按意见修改后再提交。"
msgstr "需求 %(number)s 被退回，按意见修改后再提交。"

msgid "帮扶暂停"
msgstr "帮扶暂停"

#, python-format
msgid "需求 %(number)s 暂停，到日子自动恢复。"
msgstr "需求 %(number)s 暂停，到日子自动恢复。"

msgid "帮扶恢复"
msgstr "帮扶恢复"

#, python-format
msgid "需求 %(number)s 恢复，约下一次。"
msgstr "需求 %(number)s 恢复，约下一次。"

msgid "帮扶已移交"
msgstr "帮扶已移交"

#, python-format
msgid "需求 %(number)s 换了承接方或帮扶人，请告知本人。"
msgstr "需求 %(number)s 换了承接方或帮扶人，请告知本人。"

msgid "移交已撤销"
msgstr "移交已撤销"

#, python-format
msgid "需求 %(number)s 仍由原来的承接方继续，请告知本人。"
msgstr "需求 %(number)s 仍由原来的承接方继续，请告知本人。"

msgid "需求已撤回"
msgstr "需求已撤回"

#, python-format
msgid "需求 %(number)s 已撤回，不用再办。"
msgstr "需求 %(number)s 已撤回，不用再办。"

msgid "有一份邀约等您答复"
msgstr "有一份邀约等您答复"

#, python-format
msgid "登录后查看，%(due)s 前答复。"
msgstr "登录后查看，%(due)s 前答复。"

msgid "邀约已被接受"
msgstr "邀约已被接受"

#, python-format
msgid "需求 %(number)s 有了去处。"
msgstr "需求 %(number)s 有了去处。"

msgid "邀约未被接受"
msgstr "邀约未被接受"

#, python-format
msgid "需求 %(number)s 要另选去处，下一处已经提出。"
msgstr "需求 %(number)s 要另选去处，下一处已经提出。"

msgid "邀约到期没有答复"
msgstr "邀约到期没有答复"

msgid "一份邀约已收回"
msgstr "一份邀约已收回"

msgid "不用再答复。"
msgstr "不用再答复。"

msgid "对方有一个问题"
msgstr "对方有一个问题"

#, python-format
msgid "需求 %(number)s 的邀约等您回答，回答后对方继续计时。"
msgstr "需求 %(number)s 的邀约等您回答，回答后对方继续计时。"

msgid "您的问题有了回答"
msgstr "您的问题有了回答"

#, python-format
msgid "登录后查看，%(due)s 前答复邀约。"
msgstr "登录后查看，%(due)s 前答复邀约。"

msgid "需求转入候补"
msgstr "需求转入候补"

#, python-format
msgid "需求 %(number)s 现在没有去处，有空位时会重新匹配。"
msgstr "需求 %(number)s 现在没有去处，有空位时会重新匹配。"

msgid "有一份需求已过时限"
msgstr "有一份需求已过时限"

#, python-format
msgid "需求 %(number)s 等您办理，县区协调人提醒。"
msgstr "需求 %(number)s 等您办理，县区协调人提醒。"

msgid "候补的需求有了去处"
msgstr "候补的需求有了去处"

#, python-format
msgid "需求 %(number)s 可以发出邀约了。"
msgstr "需求 %(number)s 可以发出邀约了。"

msgid "有一份方案待同意"
msgstr "有一份方案待同意"

#, python-format
msgid "需求 %(number)s 的方案已提交。到期没有意见，视为同意。"
msgstr "需求 %(number)s 的方案已提交。到期没有意见，视为同意。"

msgid "方案已生效"
msgstr "方案已生效"

#, python-format
msgid "需求 %(number)s 可以开始帮扶。"
msgstr "需求 %(number)s 可以开始帮扶。"

msgid "方案有意见"
msgstr "方案有意见"

#, python-format
msgid "需求 %(number)s 的方案要修改。"
msgstr "需求 %(number)s 的方案要修改。"

msgid "一次无故缺席"
msgstr "一次无故缺席"

#, python-format
msgid "需求 %(number)s 的一次帮扶没有到，等您答复。"
msgstr "需求 %(number)s 的一次帮扶没有到，等您答复。"

msgid "缺席有了答复"
msgstr "缺席有了答复"

#, python-format
msgid "需求 %(number)s 的一次缺席，工作人员已答复。"
msgstr "需求 %(number)s 的一次缺席，工作人员已答复。"

msgid "有情况需要您关注"
msgstr "有情况需要您关注"

#, python-format
msgid "需求 %(number)s 的记录提示要关注。"
msgstr "需求 %(number)s 的记录提示要关注。"

msgid "有一份结案报告待核对"
msgstr "有一份结案报告待核对"

#, python-format
msgid "需求 %(number)s 的结案报告已提交。"
msgstr "需求 %(number)s 的结案报告已提交。"

msgid "结案报告被退回"
msgstr "结案报告被退回"

#, python-format
msgid "需求 %(number)s 的结案报告要补充。"
msgstr "需求 %(number)s 的结案报告要补充。"

msgid "本人用回执码作了回答"
msgstr "本人用回执码作了回答"

#, python-format
msgid "需求 %(number)s。核对结案报告时可以看到。"
msgstr "需求 %(number)s。核对结案报告时可以看到。"

msgid "需求已结案"
msgstr "需求已结案"

#, python-format
msgid "需求 %(number)s 已结案，谢谢您。"
msgstr "需求 %(number)s 已结案，谢谢您。"

#, python-format
msgid "【同心桥】您有一份邀约，请于 %(due)s 前登录平台答复。"
msgstr "【同心桥】您有一份邀约，请于 %(due)s 前登录平台答复。"

#, python-format
msgid "%(day)s前首次回应"
msgstr "%(day)s前首次回应"

msgid "姓名和联系方式已隐去。"
msgstr "姓名和联系方式已隐去。"

#, python-format
msgid "每周 %(n)s 个共同时段"
msgstr "每周 %(n)s 个共同时段"

#, python-format
msgid "%(km)s以内"
msgstr "%(km)s以内"

msgid "。"
msgstr "。"

#, python-format
msgid "%(name)s（%(role)s）"
msgstr "%(name)s（%(role)s）"

msgid "系统"
msgstr "系统"

msgid "超时办理"
msgstr "超时办理"

msgid "没有"
msgstr "没有"

msgid "最远距离"
msgstr "最远距离"

msgid "远程"
msgstr "远程"

msgid "接受"
msgstr "接受"

msgid "不接受"
msgstr "不接受"

msgid "预计费用"
msgstr "预计费用"

msgid "哪一类、多紧急"
msgstr "哪一类、多紧急"

msgid "希望和时段"
msgstr "希望和时段"

msgid "核对并提交"
msgstr "核对并提交"

msgid "还没到入矫日期，入册后再提出需求。"
msgstr "还没到入矫日期，入册后再提出需求。"

msgid "这份档案已结束，不能再提出需求。"
msgstr "这份档案已结束，不能再提出需求。"

msgid "已经提交，不能再改。需要改时先撤回。"
msgstr "已经提交，不能再改。需要改时先撤回。"

msgid "还差这些内容，补上后再提交。"
msgstr "还差这些内容，补上后再提交。"

msgid "写明退回的原因，申请人会看到。"
msgstr "写明退回的原因，申请人会看到。"

msgid "写明希望得到的帮助。"
msgstr "写明希望得到的帮助。"

msgid "选出可以的时段。"
msgstr "选出可以的时段。"

msgid "登记本人同意，或写明法定职责。"
msgstr "登记本人同意，或写明法定职责。"

msgid "共同时段的要求多于所选的时段。"
msgstr "共同时段的要求多于所选的时段。"

msgid "这一类需求须经审批。"
msgstr "这一类需求须经审批。"

msgid "未成年人的需求须经审批。"
msgstr "未成年人的需求须经审批。"

msgid "预计费用超过限额，须经审批。"
msgstr "预计费用超过限额，须经审批。"

msgid "没有这一类需求。"
msgstr "没有这一类需求。"

msgid "继续填写"
msgstr "继续填写"

msgid "披露信息给帮扶人"
msgstr "披露信息给帮扶人"

msgid "选一处，发出邀约"
msgstr "选一处，发出邀约"

msgid "您是申请人，须由另一位负责人审批。"
msgstr "您是申请人，须由另一位负责人审批。"

msgid "没有有效的同意或法定依据，不能发出邀约。"
msgstr "没有有效的同意或法定依据，不能发出邀约。"

msgid "暂停帮扶"
msgstr "暂停帮扶"

msgid "暂停"
msgstr "暂停"

msgid "已暂停，到日子自动恢复。"
msgstr "已暂停，到日子自动恢复。"

msgid "已恢复，约下一次。"
msgstr "已恢复，约下一次。"

msgid "交回，重新匹配"
msgstr "交回，重新匹配"

msgid "已回到匹配，名额已空出。"
msgstr "已回到匹配，名额已空出。"

msgid "更换承接方"
msgstr "更换承接方"

msgid "更换，重新匹配"
msgstr "更换，重新匹配"

msgid "已回到匹配，以前的记录都保留。"
msgstr "已回到匹配，以前的记录都保留。"

msgid "重新打开"
msgstr "重新打开"

msgid "已重新打开，作为新的一轮。"
msgstr "已重新打开，作为新的一轮。"

msgid "结案 90 天内、需求没有满足的，可以重新打开。"
msgstr "结案 90 天内、需求没有满足的，可以重新打开。"

msgid "授权查看"
msgstr "授权查看"

msgid "已授权，对方每看一次都有记录。"
msgstr "已授权，对方每看一次都有记录。"

msgid "授权到结案后 7 天为止。罪名、刑期、矫正类别任何时候都不给。"
msgstr "授权到结案后 7 天为止。罪名、刑期、矫正类别任何时候都不给。"

msgid "不再恢复，结束帮扶"
msgstr "不再恢复，结束帮扶"

msgid "结束帮扶"
msgstr "结束帮扶"

msgid "已结束，承接方还要交结案报告。"
msgstr "已结束，承接方还要交结案报告。"

msgid "恢复的日期要在今天以后。"
msgstr "恢复的日期要在今天以后。"

msgid "首次见面错过两次，或者帮扶人交回，才重新匹配。"
msgstr "首次见面错过两次，或者帮扶人交回，才重新匹配。"

msgid "写明交接情况，接手的人要看。"
msgstr "写明交接情况，接手的人要看。"

msgid "需求已满足，不用重新打开。还需要时提出新的需求。"
msgstr "需求已满足，不用重新打开。还需要时提出新的需求。"

msgid "结案已超过可重新打开的期限，提出新的需求。"
msgstr "结案已超过可重新打开的期限，提出新的需求。"

msgid "这一类需求已有一份在办。"
msgstr "这一类需求已有一份在办。"

msgid "写明原因。"
msgstr "写明原因。"

msgid "这一类需求已有一份在办，就是这一份。"
msgstr "这一类需求已有一份在办，就是这一份。"

msgid "草稿已存，30 天内可以接着填。"
msgstr "草稿已存，30 天内可以接着填。"

msgid "已提交，可以选择去处。"
msgstr "已提交，可以选择去处。"

msgid "已提交，等负责人审批。"
msgstr "已提交，等负责人审批。"

msgid "已批准，申请人可以选择去处了。"
msgstr "已批准，申请人可以选择去处了。"

msgid "已退回，申请人会看到原因。"
msgstr "已退回，申请人会看到原因。"

msgid "退回需求"
msgstr "退回需求"

msgid "退回"
msgstr "退回"

msgid "需求已撤回。"
msgstr "需求已撤回。"

msgid "还没有答复的邀约随之收回。"
msgstr "还没有答复的邀约随之收回。"

msgid "名额随之空出，已给出的授权马上停止。"
msgstr "名额随之空出，已给出的授权马上停止。"

msgid "已经开展过工作，承接方还要交一份简短的报告。"
msgstr "已经开展过工作，承接方还要交一份简短的报告。"

msgid "撤回需求"
msgstr "撤回需求"

#, python-format
msgid "现在已有 %(n)d 人，人数上限不能比这更少。"
msgstr "现在已有 %(n)d 人，人数上限不能比这更少。"

msgid "写明暂停的原因。"
msgstr "写明暂停的原因。"

#, python-format
msgid "%(name)s（%(end)s）"
msgstr "%(name)s（%(end)s）"

msgid "填写用工单位的全称，不超过 80 个字。"
msgstr "填写用工单位的全称，不超过 80 个字。"

msgid "久未确认"
msgstr "久未确认"

msgid "全部类别"
msgstr "全部类别"

msgid "全部大类"
msgstr "全部大类"

msgid "全部状态"
msgstr "全部状态"

msgid "法律依据"
msgstr "法律依据"

msgid "要求无犯罪记录时必填，写明法律和条款"
msgstr "要求无犯罪记录时必填，写明法律和条款"

msgid "同时最多可以接收的人数"
msgstr "同时最多可以接收的人数"

msgid "愿意做的帮扶"
msgstr "愿意做的帮扶"

msgid "选一位本县区的工作人员"
msgstr "选一位本县区的工作人员"

msgid ""
"用人单位报来的岗位表。同名的单位按信用代码区分。要求无犯罪记录的，由负责人决"
"定。"
msgstr ""
"用人单位报来的岗位表。同名的单位按信用代码区分。要求无犯罪记录的，由负责人决"
"定。"

msgid "白班、两班倒或夜班"
msgstr "白班、两班倒或夜班"

msgid "例如 财产类、暴力类、涉毒类"
msgstr "例如 财产类、暴力类、涉毒类"

msgid "白班的时段"
msgstr "白班的时段"

msgid "两班倒的时段"
msgstr "两班倒的时段"

msgid "夜班的时段"
msgstr "夜班的时段"

msgid "工作语言"
msgstr "工作语言"

msgid "性别"
msgstr "性别"

msgid "男女不限"
msgstr "男女不限"

msgid "接收 16 至 17 周岁的未成年人"
msgstr "接收 16 至 17 周岁的未成年人"

msgid "可以远程"
msgstr "可以远程"

msgid "确认日期"
msgstr "确认日期"

msgid "空着按导入当天"
msgstr "空着按导入当天"

msgid "录入，写明依据后再开放"
msgstr "录入，写明依据后再开放"

msgid "导入之后又改过，撤销会丢掉后来的修改。"
msgstr "导入之后又改过，撤销会丢掉后来的修改。"

msgid "这个岗位已有邀约或已有人上岗。"
msgstr "这个岗位已有邀约或已有人上岗。"

msgid "这个岗位已有人办理。"
msgstr "这个岗位已有人办理。"

#, python-format
msgid "与第 %(n)d 行是同一单位、同一地点的同一岗位，合成一行。"
msgstr "与第 %(n)d 行是同一单位、同一地点的同一岗位，合成一行。"

msgid "这个信用代码登记的是另一个名称，沿用登记的名称。"
msgstr "这个信用代码登记的是另一个名称，沿用登记的名称。"

msgid "要求无犯罪记录证明，由负责人决定是否录入。"
msgstr "要求无犯罪记录证明，由负责人决定是否录入。"

msgid ""
"已在册的岗位要加上无犯罪记录的要求，先与用工单位核对。没有依据的，让对方删去"
"后重新上传。"
msgstr ""
"已在册的岗位要加上无犯罪记录的要求，先与用工单位核对。没有依据的，让对方删去"
"后重新上传。"

msgid ""
"没有法律依据，不得以受过刑事处罚为由拒绝录用（R-CC-09）。开放前须写明依据。"
msgstr ""
"没有法律依据，不得以受过刑事处罚为由拒绝录用（R-CC-09）。开放前须写明依据。"

msgid "社会组织服务"
msgstr "社会组织服务"

msgid "部门资源"
msgstr "部门资源"

msgid "宜接人数"
msgstr "宜接人数"

msgid "可服务未成年人"
msgstr "可服务未成年人"

msgid "不接受的罪名类别"
msgstr "不接受的罪名类别"

msgid "每周时段"
msgstr "每周时段"

msgid "技能要求"
msgstr "技能要求"

msgid "资格等级"
msgstr "资格等级"

msgid "资格有效期至"
msgstr "资格有效期至"

msgid "评价例数"
msgstr "评价例数"

msgid "最近确认日期"
msgstr "最近确认日期"

msgid "上次邀约"
msgstr "上次邀约"

msgid "志愿者与用人单位的工作人员搭档"
msgstr "志愿者与用人单位的工作人员搭档"

msgid "班次"
msgstr "班次"

msgid "月薪下限(分)"
msgstr "月薪下限(分)"

msgid "月薪上限(分)"
msgstr "月薪上限(分)"

msgid "包住"
msgstr "包住"

msgid "联系人"
msgstr "联系人"

msgid "联系用人单位"
msgstr "联系用人单位"

msgid "联系电话"
msgstr "联系电话"

msgid "其他要求"
msgstr "其他要求"

msgid "例如 R-CC-09：要求无犯罪记录证明"
msgstr "例如 R-CC-09：要求无犯罪记录证明"

msgid "暂停的原因"
msgstr "暂停的原因"

msgid "承接人数上限"
msgstr "承接人数上限"

msgid "月薪下限不能高于上限。"
msgstr "月薪下限不能高于上限。"

msgid "工作地编码不在本市名录中，填写乡镇街道的 9 位代码。"
msgstr "工作地编码不在本市名录中，填写乡镇街道的 9 位代码。"

msgid "填写有效期，例如 2027-06-30。"
msgstr "填写有效期，例如 2027-06-30。"

msgid "有效期已过，让用工单位给出新的日期。"
msgstr "有效期已过，让用工单位给出新的日期。"

msgid "填写岗位名称，不超过 80 个字。"
msgstr "填写岗位名称，不超过 80 个字。"

msgid "填写人数。"
msgstr "填写人数。"

msgid "班次填白班、两班倒或夜班。"
msgstr "班次填白班、两班倒或夜班。"

msgid "有不在对照表中的技能，改用表中的说法。"
msgstr "有不在对照表中的技能，改用表中的说法。"

msgid "有不在对照表中的罪名类别，例如 财产类、暴力类、涉毒类。"
msgstr "有不在对照表中的罪名类别，例如 财产类、暴力类、涉毒类。"

msgid "其他要求不超过 200 个字。"
msgstr "其他要求不超过 200 个字。"

msgid "这处要求无犯罪记录。写明法律依据才能开放，没有依据的让对方删去。"
msgstr "这处要求无犯罪记录。写明法律依据才能开放，没有依据的让对方删去。"

msgid "写明暂缓的原因。"
msgstr "写明暂缓的原因。"

msgid "这处资源已到期，不能再确认。"
msgstr "这处资源已到期，不能再确认。"

#, python-format
msgid "现在已有 %(n)d 人，名额不能比这更少。"
msgstr "现在已有 %(n)d 人，名额不能比这更少。"

msgid "这位志愿者还有没满足的条件，不能开放邀约。"
msgstr "这位志愿者还有没满足的条件，不能开放邀约。"

msgid "工作人员搭档须是本县区司法所的工作人员。"
msgstr "工作人员搭档须是本县区司法所的工作人员。"

msgid "选出至少一类愿意做的帮扶。"
msgstr "选出至少一类愿意做的帮扶。"

msgid "这家社会组织还没有入库或已暂停，不能提供服务。"
msgstr "这家社会组织还没有入库或已暂停，不能提供服务。"

msgid "这份合同不是这类服务的。"
msgstr "这份合同不是这类服务的。"

#, python-format
msgid "名额不能超过合同的 %(n)d 件。"
msgstr "名额不能超过合同的 %(n)d 件。"

msgid "有效期不能早于今天。"
msgstr "有效期不能早于今天。"

msgid "选出同一大类的服务内容。"
msgstr "选出同一大类的服务内容。"

msgid "已开放，候补的需求会重新匹配。"
msgstr "已开放，候补的需求会重新匹配。"

msgid "已暂缓。"
msgstr "已暂缓。"

msgid "已暂停，不再收到新的邀约。"
msgstr "已暂停，不再收到新的邀约。"

msgid "已恢复，可以收到邀约了。"
msgstr "已恢复，可以收到邀约了。"

msgid "已确认信息没有变化。"
msgstr "已确认信息没有变化。"

msgid "名额已更改。"
msgstr "名额已更改。"

msgid "提供方"
msgstr "提供方"

msgid "地点"
msgstr "地点"

#, python-format
msgid "%(free)d 个空，共 %(all)d 个"
msgstr "%(free)d 个空，共 %(all)d 个"

msgid "合同"
msgstr "合同"

msgid "平台"
msgstr "平台"

msgid "已开放邀约。需求匹配时会考虑这位志愿者。"
msgstr "已开放邀约。需求匹配时会考虑这位志愿者。"

msgctxt "more than one"
msgid "志愿者"
msgstr "志愿者"

msgid "开放邀约"
msgstr "开放邀约"

msgid "不选工作单位；默认在司法所或社区活动室"
msgstr "不选工作单位；默认在司法所或社区活动室"

msgid "结束时间要晚于开始时间"
msgstr "结束时间要晚于开始时间"

msgid "谁提出改期，为什么"
msgstr "谁提出改期，为什么"

msgid "实际分钟"
msgstr "实际分钟"

msgid "不含路上和休息"
msgstr "不含路上和休息"

msgid "下一步"
msgstr "下一步"

msgid "需要关注"
msgstr "需要关注"

msgid "选了留意或马上处理，工作人员会立即收到提醒"
msgstr "选了留意或马上处理，工作人员会立即收到提醒"

msgid "只有您和司法所能看到"
msgstr "只有您和司法所能看到"

msgid "缺席原因"
msgstr "缺席原因"

msgid "没有开展的原因"
msgstr "没有开展的原因"

msgid "怎样处理"
msgstr "怎样处理"

msgid "目标"
msgstr "目标"

msgid "一行一个，最多 6 个；说得出怎样算达到"
msgstr "一行一个，最多 6 个；说得出怎样算达到"

msgid "做法"
msgstr "做法"

msgid "计划次数"
msgstr "计划次数"

msgid "最多写 6 个目标"
msgstr "最多写 6 个目标"

msgid "意见"
msgstr "意见"

msgid "提交方案，或等工作人员同意"
msgstr "提交方案，或等工作人员同意"

msgid "约下一次，结束后记录"
msgstr "约下一次，结束后记录"

msgid "暂停中，到时恢复"
msgstr "暂停中，到时恢复"

msgid "等工作人员核对报告"
msgstr "等工作人员核对报告"

msgid "已结案，不用再办"
msgstr "已结案，不用再办"

msgid "版本"
msgstr "版本"

msgid "帮扶方案"
msgstr "帮扶方案"

msgid "事先说明"
msgstr "事先说明"

msgid "无故"
msgstr "无故"

msgid "原因不明"
msgstr "原因不明"

msgid "需要留意"
msgstr "需要留意"

msgid "需要马上处理"
msgstr "需要马上处理"

msgid "同一条记录发送两次只算一次"
msgstr "同一条记录发送两次只算一次"

msgid "首次见面"
msgstr "首次见面"

msgid "分钟"
msgstr "分钟"

msgid "跟进帮扶"
msgstr "跟进帮扶"

msgid "帮扶记录"
msgstr "帮扶记录"

msgid "答复方案"
msgstr "答复方案"

msgid "核对结案报告"
msgstr "核对结案报告"

msgid "提交方案"
msgstr "提交方案"

msgid "约下一次"
msgstr "约下一次"

msgid "改期或取消"
msgstr "改期或取消"

msgid "答复"
msgstr "答复"

msgid "看记录"
msgstr "看记录"

#, python-format
msgid "%(at)s 有约好的见面"
msgstr "%(at)s 有约好的见面"

#, python-format
msgid "约好的见面 %(at)s 开始。要改期或取消，登录后办理。"
msgstr "约好的见面 %(at)s 开始。要改期或取消，登录后办理。"

#, python-format
msgid "【同心桥】您约好的见面 %(at)s 开始。要改期请登录平台。"
msgstr "【同心桥】您约好的见面 %(at)s 开始。要改期请登录平台。"

#, python-format
msgid "这份需求现在是“%(state)s”，不能约定帮扶。"
msgstr "这份需求现在是“%(state)s”，不能约定帮扶。"

msgid "结束时间要晚于开始时间。"
msgstr "结束时间要晚于开始时间。"

msgid "实际分钟数应在 1 到 720 之间。"
msgstr "实际分钟数应在 1 到 720 之间。"

msgid "选出缺席的原因。"
msgstr "选出缺席的原因。"

msgid "写明怎样处理，帮扶人会看到。"
msgstr "写明怎样处理，帮扶人会看到。"

msgid "这次缺席已经答复过。"
msgstr "这次缺席已经答复过。"

msgid "写明没有开展的原因。"
msgstr "写明没有开展的原因。"

msgid "写明谁提出改期、为什么。"
msgstr "写明谁提出改期、为什么。"

msgid "现在不在制定方案的阶段。"
msgstr "现在不在制定方案的阶段。"

msgid "至少写一个目标，并写明计划次数（1 到 200）。"
msgstr "至少写一个目标，并写明计划次数（1 到 200）。"

msgid "上一版方案还在等工作人员同意。"
msgstr "上一版方案还在等工作人员同意。"

msgid "写明意见，承接方会按意见修改。"
msgstr "写明意见，承接方会按意见修改。"

msgid "还没到约定的时间，不能先记录。"
msgstr "还没到约定的时间，不能先记录。"

msgid "对象在这个时间参加培训。换一个时间。"
msgstr "对象在这个时间参加培训。换一个时间。"

msgid "您在这个时间已有约定。换一个时间。"
msgstr "您在这个时间已有约定。换一个时间。"

msgid "已约好。开始前和结束后，会出现在您的待办里。"
msgstr "已约好。开始前和结束后，会出现在您的待办里。"

msgid "对象由司法所当面通知或收到纸条，短信里不写姓名。"
msgstr "对象由司法所当面通知或收到纸条，短信里不写姓名。"

msgid "约定"
msgstr "约定"

msgid "已改期，原来的约定留作记录。"
msgstr "已改期，原来的约定留作记录。"

#, python-format
msgid "原定 %(when)s，%(where)s。"
msgstr "原定 %(when)s，%(where)s。"

msgid "改期"
msgstr "改期"

msgid "改到这个时间"
msgstr "改到这个时间"

msgid "已答复，帮扶人会看到。"
msgstr "已答复，帮扶人会看到。"

#, python-format
msgid "%(when)s，%(cause)s没有到。"
msgstr "%(when)s，%(cause)s没有到。"

msgid "答复缺席"
msgstr "答复缺席"

msgid "方案已提交。工作人员到期没有意见，方案自动生效。"
msgstr "方案已提交。工作人员到期没有意见，方案自动生效。"

#, python-format
msgid "工作人员的意见：%(text)s"
msgstr "工作人员的意见：%(text)s"

msgid "和本人商量后写。姓名、住址和案情都不写。"
msgstr "和本人商量后写。姓名、住址和案情都不写。"

msgid "已同意，帮扶开始。"
msgstr "已同意，帮扶开始。"

msgid "意见已送达，承接方会交新的一版。"
msgstr "意见已送达，承接方会交新的一版。"

#, python-format
msgid "已记录 %(minutes)d 分钟，不用再填别的表。"
msgstr "已记录 %(minutes)d 分钟，不用再填别的表。"

msgid "已记录缺席。无故缺席时，工作人员会马上收到提醒。"
msgstr "已记录缺席。无故缺席时，工作人员会马上收到提醒。"

msgid "已记录，记得再约一次。"
msgstr "已记录，记得再约一次。"

msgid "草稿"
msgstr "草稿"

msgid "待审批"
msgstr "待审批"

msgid "匹配中"
msgstr "匹配中"

msgid "已邀约"
msgstr "已邀约"

msgid "候补"
msgstr "候补"

msgid "制定方案"
msgstr "制定方案"

msgid "帮扶中"
msgstr "帮扶中"

msgid "待结案报告"
msgstr "待结案报告"

msgid "待核对"
msgstr "待核对"

msgid "已结案"
msgstr "已结案"

msgid "已撤回"
msgstr "已撤回"

msgid "存为草稿"
msgstr "存为草稿"

msgid "提交审批"
msgstr "提交审批"

msgid "提交"
msgstr "提交"

msgid "发出邀约"
msgstr "发出邀约"

msgid "转入候补"
msgstr "转入候补"

msgid "有了去处"
msgstr "有了去处"

msgid "邀约落空"
msgstr "邀约落空"

msgid "落实去处"
msgstr "落实去处"

msgid "开始帮扶"
msgstr "开始帮扶"

msgid "方案生效"
msgstr "方案生效"

msgid "恢复帮扶"
msgstr "恢复帮扶"

msgid "移交"
msgstr "移交"

msgid "撤销移交"
msgstr "撤销移交"

msgid "结束暂停"
msgstr "结束暂停"

msgid "提交结案报告"
msgstr "提交结案报告"

msgid "退回报告"
msgstr "退回报告"

msgid "确认成效"
msgstr "确认成效"

msgid "待答复"
msgstr "待答复"

msgid "已提问"
msgstr "已提问"

msgid "已谢绝"
msgstr "已谢绝"

msgid "已过期"
msgstr "已过期"

msgid "已收回"
msgstr "已收回"

msgid "发出"
msgstr "发出"

msgid "谢绝"
msgstr "谢绝"

msgid "过期"
msgstr "过期"

msgid "已约定"
msgstr "已约定"

msgid "待记录"
msgstr "待记录"

msgid "已开展"
msgstr "已开展"

msgid "本人缺席"
msgstr "本人缺席"

msgid "未开展"
msgstr "未开展"

msgid "已改期"
msgstr "已改期"

msgid "到了记录时间"
msgstr "到了记录时间"

msgid "记录为已开展"
msgstr "记录为已开展"

msgid "到场确认"
msgstr "到场确认"

msgid "记录为缺席"
msgstr "记录为缺席"

msgid "记录为未开展"
msgstr "记录为未开展"

msgid "恢复约定"
msgstr "恢复约定"

msgid "待同意"
msgstr "待同意"

msgid "已同意"
msgstr "已同意"

msgid "有意见"
msgstr "有意见"

msgid "同意"
msgstr "同意"

msgid "到期视为同意"
msgstr "到期视为同意"

msgid "提出意见"
msgstr "提出意见"

msgid "已登记"
msgstr "已登记"

msgid "在册"
msgstr "在册"

msgid "已结束"
msgstr "已结束"

msgid "已去标识"
msgstr "已去标识"

msgid "登记"
msgstr "登记"

msgid "入册"
msgstr "入册"

msgid "撤销结束"
msgstr "撤销结束"

msgid "去标识"
msgstr "去标识"

msgid "待审核"
msgstr "待审核"

msgid "暂缓，待负责人决定"
msgstr "暂缓，待负责人决定"

msgid "开放"
msgstr "开放"

msgid "已到期"
msgstr "已到期"

msgid "暂缓"
msgstr "暂缓"

msgid "恢复"
msgstr "恢复"

msgid "到期"
msgstr "到期"

msgid "移交中"
msgstr "移交中"

msgid "已移交"
msgstr "已移交"

msgid "未移交"
msgstr "未移交"

msgid "列出在办"
msgstr "列出在办"

msgid "确认移交"
msgstr "确认移交"

msgid "移交完成"
msgstr "移交完成"

msgid "不移交"
msgstr "不移交"

msgid "选出要查看的信息。"
msgstr "选出要查看的信息。"

msgid "写明查看的用途，会留下记录。"
msgstr "写明查看的用途，会留下记录。"

msgid "选出要披露的信息，写明用途。"
msgstr "选出要披露的信息，写明用途。"

msgid "机构管理员不查看所披露的信息，换一位社工承担。"
msgstr "机构管理员不查看所披露的信息，换一位社工承担。"

msgid "先生"
msgstr "先生"

msgid "女士"
msgstr "女士"

msgid "，未成年人通道"
msgstr "，未成年人通道"

msgid "姓名、证件、电话、住址和案情已隐去。"
msgstr "姓名、证件、电话、住址和案情已隐去。"

msgid "需求评估"
msgstr "需求评估"

msgid "到期要重评"
msgstr "到期要重评"

msgid "已评估"
msgstr "已评估"

msgid "还没有"
msgstr "还没有"

msgid "同意与依据"
msgstr "同意与依据"

msgid "有"
msgstr "有"

msgid "没有，不能发出邀约"
msgstr "没有，不能发出邀约"

msgid "限制与利害关系"
msgstr "限制与利害关系"

msgid "罪名待归类"
msgstr "罪名待归类"

#, python-format
msgid "%(n)s 项"
msgstr "%(n)s 项"

msgid "责任人"
msgstr "责任人"

msgid "副手"
msgstr "副手"

msgid "上一次的档案"
msgstr "上一次的档案"

msgid "后来的档案"
msgstr "后来的档案"

msgid "有效"
msgstr "有效"

msgid "活动范围"
msgstr "活动范围"

msgid "不得离开县区"
msgstr "不得离开县区"

msgid "没有限制"
msgstr "没有限制"

msgid "技能特长"
msgstr "技能特长"

msgid "重点等级"
msgstr "重点等级"

msgid "一般"
msgstr "一般"

msgid "关注"
msgstr "关注"

msgid "重点"
msgstr "重点"

msgid "同时接受的帮扶"
msgstr "同时接受的帮扶"

#, python-format
msgid "最多 %(n)s 项"
msgstr "最多 %(n)s 项"

msgid "罪名类别"
msgstr "罪名类别"

msgid "待归类"
msgstr "待归类"

msgid "已归类，不显示"
msgstr "已归类，不显示"

msgid "内容已登记，不显示"
msgstr "内容已登记，不显示"

#, python-format
msgid "%(day)s（%(age)s 岁）"
msgstr "%(day)s（%(age)s 岁）"

msgid "身份证号"
msgstr "身份证号"

msgid "缺少"
msgstr "缺少"

msgid "没有责任人"
msgstr "没有责任人"

msgid "没有同意记录"
msgstr "没有同意记录"

msgid "查看哪几项"
msgstr "查看哪几项"

msgid "例如：通知首次见面的时间。会写进查阅记录，不写姓名和号码。"
msgstr "例如：通知首次见面的时间。会写进查阅记录，不写姓名和号码。"

msgid "属于案情，只在确有需要时查看"
msgstr "属于案情，只在确有需要时查看"

msgid "签字或确认的日期"
msgstr "签字或确认的日期"

msgid "书面材料编号"
msgstr "书面材料编号"

msgid "法定职责的条款"
msgstr "法定职责的条款"

msgid "依据选“法定职责”时填"
msgstr "依据选“法定职责”时填"

msgid "本人同意告知用人单位"
msgstr "本人同意告知用人单位"

msgid "用人单位会因此知道本人正在接受社区矫正"
msgstr "用人单位会因此知道本人正在接受社区矫正"

msgid "本人在书面同意上签字，可以随时撤回"
msgstr "本人在书面同意上签字，可以随时撤回"

msgid "本人和监护人一同签字"
msgstr "本人和监护人一同签字"

msgid "依法应当提供的帮助，不以同意为前提；不能用来告知用人单位"
msgstr "依法应当提供的帮助，不以同意为前提；不能用来告知用人单位"

msgid "选出法定职责的条款"
msgstr "选出法定职责的条款"

msgid "写下书面同意的编号，便于核对"
msgstr "写下书面同意的编号，便于核对"

msgid "可外出的时段"
msgstr "可外出的时段"

msgid "只影响先后，不影响去处"
msgstr "只影响先后，不影响去处"

msgid "最多同时接受几项帮扶"
msgstr "最多同时接受几项帮扶"

msgid "只用来避开不接受这一类的去处，不给任何帮扶人看"
msgstr "只用来避开不接受这一类的去处，不给任何帮扶人看"

msgid "禁止令"
msgstr "禁止令"

msgid "禁止进入的县区"
msgstr "禁止进入的县区"

msgid "禁止从事的职业"
msgstr "禁止从事的职业"

msgid "只有本所能看到"
msgstr "只有本所能看到"

msgid "关系"
msgstr "关系"

msgid "个人"
msgstr "个人"

msgid "志愿者或社工"
msgstr "志愿者或社工"

msgid "未成年人的档案只有责任人和副手能打开"
msgstr "未成年人的档案只有责任人和副手能打开"

msgid "我已核对：在办的帮扶随之结束，查阅权限一并收回"
msgstr "我已核对：在办的帮扶随之结束，查阅权限一并收回"

msgid "矫正类别"
msgstr "矫正类别"

msgid "入矫日期"
msgstr "入矫日期"

msgid "解矫日期"
msgstr "解矫日期"

msgid "这个人的档案已结束，名单上还是原来的刑期。核对后决定是否重新登记。"
msgstr "这个人的档案已结束，名单上还是原来的刑期。核对后决定是否重新登记。"

msgid "解除矫正，结束档案"
msgstr "解除矫正，结束档案"

msgid "终止矫正，结束档案"
msgstr "终止矫正，结束档案"

msgid "迁出，结束档案"
msgstr "迁出，结束档案"

msgid "在册名单"
msgstr "在册名单"

msgid ""
"从社区矫正信息系统导出的名单。婚姻状况不读取；罪名只归入类别，放在受保护的栏"
"目里。"
msgstr ""
"从社区矫正信息系统导出的名单。婚姻状况不读取；罪名只归入类别，放在受保护的栏"
"目里。"

msgid "设为文本格式"
msgstr "设为文本格式"

msgid "改用这一行"
msgstr "改用这一行"

msgid "是新的一次矫正，重新登记"
msgstr "是新的一次矫正，重新登记"

msgid "按居住地的名称登记"
msgstr "按居住地的名称登记"

msgid "这份档案已经结束。"
msgstr "这份档案已经结束。"

msgid "档案由工作人员决定结束，不随导入撤销。"
msgstr "档案由工作人员决定结束，不随导入撤销。"

msgid "这个证件号码在另一个县区在册。转入由市局数据专员导入全市名单时办理。"
msgstr "这个证件号码在另一个县区在册。转入由市局数据专员导入全市名单时办理。"

#, python-format
msgid "%(code)s 不在这份名单里，由司法所决定是否结束档案。"
msgstr "%(code)s 不在这份名单里，由司法所决定是否结束档案。"

msgid "有一份在册档案不在这份名单里，由司法所决定。"
msgstr "有一份在册档案不在这份名单里，由司法所决定。"

msgid "同一证件号码在另一个县区也有一行，先采用了那一行，由市局数据专员决定。"
msgstr "同一证件号码在另一个县区也有一行，先采用了那一行，由市局数据专员决定。"

msgid "同一证件号码在另一个县区还有一行，先采用这一行。"
msgstr "同一证件号码在另一个县区还有一行，先采用这一行。"

#, python-format
msgid "与第 %(n)d 行证件号码相同，先采用这一行。"
msgstr "与第 %(n)d 行证件号码相同，先采用这一行。"

#, python-format
msgid "与第 %(n)d 行证件号码相同，先采用了那一行。"
msgstr "与第 %(n)d 行证件号码相同，先采用了那一行。"

#, python-format
msgid "第 %(n)d 行像是证件号码，删去后再继续。"
msgstr "第 %(n)d 行像是证件号码，删去后再继续。"

#, python-format
msgid "第 %(n)d 行像是电话号码，删去后再继续。"
msgstr "第 %(n)d 行像是电话号码，删去后再继续。"

#, python-format
msgid "第 %(n)d 行有本人姓名或住址，删去后再继续。"
msgstr "第 %(n)d 行有本人姓名或住址，删去后再继续。"

#, python-format
msgid "第 %(n)d 行的“%(word)s”会透露案情，换一种说法。"
msgstr "第 %(n)d 行的“%(word)s”会透露案情，换一种说法。"

msgid "社区矫正对象"
msgstr "社区矫正对象"

msgid "刑满释放人员"
msgstr "刑满释放人员"

msgid "管制"
msgstr "管制"

msgid "缓刑"
msgstr "缓刑"

msgid "假释"
msgstr "假释"

msgid "暂予监外执行"
msgstr "暂予监外执行"

msgid "解除矫正"
msgstr "解除矫正"

msgid "帮教期满"
msgstr "帮教期满"

msgid "对象代号"
msgstr "对象代号"

msgid "确认身份、签署文书"
msgstr "确认身份、签署文书"

msgid "确认身份、法律援助"
msgstr "确认身份、法律援助"

msgid "联系本人"
msgstr "联系本人"

msgid "居住地"
msgstr "居住地"

msgid "困难帮扶上门"
msgstr "困难帮扶上门"

msgid "监护人"
msgstr "监护人"

msgid "未成年人同意"
msgstr "未成年人同意"

msgid "出生日期"
msgstr "出生日期"

msgid "年龄段与未成年人保护"
msgstr "年龄段与未成年人保护"

msgid "文化程度"
msgstr "文化程度"

msgid "就业与培训"
msgstr "就业与培训"

msgid "就业状况"
msgstr "就业状况"

msgid "罪名"
msgstr "罪名"

msgid "排除不适合的去处"
msgstr "排除不适合的去处"

msgid "备注"
msgstr "备注"

msgid "工作人员备忘"
msgstr "工作人员备忘"

msgid "结束日期"
msgstr "结束日期"

msgid "未成年人通道"
msgstr "未成年人通道"

msgid "最近一次评估定下的日期"
msgstr "最近一次评估定下的日期"

msgid "需要程度"
msgstr "需要程度"

msgid "领域和 0–3 的程度；从表格来的版本没有分级"
msgstr "领域和 0–3 的程度；从表格来的版本没有分级"

msgid "各领域的情况"
msgstr "各领域的情况"

msgid "了解困难与意愿"
msgstr "了解困难与意愿"

msgid "按本人意愿安排帮扶"
msgstr "按本人意愿安排帮扶"

msgid "从长处着手安排帮扶"
msgstr "从长处着手安排帮扶"

msgid "评估日期"
msgstr "评估日期"

msgid "本人同意"
msgstr "本人同意"

msgid "本人与监护人同意"
msgstr "本人与监护人同意"

msgid "法定职责"
msgstr "法定职责"

msgid "同意告知用人单位"
msgstr "同意告知用人单位"

msgid "撤回时间"
msgstr "撤回时间"

msgid "同意或法定依据"
msgstr "同意或法定依据"

msgid "利害关系"
msgstr "利害关系"

msgid "禁止进入的区域"
msgstr "禁止进入的区域"

msgid "禁止接触的人"
msgstr "禁止接触的人"

msgid "职业"
msgstr "职业"

msgid "保护被害人与公众"
msgstr "保护被害人与公众"

msgid "字段"
msgstr "字段"

msgid "收回时间"
msgstr "收回时间"

msgid "信息披露授权"
msgstr "信息披露授权"

msgid "区划代码不在本市名录中，由工作人员核对后决定。"
msgstr "区划代码不在本市名录中，由工作人员核对后决定。"

msgid "这个乡镇街道还没有司法所，先建立机构。"
msgstr "这个乡镇街道还没有司法所，先建立机构。"

msgid "姓名是空的。"
msgstr "姓名是空的。"

msgid "性别填“男”或“女”。"
msgstr "性别填“男”或“女”。"

msgid "矫正类别只有管制、缓刑、假释、暂予监外执行。"
msgstr "矫正类别只有管制、缓刑、假释、暂予监外执行。"

msgid "日期是空的。"
msgstr "日期是空的。"

msgid "解矫日期早于入矫日期。"
msgstr "解矫日期早于入矫日期。"

msgid "罪名不在对照表中，由司法所归类。"
msgstr "罪名不在对照表中，由司法所归类。"

msgid "有不在对照表中的技能，没有采用。"
msgstr "有不在对照表中的技能，没有采用。"

msgid "这份档案已有帮扶需求。"
msgstr "这份档案已有帮扶需求。"

msgid "这个人之后又有新的档案。"
msgstr "这个人之后又有新的档案。"

msgid "这份档案已在使用。"
msgstr "这份档案已在使用。"

msgid "这个证件号码已有在册的档案，不能再登记一份。"
msgstr "这个证件号码已有在册的档案，不能再登记一份。"

msgid "这份档案还没有结束。"
msgstr "这份档案还没有结束。"

msgid "选出矫正类别。"
msgstr "选出矫正类别。"

msgid "解矫日期不能早于入矫日期，也不能早于今天。"
msgstr "解矫日期不能早于入矫日期，也不能早于今天。"

msgid "新的入矫日期不能早于上一份档案的结束日期。"
msgstr "新的入矫日期不能早于上一份档案的结束日期。"

msgid "这份档案已结束，不能再改。"
msgstr "这份档案已结束，不能再改。"

msgid "责任人和副手须是本所的工作人员。"
msgstr "责任人和副手须是本所的工作人员。"

msgid "责任人和副手须是两个人。"
msgstr "责任人和副手须是两个人。"

msgid "同意的日期不能晚于今天。"
msgstr "同意的日期不能晚于今天。"

msgid "选出依据。"
msgstr "选出依据。"

msgid "写明法定职责的条款。"
msgstr "写明法定职责的条款。"

msgid "未满 18 周岁，须有监护人一同签字。"
msgstr "未满 18 周岁，须有监护人一同签字。"

msgid "告知用人单位必须有本人同意，不能只凭法定职责。"
msgstr "告知用人单位必须有本人同意，不能只凭法定职责。"

msgid "选出有利害关系的机构或个人。"
msgstr "选出有利害关系的机构或个人。"

msgid "选出禁止进入的县区。"
msgstr "选出禁止进入的县区。"

msgid "选出禁止从事的职业。"
msgstr "选出禁止从事的职业。"

msgid "写明禁止接触的人，只有本所能看到。"
msgstr "写明禁止接触的人，只有本所能看到。"

msgid "选出禁止令的类别。"
msgstr "选出禁止令的类别。"

msgid "禁止令的最后一天不能早于今天。"
msgstr "禁止令的最后一天不能早于今天。"

msgid "这份同意已经撤回过。"
msgstr "这份同意已经撤回过。"

msgid "在您能查阅的范围内没有找到。"
msgstr "在您能查阅的范围内没有找到。"

msgid "已登记。可以提出需求、发出邀约。"
msgstr "已登记。可以提出需求、发出邀约。"

msgid "登记同意或法定职责"
msgstr "登记同意或法定职责"

msgid "同意已撤回，相关邀约已收回。"
msgstr "同意已撤回，相关邀约已收回。"

#, python-format
msgid "随之停止的需求：%(list)s"
msgstr "随之停止的需求：%(list)s"

msgid "撤回以后不再向任何人发出邀约，未答复的邀约收回，已给出的授权马上停止。"
msgstr "撤回以后不再向任何人发出邀约，未答复的邀约收回，已给出的授权马上停止。"

msgid "按本人意愿撤回"
msgstr "按本人意愿撤回"

msgid "限制已更新，匹配时马上生效。"
msgstr "限制已更新，匹配时马上生效。"

msgid "修改限制和技能"
msgstr "修改限制和技能"

msgid "存入"
msgstr "存入"

msgid "禁止令已登记，匹配时马上生效。"
msgstr "禁止令已登记，匹配时马上生效。"

msgid "登记禁止令"
msgstr "登记禁止令"

msgid "利害关系已登记，对方不会再被提出。"
msgstr "利害关系已登记，对方不会再被提出。"

msgid "匹配时只说是哪一种关系，不说是谁。"
msgstr "匹配时只说是哪一种关系，不说是谁。"

msgid "登记利害关系"
msgstr "登记利害关系"

msgid "已删去，记录里留有这一笔。"
msgstr "已删去，记录里留有这一笔。"

msgid "责任人已指定。"
msgstr "责任人已指定。"

msgid "责任人和副手"
msgstr "责任人和副手"

msgid "指定"
msgstr "指定"

msgid "档案已结束。"
msgstr "档案已结束。"

#, python-format
msgid "随之结束的需求：%(list)s"
msgstr "随之结束的需求：%(list)s"

msgid "结束帮扶档案"
msgstr "结束帮扶档案"

msgid "结束档案"
msgstr "结束档案"

msgid "新的档案已建立，由您负责。接着评估需求、登记同意。"
msgstr "新的档案已建立，由您负责。接着评估需求、登记同意。"

msgid ""
"姓名、号码和住址取自这份档案；评估、同意、禁止令和罪名属于这一次矫正，要重新"
"登记。"
msgstr ""
"姓名、号码和住址取自这份档案；评估、同意、禁止令和罪名属于这一次矫正，要重新"
"登记。"

msgid "重新登记"
msgstr "重新登记"

msgid "建立新档案"
msgstr "建立新档案"

msgid "只写需要的帮助，不写案情和测评数据。每次存为新的一版，以前的不改。"
msgstr "只写需要的帮助，不写案情和测评数据。每次存为新的一版，以前的不改。"

msgid "以前各版"
msgstr "以前各版"

msgid "存为新一版"
msgstr "存为新一版"

msgid "不办了，返回"
msgstr "不办了，返回"

msgid "需求评估各版"
msgstr "需求评估各版"

#, python-format
msgid "第 %(n)s 版，%(on)s，%(who)s。下次评估 %(next)s。"
msgstr "第 %(n)s 版，%(on)s，%(who)s。下次评估 %(next)s。"

msgid "重新评估"
msgstr "重新评估"

msgid "还没有评估"
msgstr "还没有评估"

msgid "评估写明需要哪些帮助，再从这里提出需求。"
msgstr "评估写明需要哪些帮助，再从这里提出需求。"

msgid "从需求到帮扶"
msgstr "从需求到帮扶"

msgid "这一版没有需求。"
msgstr "这一版没有需求。"

msgid "两版对照"
msgstr "两版对照"

msgid "这一版的内容"
msgstr "这一版的内容"

msgid "领域"
msgstr "领域"

#, python-format
msgid "第 %(n)s 版"
msgstr "第 %(n)s 版"

msgid "变化"
msgstr "变化"

#, python-format
msgid "%(name)s协调台"
msgstr "%(name)s协调台"

msgid "需求办到哪一步，改一个条件能打开多少，谁在等。只计成年人。"
msgstr "需求办到哪一步，改一个条件能打开多少，谁在等。只计成年人。"

msgid "转介给新机构"
msgstr "转介给新机构"

#, python-format
msgid "%(n)s 份候补：改一个条件，能打开多少"
msgid_plural "%(n)s 份候补：改一个条件，能打开多少"
msgstr[0] "%(n)s 份候补：改一个条件，能打开多少"

msgid "没有候补的需求"
msgstr "没有候补的需求"

msgid "出现时，这里写明每个条件挡住多少，开一处什么样的服务最有用。"
msgstr "出现时，这里写明每个条件挡住多少，开一处什么样的服务最有用。"

msgid "都有去处"
msgstr "都有去处"

msgid "现在重新找去处"
msgstr "现在重新找去处"

msgid "最近没有接受的邀约"
msgstr "最近没有接受的邀约"

msgid "（近 90 天）"
msgstr "（近 90 天）"

msgid "只差这一个条件"
msgstr "只差这一个条件"

msgid "已有的去处，只被这一个条件挡住；一份需求可能有几个这样的条件"
msgstr "已有的去处，只被这一个条件挡住；一份需求可能有几个这样的条件"

#, python-format
msgid "%(n)s 份"
msgid_plural "%(n)s 份"
msgstr[0] "%(n)s 份"

msgid "哪些需求"
msgstr "哪些需求"

#, python-format
msgid "还有 %(n)s 份"
msgid_plural "还有 %(n)s 份"
msgstr[0] "还有 %(n)s 份"

msgid "没有只差一个条件的去处。"
msgstr "没有只差一个条件的去处。"

#, python-format
msgid "%(n)s 份差不止一个条件，要新的去处。"
msgid_plural "%(n)s 份差不止一个条件，要新的去处。"
msgstr[0] "%(n)s 份差不止一个条件，要新的去处。"

#, python-format
msgid "%(n)s 份已有去处，下一次重算就会转入匹配。"
msgid_plural "%(n)s 份已有去处，下一次重算就会转入匹配。"
msgstr[0] "%(n)s 份已有去处，下一次重算就会转入匹配。"

msgid "多开一处，能接住多少"
msgstr "多开一处，能接住多少"

msgid "设想一处各方面都合适、每天开放的成年人服务；依次选接住最多的"
msgstr "设想一处各方面都合适、每天开放的成年人服务；依次选接住最多的"

#, python-format
msgid "%(town)s，%(part)s的%(category)s：能接住 <b>%(n)s</b> 份"
msgid_plural "%(town)s，%(part)s的%(category)s：能接住 <b>%(n)s</b> 份"
msgstr[0] "%(town)s，%(part)s的%(category)s：能接住 <b>%(n)s</b> 份"

msgid "多开一处也接不住：先看同意、禁止令和对帮扶人的要求。"
msgstr "多开一处也接不住：先看同意、禁止令和对帮扶人的要求。"

#, python-format
msgid "只看最紧急、等得最久的 %(most)s 份。每次打开时按现在的需求和去处计算。"
msgstr "只看最紧急、等得最久的 %(most)s 份。每次打开时按现在的需求和去处计算。"

msgid "已超时的"
msgstr "已超时的"

msgid "最久的在前"
msgstr "最久的在前"

msgid "现在该谁办"
msgstr "现在该谁办"

msgid "提醒勾选的"
msgstr "提醒勾选的"

msgid "看全部超时的需求"
msgstr "看全部超时的需求"

msgid "只列出最久的 50 件。"
msgstr "只列出最久的 50 件。"

#, python-format
msgid "近 %(days)s 天，应在 %(least)s–%(most)s%%"
msgstr "近 %(days)s 天，应在 %(least)s–%(most)s%%"

msgid "还没有转介给机构。"
msgstr "还没有转介给机构。"

#, python-format
msgid "%(n)s 件中 %(new)s 件，不足：选去处时会标出新机构。"
msgid_plural "%(n)s 件中 %(new)s 件，不足：选去处时会标出新机构。"
msgstr[0] "%(n)s 件中 %(new)s 件，不足：选去处时会标出新机构。"

#, python-format
msgid "%(n)s 件中 %(new)s 件，已多于应有的比例。"
msgid_plural "%(n)s 件中 %(new)s 件，已多于应有的比例。"
msgstr[0] "%(n)s 件中 %(new)s 件，已多于应有的比例。"

#, python-format
msgid "%(n)s 件中 %(new)s 件，合适。"
msgid_plural "%(n)s 件中 %(new)s 件，合适。"
msgstr[0] "%(n)s 件中 %(new)s 件，合适。"

msgid "各步有多少"
msgstr "各步有多少"

msgid "件数"
msgstr "件数"

msgid "其中超时"
msgstr "其中超时"

msgid "最早的一件自"
msgstr "最早的一件自"

msgid "没有在办的需求。"
msgstr "没有在办的需求。"

msgid "帮扶档案"
msgstr "帮扶档案"

msgid "提出帮扶需求"
msgstr "提出帮扶需求"

msgid "档案"
msgstr "档案"

msgid "还没有提出过需求"
msgstr "还没有提出过需求"

msgid "评估里写明的需求，可以从这里提出。"
msgstr "评估里写明的需求，可以从这里提出。"

msgid "责任人和办理"
msgstr "责任人和办理"

msgid "更换"
msgstr "更换"

msgid "报名公益活动"
msgstr "报名公益活动"

msgid "报名培训"
msgstr "报名培训"

msgid "谁看过这份档案"
msgstr "谁看过这份档案"

msgid "按本人能力和健康状况安排。成年人和未成年人分开参加，组织者只看到代号。"
msgstr "按本人能力和健康状况安排。成年人和未成年人分开参加，组织者只看到代号。"

#, python-format
msgid "为 %(code)s 报名"
msgstr "为 %(code)s 报名"

msgid "现在没有适合的公益活动"
msgstr "现在没有适合的公益活动"

msgid "司法所发布公益活动以后，会出现在这里。"
msgstr "司法所发布公益活动以后，会出现在这里。"

msgid "报名和参加"
msgstr "报名和参加"

msgid "接受名额"
msgstr "接受名额"

msgid "谢绝名额"
msgstr "谢绝名额"

msgid "还没有报名过。"
msgstr "还没有报名过。"

msgid "按本人意愿安排。成年人和未成年人分开参加，组织者只看到代号。"
msgstr "按本人意愿安排。成年人和未成年人分开参加，组织者只看到代号。"

msgid "现在没有适合的培训"
msgstr "现在没有适合的培训"

msgid "面向帮扶对象的场次安排以后，会出现在这里。"
msgstr "面向帮扶对象的场次安排以后，会出现在这里。"

#, python-format
msgid "出勤 %(n)s 分钟"
msgstr "出勤 %(n)s 分钟"

msgid "有本人同意或法定职责，才能把需求告诉别人。撤回和给出一样容易。"
msgstr "有本人同意或法定职责，才能把需求告诉别人。撤回和给出一样容易。"

msgid "材料"
msgstr "材料"

msgid "可以告知用人单位"
msgstr "可以告知用人单位"

msgid "不能告知用人单位"
msgstr "不能告知用人单位"

#, python-format
msgid "%(who)s 登记"
msgstr "%(who)s 登记"

#, python-format
msgid "%(at)s 撤回"
msgstr "%(at)s 撤回"

msgid "本人要撤回"
msgstr "本人要撤回"

msgid "还没有同意或依据"
msgstr "还没有同意或依据"

msgid "登记以后才能提交需求、发出邀约。"
msgstr "登记以后才能提交需求、发出邀约。"

msgid "匹配只用来判断能不能去，不告诉任何帮扶人。"
msgstr "匹配只用来判断能不能去，不告诉任何帮扶人。"

msgid "限制和技能"
msgstr "限制和技能"

#, python-format
msgid "%(kind)s：%(what)s"
msgstr "%(kind)s：%(what)s"

#, python-format
msgid "到 %(day)s"
msgstr "到 %(day)s"

msgid "没有登记禁止令。"
msgstr "没有登记禁止令。"

msgid "是谁不显示"
msgstr "是谁不显示"

msgid "没有登记利害关系。"
msgstr "没有登记利害关系。"

msgid "每次查看和修改，新的在前。记录只写项目，不写内容，也不能删改。"
msgstr "每次查看和修改，新的在前。记录只写项目，不写内容，也不能删改。"

msgid "还没有记录。"
msgstr "还没有记录。"

msgid "只显示这一次，刷新或后退就没有了。已留下记录。"
msgstr "只显示这一次，刷新或后退就没有了。已留下记录。"

msgid "身份信息"
msgstr "身份信息"

msgid "看完了，收起"
msgstr "看完了，收起"

msgid "查看会留下记录。写明用途后继续，只选用得着的几项。"
msgstr "查看会留下记录。写明用途后继续，只选用得着的几项。"

msgid "查看，并留下记录"
msgstr "查看，并留下记录"

msgid "不看了，返回"
msgstr "不看了，返回"

msgid "列表只有代号。打开档案、查看身份都有记录。"
msgstr "列表只有代号。打开档案、查看身份都有记录。"

msgid "性别、年龄"
msgstr "性别、年龄"

msgid "评估的需求"
msgstr "评估的需求"

msgid "在办需求"
msgstr "在办需求"

msgid "没有符合条件的档案"
msgstr "没有符合条件的档案"

msgid "放宽一个条件再看。"
msgstr "放宽一个条件再看。"

msgid "还没有帮扶对象"
msgstr "还没有帮扶对象"

msgid "名册由市局导入，导入后按司法所分到这里。"
msgstr "名册由市局导入，导入后按司法所分到这里。"

msgid "按证件号码找"
msgstr "按证件号码找"

msgid "号码只用来比对，不写进网址和记录。"
msgstr "号码只用来比对，不写进网址和记录。"

msgid "未成年人档案等您指定责任人"
msgstr "未成年人档案等您指定责任人"

msgid "认为信息有误或不该给出时，可以向司法所提出，也可以投诉、申诉："
msgstr "认为信息有误或不该给出时，可以向司法所提出，也可以投诉、申诉："

msgid "筛选"
msgstr "筛选"

msgid "全市"
msgstr "全市"

msgid "清除"
msgstr "清除"

msgid "哪里还需要一盏灯"
msgstr "哪里还需要一盏灯"

msgid "等待的需求与现有空位"
msgstr "等待的需求与现有空位"

msgid "按需求大类，少于 5 件的不公布"
msgstr "按需求大类，少于 5 件的不公布"

#, python-format
msgid "等待 %(n)s 件"
msgstr "等待 %(n)s 件"

#, python-format
msgid "%(n)s 个空位"
msgid_plural "%(n)s 个空位"
msgstr[0] "%(n)s 个空位"

msgid "图例"
msgstr "图例"

msgid "等待的需求"
msgstr "等待的需求"

msgid "现有空位"
msgstr "现有空位"

msgid "等待"
msgstr "等待"

msgid "还没有去处通过全部条件"
msgstr "还没有去处通过全部条件"

#, python-format
msgid "%(n)s 处通过了全部条件，按分数排列。分数只比较去处，不评价人。"
msgid_plural "%(n)s 处通过了全部条件，按分数排列。分数只比较去处，不评价人。"
msgstr[0] "%(n)s 处通过了全部条件，按分数排列。分数只比较去处，不评价人。"

#, python-format
msgid "看过 %(n)s 处，有 %(near)s 处只差一步。"
msgstr "看过 %(n)s 处，有 %(near)s 处只差一步。"

msgid "没有只差一步的去处"
msgstr "没有只差一步的去处"

msgid "转入候补，有空位或新资源时马上重新匹配。"
msgstr "转入候补，有空位或新资源时马上重新匹配。"

#, python-format
msgid "只差一步的 %(n)s 处"
msgstr "只差一步的 %(n)s 处"

msgid "只被一个条件挡住；写着怎样才能打开"
msgstr "只被一个条件挡住；写着怎样才能打开"

msgid "其他去处"
msgstr "其他去处"

msgid "各个条件挡住了多少处"
msgstr "各个条件挡住了多少处"

msgid "为什么不是别的一处"
msgstr "为什么不是别的一处"

msgid "并排比较"
msgstr "并排比较"

msgid "每一处得了多少分，为什么"
msgstr "每一处得了多少分，为什么"

msgid "放宽并说明"
msgstr "放宽并说明"

msgid "看全部条件"
msgstr "看全部条件"

msgid "第"
msgstr "第"

msgid "位"
msgstr "位"

msgid "满分 100"
msgstr "满分 100"

#, python-format
msgid "另有 %(n)s 份需求只有这一处可去"
msgid_plural "另有 %(n)s 份需求只有这一处可去"
msgstr[0] "另有 %(n)s 份需求只有这一处可去"

msgid "新机构优先考虑"
msgstr "新机构优先考虑"

msgid ""
"本县区转介给还没有评过的机构不足应有的比例，它的分数与第一处相近。分数和次序"
"没有改动，由您决定。"
msgstr ""
"本县区转介给还没有评过的机构不足应有的比例，它的分数与第一处相近。分数和次序"
"没有改动，由您决定。"

msgid "已选"
msgstr "已选"

msgid "改选这一处"
msgstr "改选这一处"

msgid "看详情"
msgstr "看详情"

msgid "对方会看到什么"
msgstr "对方会看到什么"

#, python-format
msgid "%(place)s会看到什么"
msgstr "%(place)s会看到什么"

#, python-format
msgid "放宽“%(gate)s”这一项，写明理由。"
msgstr "放宽“%(gate)s”这一项，写明理由。"

#, python-format
msgid "向%(place)s发出邀约"
msgstr "向%(place)s发出邀约"

msgid "对方有 2 个工作日答复。谢绝或不答复，系统在 1 小时内提出下一处。"
msgstr "对方有 2 个工作日答复。谢绝或不答复，系统在 1 小时内提出下一处。"

msgid "不放宽了，回到排名"
msgstr "不放宽了，回到排名"

msgid ""
"有空位或新资源时马上重新匹配，每天也重算一次。挡住的条件一并存下，用来安排购"
"买服务。"
msgstr ""
"有空位或新资源时马上重新匹配，每天也重算一次。挡住的条件一并存下，用来安排购"
"买服务。"

msgid "看条件"
msgstr "看条件"

msgid "没有这个名称的去处。"
msgstr "没有这个名称的去处。"

#, python-format
msgid "有 %(n)s 个条件没有通过"
msgstr "有 %(n)s 个条件没有通过"

#, python-format
msgid "通过了全部条件，%(points)s 分"
msgstr "通过了全部条件，%(points)s 分"

msgid "没有排进前五，是因为别处分数更高。"
msgstr "没有排进前五，是因为别处分数更高。"

msgid "回到排名"
msgstr "回到排名"

msgid "本机构的帮扶"
msgstr "本机构的帮扶"

msgid "范围"
msgstr "范围"

msgid "正在帮扶"
msgstr "正在帮扶"

msgid "谁在承担"
msgstr "谁在承担"

msgid "现在没有正在帮扶的人"
msgstr "现在没有正在帮扶的人"

msgid "接受邀约以后，会出现在这里。"
msgstr "接受邀约以后，会出现在这里。"

msgid "看看邀约"
msgstr "看看邀约"

msgid "为什么问您"
msgstr "为什么问您"

msgid "为什么选这一处"
msgstr "为什么选这一处"

msgid "问答"
msgstr "问答"

msgid "问："
msgstr "问："

msgid "答："
msgstr "答："

msgid "等工作人员回答，答复时限暂停计算。"
msgstr "等工作人员回答，答复时限暂停计算。"

msgid "能看到什么"
msgstr "能看到什么"

msgid "对方可以的时段"
msgstr "对方可以的时段"

msgid "现在还不能接受，先补齐："
msgstr "现在还不能接受，先补齐："

msgid "您的回答"
msgstr "您的回答"

msgid "您是工作人员搭档：得到对方本人的答复后，代为登记。"
msgstr "您是工作人员搭档：得到对方本人的答复后，代为登记。"

msgid "我愿意"
msgstr "我愿意"

msgid "不方便也没关系"
msgstr "不方便也没关系"

msgid "这次不方便"
msgstr "这次不方便"

msgid "先问一个问题"
msgstr "先问一个问题"

msgid "送出问题"
msgstr "送出问题"

msgid "我认识这个人"
msgstr "我认识这个人"

msgid "按下后邀约结束，不问原因，不影响您。"
msgstr "按下后邀约结束，不问原因，不影响您。"

msgid "回答问题"
msgstr "回答问题"

msgid "收回邀约"
msgstr "收回邀约"

#, python-format
msgid "回到需求 %(number)s"
msgstr "回到需求 %(number)s"

msgid "答复不分先后好坏，说不方便也没有关系。"
msgstr "答复不分先后好坏，说不方便也没有关系。"

msgid "等您答复的"
msgstr "等您答复的"

msgid "现在没有等您答复的邀约"
msgstr "现在没有等您答复的邀约"

msgid "有人需要您这样的帮助时，会出现在这里，也会收到提醒。"
msgstr "有人需要您这样的帮助时，会出现在这里，也会收到提醒。"

msgid "答复过的"
msgstr "答复过的"

msgid ""
"这处要求无犯罪记录。没有法律依据，不能这样要求（R-CC-09）。由负责人写明依据后"
"开放，或让对方删去。"
msgstr ""
"这处要求无犯罪记录。没有法律依据，不能这样要求（R-CC-09）。由负责人写明依据后"
"开放，或让对方删去。"

#, python-format
msgid "信息自 %(at)s以后没有确认过，匹配时会提示。"
msgstr "信息自 %(at)s以后没有确认过，匹配时会提示。"

msgid "信息没有变化"
msgstr "信息没有变化"

msgid "暂停接收"
msgstr "暂停接收"

msgid "恢复接收"
msgstr "恢复接收"

msgid "更改名额"
msgstr "更改名额"

msgid "经过"
msgstr "经过"

msgid "先看要求"
msgstr "先看要求"

msgid "街道"
msgstr "街道"

msgid "空名额"
msgstr "空名额"

msgid "最近确认"
msgstr "最近确认"

msgid "没有符合的资源"
msgstr "没有符合的资源"

msgid "换一个筛选条件再看。"
msgstr "换一个筛选条件再看。"

msgid "到期没有意见，视为同意。"
msgstr "到期没有意见，视为同意。"

msgid "同意方案"
msgstr "同意方案"

#, python-format
msgid "计划 %(n)s 次"
msgid_plural "计划 %(n)s 次"
msgstr[0] "计划 %(n)s 次"

#, python-format
msgid "另有 %(n)s 件只欠结案报告，由原机构报完，不移交。"
msgid_plural "另有 %(n)s 件只欠结案报告，由原机构报完，不移交。"
msgstr[0] "另有 %(n)s 件只欠结案报告，由原机构报完，不移交。"

msgid "移交给"
msgstr "移交给"

msgid "要移交的帮扶"
msgstr "要移交的帮扶"

msgid "保存，先不移交"
msgstr "保存，先不移交"

msgid "机构暂停或帮扶人离开时，把在办的帮扶逐件移交，一件不落。"
msgstr "机构暂停或帮扶人离开时，把在办的帮扶逐件移交，一件不落。"

msgid "列出在办，准备移交"
msgstr "列出在办，准备移交"

msgid "没有要移交的在办帮扶"
msgstr "没有要移交的在办帮扶"

msgid "机构暂停、移出名录，或者帮扶人离开以后，他们的在办帮扶会出现在这里。"
msgstr "机构暂停、移出名录，或者帮扶人离开以后，他们的在办帮扶会出现在这里。"

msgid "已有的移交"
msgstr "已有的移交"

msgid "开展"
msgstr "开展"

#, python-format
msgid "%(n)s 次"
msgid_plural "%(n)s 次"
msgstr[0] "%(n)s 次"

msgid "费用"
msgstr "费用"

msgid "依据："
msgstr "依据："

msgid "退回补充："
msgstr "退回补充："

msgid "工作人员确认："
msgstr "工作人员确认："

msgid "（已更正）"
msgstr "（已更正）"

#, python-format
msgid "，需求%(met)s"
msgstr "，需求%(met)s"

msgid "没有联系上本人。"
msgstr "没有联系上本人。"

#, python-format
msgid "本人说：“%(said)s”"
msgstr "本人说：“%(said)s”"

#, python-format
msgid "，满意度 %(n)s（满分 5）"
msgstr "，满意度 %(n)s（满分 5）"

#, python-format
msgid "本人的回答由%(by)s当面或电话问过后代为填写，%(at)s"
msgstr "本人的回答由%(by)s当面或电话问过后代为填写，%(at)s"

#, python-format
msgid "本人用回执码回答：“%(said)s”，%(on)s"
msgstr "本人用回执码回答：“%(said)s”，%(on)s"

msgid "与工作人员填写的不一致"
msgstr "与工作人员填写的不一致"

msgid "要审批的原因："
msgstr "要审批的原因："

msgid "现在挡住的条件"
msgstr "现在挡住的条件"

#, python-format
msgid "%(day)s 重算"
msgstr "%(day)s 重算"

msgid "经办"
msgstr "经办"

msgid "负责人"
msgstr "负责人"

msgid "帮扶人"
msgstr "帮扶人"

msgid "打开帮扶档案"
msgstr "打开帮扶档案"

msgid "到结案后 7 天"
msgstr "到结案后 7 天"

msgid "现在可以办的"
msgstr "现在可以办的"

msgid "需要哪一类帮助，多紧急"
msgstr "需要哪一类帮助，多紧急"

msgid "姓名、性别、年龄、住址和限制都在档案里，不用再填。"
msgstr "姓名、性别、年龄、住址和限制都在档案里，不用再填。"

msgid "还差这些内容，补上后再提交："
msgstr "还差这些内容，补上后再提交："

msgid "您填写的内容"
msgstr "您填写的内容"

msgid "修改"
msgstr "修改"

msgid "帮扶人收到邀约时看到的，就是这张卡"
msgstr "帮扶人收到邀约时看到的，就是这张卡"

msgid "没有姓名、号码、住址，也没有案情。邀约结束即收回。"
msgstr "没有姓名、号码、住址，也没有案情。邀约结束即收回。"

msgid "这一份要先经负责人审批："
msgstr "这一份要先经负责人审批："

msgid "补充"
msgstr "补充"

msgid "提交，开始匹配"
msgstr "提交，开始匹配"

msgid "返回修改"
msgstr "返回修改"

msgid "填写"
msgstr "填写"

msgid "希望怎样的帮助，何时可以"
msgstr "希望怎样的帮助，何时可以"

msgid "现有的同意不包括告知用人单位：对方接受以后也看不到姓名和电话。"
msgstr "现有的同意不包括告知用人单位：对方接受以后也看不到姓名和电话。"

msgid "登记新的同意"
msgstr "登记新的同意"

msgid "档案里还没有。提交前须有一项，写错可以撤回。"
msgstr "档案里还没有。提交前须有一项，写错可以撤回。"

msgid "下一步，核对"
msgstr "下一步，核对"

msgid "获准使用的信息"
msgstr "获准使用的信息"

#, python-format
msgid "用途：%(purpose)s。"
msgstr "用途：%(purpose)s。"

#, python-format
msgid "%(until)s起不再可看。"
msgstr "%(until)s起不再可看。"

msgid "这次查看已记录。不抄录、不转告、不拍照。"
msgstr "这次查看已记录。不抄录、不转告、不拍照。"

msgid "看完了，返回"
msgstr "看完了，返回"

msgid "报告安全事件或投诉"
msgstr "报告安全事件或投诉"

msgid "只用于本项帮扶。每看一次，记录一次。"
msgstr "只用于本项帮扶。每看一次，记录一次。"

#, python-format
msgid "已开展 %(held)s 次，计划 %(planned)s 次"
msgstr "已开展 %(held)s 次，计划 %(planned)s 次"

msgid "还没有约定。约好的见面会列在这里。"
msgstr "还没有约定。约好的见面会列在这里。"

#, python-format
msgid "放宽%(gates)s：%(why)s"
msgstr "放宽%(gates)s：%(why)s"

msgid "对方问："
msgstr "对方问："

msgid "已答："
msgstr "已答："

msgid "打开"
msgstr "打开"

msgid "每行写明办到哪一步、什么时候到期。"
msgstr "每行写明办到哪一步、什么时候到期。"

msgid "没有符合条件的需求"
msgstr "没有符合条件的需求"

msgid "这里还没有需求"
msgstr "这里还没有需求"

msgid "从帮扶对象的档案提出需求，提出后会出现在这里。"
msgstr "从帮扶对象的档案提出需求，提出后会出现在这里。"

msgid "打开帮扶对象"
msgstr "打开帮扶对象"

msgid "紧急"
msgstr "紧急"

msgid "先问过本人，再确认或更正。"
msgstr "先问过本人，再确认或更正。"

#, python-format
msgid "本人用回执码回答：“%(said)s”，%(on)s。"
msgstr "本人用回执码回答：“%(said)s”，%(on)s。"

msgid "打印回执单给本人"
msgstr "打印回执单给本人"

#, python-format
msgid "已给过一张，%(on)s前有效，还没有回答。再打印一张，前一张作废。"
msgstr "已给过一张，%(on)s前有效，还没有回答。再打印一张，前一张作废。"

msgid "本人凭单子上的码自己回答，不用登录。您看到的是本人的原话。"
msgstr "本人凭单子上的码自己回答，不用登录。您看到的是本人的原话。"

msgid "确认成效并结案"
msgstr "确认成效并结案"

msgid "退回补充"
msgstr "退回补充"

msgid "记录帮扶"
msgstr "记录帮扶"

msgid "这次见面怎么样"
msgstr "这次见面怎么样"

msgid "已约定的见面"
msgstr "已约定的见面"

msgid "本人没有来"
msgstr "本人没有来"

msgid "我这边没有开展"
msgstr "我这边没有开展"

msgid "取消这次约定"
msgstr "取消这次约定"

msgid "取消约定"
msgstr "取消约定"

msgid "改到别的时间"
msgstr "改到别的时间"

msgid "下一步："
msgstr "下一步："

msgid "对象"
msgstr "对象"

msgid "实际"
msgstr "实际"

msgid "“情况”只有记录人和司法所能看到。"
msgstr "“情况”只有记录人和司法所能看到。"

msgid "回执单"
msgstr "回执单"

msgid "用浏览器的“打印”，或抄给本人。离开这一页，码就看不到了。"
msgstr "用浏览器的“打印”，或抄给本人。离开这一页，码就看不到了。"

msgid "请您评价一项服务"
msgstr "请您评价一项服务"

msgid "请您说说结果"
msgstr "请您说说结果"

msgid "用手机扫右边的码，或打开下面的网址，也可以在大厅的查询机上填。"
msgstr "用手机扫右边的码，或打开下面的网址，也可以在大厅的查询机上填。"

msgid "输入这张单子上的码："
msgstr "输入这张单子上的码："

msgid "填写页的网址"
msgstr "填写页的网址"

msgid ""
"单子上没有您的名字，码是随机的，发给谁没有记录。谁也查不出哪一份是您填的。"
msgstr ""
"单子上没有您的名字，码是随机的，发给谁没有记录。谁也查不出哪一份是您填的。"

msgid "码用一次就作废。"
msgstr "码用一次就作废。"

msgid "这张单子对应您的一份帮扶，回答会给负责的工作人员看。"
msgstr "这张单子对应您的一份帮扶，回答会给负责的工作人员看。"

msgid "码用一次就作废，30 天内有效。"
msgstr "码用一次就作废，30 天内有效。"

msgid "填不填由您决定，不影响正在得到的帮助。"
msgstr "填不填由您决定，不影响正在得到的帮助。"

msgid "有意见也可以投诉，一样不用登录：网址同上，选“投诉与申诉”。"
msgstr "有意见也可以投诉，一样不用登录：网址同上，选“投诉与申诉”。"

msgid ""
"平台每月随机抽人征询对服务的看法。把单子打印或抄给本人，当面不看、不催、不代"
"填。填不填没有影响。"
msgstr ""
"平台每月随机抽人征询对服务的看法。把单子打印或抄给本人，当面不看、不催、不代"
"填。填不填没有影响。"

msgid "显示评价单"
msgstr "显示评价单"

msgid ""
"码只显示一次。给了谁、是哪家机构的单子，平台不留记录；回答不会和人对上。"
msgstr ""
"码只显示一次。给了谁、是哪家机构的单子，平台不留记录；回答不会和人对上。"

msgid "现在没有要给的评价单"
msgstr "现在没有要给的评价单"

msgid "每月抽取一次，抽到您负责的人会出现在这里。"
msgstr "每月抽取一次，抽到您负责的人会出现在这里。"

msgid "删去"
msgstr "删去"

msgid "先办哪几场培训"
msgstr "先办哪几场培训"

#, python-format
msgid "%(n)s 份需求有合适的志愿者，只因为缺培训还没有去处。"
msgid_plural "%(n)s 份需求有合适的志愿者，只因为缺培训还没有去处。"
msgstr[0] "%(n)s 份需求有合适的志愿者，只因为缺培训还没有去处。"

#, python-format
msgid "下个月办好下面几场，%(n)s 份能找到去处。"
msgid_plural "下个月办好下面几场，%(n)s 份能找到去处。"
msgstr[0] "下个月办好下面几场，%(n)s 份能找到去处。"

msgid "每天按现在的需求、志愿者和课程重算。"
msgstr "每天按现在的需求、志愿者和课程重算。"

msgid "现有的课程解不开"
msgstr "现有的课程解不开"

msgid "缺培训的志愿者都已报名，培训以后就能接。"
msgstr "缺培训的志愿者都已报名，培训以后就能接。"

msgid "缺培训的志愿者还不符合课程的要求，或者课程都停开了。"
msgstr "缺培训的志愿者还不符合课程的要求，或者课程都停开了。"

msgid "没有需求因为缺培训而等待"
msgstr "没有需求因为缺培训而等待"

msgid "出现时会列在这里，并算出先办哪几场最有用。"
msgstr "出现时会列在这里，并算出先办哪几场最有用。"

#, python-format
msgid "另有 %(n)s 份，志愿者已经报名，培训以后就能接。"
msgid_plural "另有 %(n)s 份，志愿者已经报名，培训以后就能接。"
msgstr[0] "另有 %(n)s 份，志愿者已经报名，培训以后就能接。"

msgid "组合太多，没有全部算完：这是算到的最好一组，也许还有更好的。"
msgstr "组合太多，没有全部算完：这是算到的最好一组，也许还有更好的。"

#, python-format
msgid "只看了最紧急、等得最久的 %(most)s 份。"
msgstr "只看了最紧急、等得最久的 %(most)s 份。"

#, python-format
msgid "<b>%(n)s</b> 份需求能找到去处"
msgid_plural "<b>%(n)s</b> 份需求能找到去处"
msgstr[0] "<b>%(n)s</b> 份需求能找到去处"

#, python-format
msgid "邀请 %(n)s 人，一场 %(seats)s 个名额"
msgid_plural "邀请 %(n)s 人，一场 %(seats)s 个名额"
msgstr[0] "邀请 %(n)s 人，一场 %(seats)s 个名额"

msgid "已排的一场："
msgstr "已排的一场："

msgid "邀请谁，哪些需求"
msgstr "邀请谁，哪些需求"

#, python-format
msgid "另有 %(n)s 人在别的县区。"
msgid_plural "另有 %(n)s 人在别的县区。"
msgstr[0] "另有 %(n)s 人在别的县区。"

#, python-format
msgid "%(n)s 份只计数，不列编号。"
msgid_plural "%(n)s 份只计数，不列编号。"
msgstr[0] "%(n)s 份只计数，不列编号。"

msgid "安排一场"
msgstr "安排一场"

msgid ""
"每人手上有多少，按司法所排列。看哪里要帮手，不是排名。只计成年人的档案和需"
"求。"
msgstr ""
"每人手上有多少，按司法所排列。看哪里要帮手，不是排名。只计成年人的档案和需"
"求。"

#, python-format
msgid ""
"%(n)s 人，在办需求的中位数 <b>%(requests)s</b>，档案的中位数 <b>%(files)s</b>"
msgid_plural ""
"%(n)s 人，在办需求的中位数 <b>%(requests)s</b>，档案的中位数 <b>%(files)s</b>"
msgstr[0] ""
"%(n)s 人，在办需求的中位数 <b>%(requests)s</b>，档案的中位数 <b>%(files)s</b>"

#, python-format
msgid "%(n)s 人已不在任，手上还有没移交的。"
msgid_plural "%(n)s 人已不在任，手上还有没移交的。"
msgstr[0] "%(n)s 人已不在任，手上还有没移交的。"

msgid "工作人员"
msgstr "工作人员"

msgid "其中候补"
msgstr "其中候补"

msgid "集中移交机构在办的帮扶"
msgstr "集中移交机构在办的帮扶"

msgid "为档案另指定责任人"
msgstr "为档案另指定责任人"

msgid "这里还没有工作人员"
msgstr "这里还没有工作人员"

msgid "司法所的人到任以后，会列在这里。"
msgstr "司法所的人到任以后，会列在这里。"

#, python-format
msgid "中位数 %(m)s"
msgstr "中位数 %(m)s"

msgid "已不在任"
msgstr "已不在任"

#, python-format
msgid "%(day)s，%(place)s，空 %(n)d 个名额"
msgstr "%(day)s，%(place)s，空 %(n)d 个名额"

msgid "称呼"
msgstr "称呼"

msgid "技能"
msgstr "技能"

msgid "矫正期限"
msgstr "矫正期限"

msgid "本人更愿意去这一处"
msgstr "本人更愿意去这一处"

msgid "对方熟悉情况"
msgstr "对方熟悉情况"

msgid "交通更方便"
msgstr "交通更方便"

msgid "排在前面的近期不便"
msgstr "排在前面的近期不便"

msgid "其他，已记入工作日志"
msgstr "其他，已记入工作日志"

msgid "查看身份信息"
msgstr "查看身份信息"

msgid "登记档案"
msgstr "登记档案"

msgid "修改档案"
msgstr "修改档案"

msgid "指定责任人"
msgstr "指定责任人"

msgid "查看需求评估"
msgstr "查看需求评估"

msgid "登记同意或依据"
msgstr "登记同意或依据"

msgid "删去利害关系"
msgstr "删去利害关系"

msgid "删去禁止令"
msgstr "删去禁止令"

msgid "授权披露"
msgstr "授权披露"

msgid "帮扶人查看获准的信息"
msgstr "帮扶人查看获准的信息"

msgid "收回授权"
msgstr "收回授权"

msgid "16 岁以下"
msgstr "16 岁以下"

#, python-format
msgid "%(n)s 岁以上"
msgstr "%(n)s 岁以上"

#, python-format
msgid "%(band)s 岁"
msgstr "%(band)s 岁"

msgctxt "between facts"
msgid "，"
msgstr "，"

msgctxt "end of sentence"
msgid "。"
msgstr "。"

#, python-format
msgid "给 %(n)s 人评价单"
msgstr "给 %(n)s 人评价单"

msgid "平台随机抽取。填不填由本人决定，没有影响。"
msgstr "平台随机抽取。填不填由本人决定，没有影响。"

msgid "去打印"
msgstr "去打印"

msgid "公益活动有名额，等您答复"
msgstr "公益活动有名额，等您答复"

msgid "培训有名额，等您答复"
msgstr "培训有名额，等您答复"

msgid "需求被退回，修改后再提交"
msgstr "需求被退回，修改后再提交"

msgid "去匹配"
msgstr "去匹配"

msgid "等对方答复邀约"
msgstr "等对方答复邀约"

msgid "候补中，等空位"
msgstr "候补中，等空位"

msgid "等负责人审批"
msgstr "等负责人审批"

#, python-format
msgid "%(place)s有一个问题"
msgstr "%(place)s有一个问题"

msgid "看方案，有意见就说"
msgstr "看方案，有意见就说"

#, python-format
msgid "%(number)s。到期没有意见，视为同意。"
msgstr "%(number)s。到期没有意见，视为同意。"

msgid "看方案"
msgstr "看方案"

msgid "一次缺席等您答复"
msgstr "一次缺席等您答复"

#, python-format
msgid "%(n)s 份档案没有责任人"
msgstr "%(n)s 份档案没有责任人"

#, python-format
msgid "%(n)s 份档案的罪名待归类"
msgstr "%(n)s 份档案的罪名待归类"

msgid "归类"
msgstr "归类"

#, python-format
msgid "%(n)s 份档案没有同意或依据"
msgstr "%(n)s 份档案没有同意或依据"

msgid "补上以后才能匹配。"
msgstr "补上以后才能匹配。"

msgid "审批一份需求"
msgstr "审批一份需求"

msgid "审批"
msgstr "审批"

#, python-format
msgid "%(n)s 份未成年人档案没有责任人"
msgstr "%(n)s 份未成年人档案没有责任人"

msgid "指定以前谁也打不开。"
msgstr "指定以前谁也打不开。"

#, python-format
msgid "移交 %(n)s 件在办帮扶"
msgstr "移交 %(n)s 件在办帮扶"

msgid "去移交"
msgstr "去移交"

msgid "公平性"
msgstr "公平性"

msgid "语言"
msgstr "语言"

msgid "年龄段"
msgstr "年龄段"

msgid "需要哪些帮助"
msgstr "需要哪些帮助"

msgid "写困难和意愿，不写案情。只有本所和县区局能看到。"
msgstr "写困难和意愿，不写案情。只有本所和县区局能看到。"

msgid "空着按 180 天后"
msgstr "空着按 180 天后"

msgid "新一版评估已存入。"
msgstr "新一版评估已存入。"

msgid "每次评估存为新的一版，以前的不改。"
msgstr "每次评估存为新的一版，以前的不改。"

msgid "帮扶是否公平到达"
msgstr "帮扶是否公平到达"

#, python-format
msgid ""
"近 %(days)s 天提出的需求，有多少在首次回应时限内落实了去处，按人群比较。"
msgstr ""
"近 %(days)s 天提出的需求，有多少在首次回应时限内落实了去处，按人群比较。"

#, python-format
msgid ""
"全部 %(n)s 件中，<b>%(share)s</b> 按时落实，可能的范围 %(low)s–%(high)s，中位"
"数 %(median)s 天。"
msgstr ""
"全部 %(n)s 件中，<b>%(share)s</b> 按时落实，可能的范围 %(low)s–%(high)s，中位"
"数 %(median)s 天。"

msgid "与全部的差别大于偶然波动的："
msgstr "与全部的差别大于偶然波动的："

#, python-format
msgid "%(kind)s“%(group)s”：低于全部"
msgstr "%(kind)s“%(group)s”：低于全部"

#, python-format
msgid "%(kind)s“%(group)s”：高于全部"
msgstr "%(kind)s“%(group)s”：高于全部"

msgid "没有人群与全部的差别大于偶然波动。"
msgstr "没有人群与全部的差别大于偶然波动。"

msgid "怎样读这张表"
msgstr "怎样读这张表"

msgid ""
"差别不等于原因：需求的种类、住得多远、可以的时段也不一样，先看那些再下结论。"
msgstr ""
"差别不等于原因：需求的种类、住得多远、可以的时段也不一样，先看那些再下结论。"

msgid ""
"可能的范围是百分之九十五的置信区间，表示偶然波动有多大。全部的数落在范围以"
"内，就不能说这个人群不同。比较的人群多，偶尔有一个落在外面也属正常。"
msgstr ""
"可能的范围是百分之九十五的置信区间，表示偶然波动有多大。全部的数落在范围以"
"内，就不能说这个人群不同。比较的人群多，偶尔有一个落在外面也属正常。"

#, python-format
msgid ""
"少于 %(least)s 件的人群不显示；只差一个就能推算出来的，下一个也不显示。未成年"
"人不计入，也不成为一个人群。"
msgstr ""
"少于 %(least)s 件的人群不显示；只差一个就能推算出来的，下一个也不显示。未成年"
"人不计入，也不成为一个人群。"

msgid "一人可以属于几个罪名类别、会几种语言，这两张表各行相加会多于全部。"
msgstr "一人可以属于几个罪名类别、会几种语言，这两张表各行相加会多于全部。"

#, python-format
msgid "满 %(least)s 件以后才比较，少了说明不了什么，也可能推算出个人。"
msgstr "满 %(least)s 件以后才比较，少了说明不了什么，也可能推算出个人。"

msgid "还不够比较"
msgstr "还不够比较"

#, python-format
msgid "另有 %(n)s 个人群不显示"
msgid_plural "另有 %(n)s 个人群不显示"
msgstr[0] "另有 %(n)s 个人群不显示"

msgid "按时落实率"
msgstr "按时落实率"

msgid "可能的范围"
msgstr "可能的范围"

msgid "图"
msgstr "图"

msgid "与全部相差"
msgstr "与全部相差"

msgid "中位天数"
msgstr "中位天数"

msgid "偏低"
msgstr "偏低"

msgid "偏高"
msgstr "偏高"

msgid "没有可以显示的人群。"
msgstr "没有可以显示的人群。"

msgid ""
"四项各占多少分，谁改过，改动会怎样，推荐怎样被采用。分数只比较去处，不评价"
"人；由人决定。"
msgstr ""
"四项各占多少分，谁改过，改动会怎样，推荐怎样被采用。分数只比较去处，不评价"
"人；由人决定。"

msgid "现行权重"
msgstr "现行权重"

#, python-format
msgid "版本 %(version)s"
msgstr "版本 %(version)s"

msgid "性别、罪名、语言和县区只作条件，不计分。"
msgstr "性别、罪名、语言和县区只作条件，不计分。"

msgid "推荐怎样被采用"
msgstr "推荐怎样被采用"

#, python-format
msgid "近 %(days)s 天"
msgstr "近 %(days)s 天"

#, python-format
msgid "%(n)s 份邀约中，<b>%(pct)s</b> 发给了第一处"
msgid_plural "%(n)s 份邀约中，<b>%(pct)s</b> 发给了第一处"
msgstr[0] "%(n)s 份邀约中，<b>%(pct)s</b> 发给了第一处"

msgid "改选的原因"
msgstr "改选的原因"

msgid "还没有发出过邀约。"
msgstr "还没有发出过邀约。"

msgid "还没有改过，按最初的权重排列。"
msgstr "还没有改过，按最初的权重排列。"

msgid "四项加起来 100 分。提出后用上一季度的需求回放，另一人看过回放才能批准。"
msgstr ""
"四项加起来 100 分。提出后用上一季度的需求回放，另一人看过回放才能批准。"

msgid "提出并回放"
msgstr "提出并回放"

msgid "权重变更"
msgstr "权重变更"

#, python-format
msgid "自 %(day)s 起的权重"
msgstr "自 %(day)s 起的权重"

msgid "改动以前"
msgstr "改动以前"

msgid "改动以后"
msgstr "改动以后"

msgid "用上一季度的需求回放"
msgstr "用上一季度的需求回放"

msgid "正在回放，办完后刷新本页就能看到。"
msgstr "正在回放，办完后刷新本页就能看到。"

msgid "还没有回放，没有回放不能批准。"
msgstr "还没有回放，没有回放不能批准。"

msgid "开始回放"
msgstr "开始回放"

#, python-format
msgid "%(n)s 份需求有去处，其中 <b>%(changed)s</b> 份的第一处会换（%(pct)s）"
msgid_plural ""
"%(n)s 份需求有去处，其中 <b>%(changed)s</b> 份的第一处会换（%(pct)s）"
msgstr[0] ""
"%(n)s 份需求有去处，其中 <b>%(changed)s</b> 份的第一处会换（%(pct)s）"

#, python-format
msgid ""
"按新权重算的总值：仍选原来的第一处 %(before)s，改选新的第一处 %(after)s"
"（%(by)s）。"
msgstr ""
"按新权重算的总值：仍选原来的第一处 %(before)s，改选新的第一处 %(after)s"
"（%(by)s）。"

msgid ""
"按今天的去处、不计名额回放，只比较次序。各列是第一处在这一项上平均得到满分的"
"百分之几，改动以前 → 以后；升是得，降是失。少于 20 件的人群不显示，未成年人不"
"计入。"
msgstr ""
"按今天的去处、不计名额回放，只比较次序。各列是第一处在这一项上平均得到满分的"
"百分之几，改动以前 → 以后；升是得，降是失。少于 20 件的人群不显示，未成年人不"
"计入。"

msgid "换第一处的比例"
msgstr "换第一处的比例"

msgid "不到 20 件，不按人群比较。"
msgstr "不到 20 件，不按人群比较。"

#, python-format
msgid "上一季度的 %(n)s 份需求现在都没有去处，没有可比的次序。"
msgid_plural "上一季度的 %(n)s 份需求现在都没有去处，没有可比的次序。"
msgstr[0] "上一季度的 %(n)s 份需求现在都没有去处，没有可比的次序。"

msgid "在册档案"
msgstr "在册档案"

msgid "双数，按四级等分"
msgstr "双数，按四级等分"

msgid "我看过回放的结果"
msgstr "我看过回放的结果"

msgid "权重回放"
msgstr "权重回放"

msgid "四项加起来要正好是 100 分。"
msgstr "四项加起来要正好是 100 分。"

msgid "质量一项按四级等分，填双数。"
msgstr "质量一项按四级等分，填双数。"

msgid "填双数。"
msgstr "填双数。"

msgid "与那时的权重相同，不用改。"
msgstr "与那时的权重相同，不用改。"

msgid "先看回放的结果，看过以后勾选。"
msgstr "先看回放的结果，看过以后勾选。"

msgid "看过以后勾选。"
msgstr "看过以后勾选。"

msgid "先在“匹配权重”页看回放的结果，再批准。"
msgstr "先在“匹配权重”页看回放的结果，再批准。"

msgid "回放上一季度的匹配"
msgstr "回放上一季度的匹配"

msgid "已提出，正在用上一季度的需求回放。回放后由另一人批准。"
msgstr "已提出，正在用上一季度的需求回放。回放后由另一人批准。"

msgid "少于 5 次"
msgstr "少于 5 次"

msgid "已批准，到生效日期起按新的权重排列。"
msgstr "已批准，到生效日期起按新的权重排列。"

msgid "正在回放，办完会通知您。"
msgstr "正在回放，办完会通知您。"
