"""The model: who could give what where, every limit as whole numbers, nothing out of reach."""
