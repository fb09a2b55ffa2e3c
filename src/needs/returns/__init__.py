"""What came back from districts: every row accounted for, faults and questions, revisions."""
