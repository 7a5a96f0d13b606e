"""The door through which Django finds the pages and the step of their workflow."""

from cms.finding.models import Findable
from cms.pages import ArticleIndexPage, ArticlePage, HomePage, StandardPage
from cms.policy_pages import PolicyIndexPage, PolicyPage
from cms.review import ManagerReview

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "Findable",
    "HomePage",
    "ManagerReview",
    "PolicyIndexPage",
    "PolicyPage",
    "StandardPage",
]
