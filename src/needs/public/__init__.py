"""The public page: activity, money in and out, needs, cases with consent; nobody recognisable."""

from needs.public.site import write_public_pages

__all__ = ["write_public_pages"]
