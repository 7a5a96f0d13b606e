"""The words that the recruitment page opens with, in both languages; afterwards editors keep them."""

from __future__ import annotations

from cms.texts import Standing, words

RECRUIT = Standing(
    "volunteer",
    words(
        "做一名志愿者",
        "每周半天，陪人走一段路。先培训，再上岗，来去自愿。",
        "<h2>做什么</h2><p>陪一位正在接受社区矫正或刚回到社会的人聊一聊、学一样本事、办一件难办的事；"
        "或者在活动里搭一把手。您有律师、心理咨询师、社工等资格的，可以用所长。</p>"
        "<h2>不做什么</h2><p>志愿者不监督、不检查、不汇报行踪，也不会知道罪名、刑期和档案内容。"
        "双方没有报酬往来，不收礼，不借钱。</p>",
        "<h2>怎么开始</h2><ol><li>用手机号登记，填姓名和身份证号，大约三分钟。</li>"
        "<li>司法所核验身份，和您谈一次。</li><li>签署保密承诺书，学完岗前课程并通过测试。</li>"
        "<li>选一个班次，或等一份合适的邀约；愿意才接，来不了提前说。</li></ol>"
        "<h2>您会得到什么</h2><p>每一分钟都如实记录，随时可以查看和更正；免费开具证明，任何人都能核验真伪；"
        "有危险的服务先上保险；有事随时找得到人。</p>",
        ("info", "年满 18 周岁可以陪伴帮扶对象。16、17 岁的，经监护人同意，可以参加公开活动。"),
    ),
    words(
        "Become a volunteer",
        "Half a day a week beside somebody. Training comes first, and you are free to come and go.",
        "<h2>What you do</h2><p>Talk, learn something or settle a difficult errand together with somebody in community "
        "corrections or just back in society; or lend a hand at an activity. If you are a lawyer, counsellor or social "
        "worker, bring your trade.</p><h2>What you do not do</h2><p>Volunteers do not supervise, check or report on "
        "anybody, and never learn offence, sentence or file. No money, no gifts, no loans on either side.</p>",
        "<h2>How to begin</h2><ol><li>Register with your phone, name and ID number: about three minutes.</li><li>The "
        "justice office verifies who you are and talks with you once.</li><li>Sign the confidentiality undertaking and "
        "pass the induction course.</li><li>Choose a shift, or wait for an offer that fits. Accept only if you like, "
        "and tell us early if you cannot come.</li></ol><h2>What you receive</h2><p>Every minute is recorded "
        "truthfully, open to you and to correction; certificates are free and anybody can verify them; where a service "
        "is risky, insurance comes first; and there is always somebody to call.</p>",
        (
            "info",
            "From 18 you may accompany people. At 16 and 17, with a guardian's consent, you may join open activities.",
        ),
    ),
)
