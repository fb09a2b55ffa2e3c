"""Every limit once more, from the tables alone, with none of the code of the model."""
