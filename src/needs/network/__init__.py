"""The donors of a province: what they did, whom to invite, thank, commend; what came and went."""
