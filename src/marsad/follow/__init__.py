"""What articles say together over outlets, languages and time: facts that are one, and facts that disagree."""
