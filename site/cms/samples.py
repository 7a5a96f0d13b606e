"""Invented words that show an editor what each block looks like."""

from typing import Any

SHOWN: dict[str, Any] = {
    "heading": {"text": "怎么报名", "level": "h2"},
    "note": {"tone": "info", "text": "志愿服务不收任何费用。"},
    "table": {
        "caption": "岗前课程",
        "table": {
            "columns": [{"type": "text", "heading": "课程"}, {"type": "text", "heading": "学时"}],
            "rows": [{"values": ["陪伴与倾听", "2"]}],
            "caption": "",
        },
    },
    "steps": {"steps": [{"title": "登记", "text": "填写姓名和手机号。"}, {"title": "培训", "text": ""}]},
    "questions": {"questions": [{"question": "要交钱吗？", "answer": "<p>不用。</p>"}]},
    "quote": {"text": "我们只是负责开灯。", "source": "一位志愿者"},
    "links": {
        "look": "cards",
        "links": [{"title": "购买公告", "text": "正在征集方案的项目", "page": None, "address": "/tenders/"}],
    },
    "contact": {"office": "市司法局", "phone": "0990-5550100", "hours": "工作日 9:00–17:30", "place": ""},
    "figures": {
        "figures": [{"value": "412", "unit": "人", "label": "在岗志愿者"}],
        "source": "市司法局，2026年3月",
    },
    "text": "<p>每周半天，陪人走一段路。</p>",
}
