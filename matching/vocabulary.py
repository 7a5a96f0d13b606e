"""What volunteers ask the roof: the words in which needs, skills and languages are written everywhere."""

from matching import words
from volunteers import hooks

# What a volunteer can be asked for, the commonest first; the rest is for organisations, employers and agencies.
VOLUNTARY = (
    "mentoring", "public_benefit_activity", "job_guidance", "schooling", "vocational_training", "hardship",
    "relationship_repair", "legal_education", "legal_aid", "counselling",
)  # fmt: skip
SHIFT_OF_A_JOB = 15  # the skill "day shift" is of posts, not of people who help


@hooks.vocabulary.answer
def vocabulary() -> hooks.Vocabulary:
    return hooks.Vocabulary(
        needs=[(code, words.need(code)) for code in VOLUNTARY],
        skills=[(bit, word) for bit, word in words.skill_choices() if bit != SHIFT_OF_A_JOB],
        languages=words.language_choices(),
    )
