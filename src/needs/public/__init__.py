"""The public page: activity, money in and out, needs, cases with consent; nobody recognisable."""
