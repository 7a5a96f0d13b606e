"""The door through which Django finds the pages."""

from cms.pages import ArticleIndexPage, ArticlePage, HomePage, StandardPage

__all__ = ["ArticleIndexPage", "ArticlePage", "HomePage", "StandardPage"]
