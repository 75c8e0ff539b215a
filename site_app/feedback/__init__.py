"""Floor 4: flags on sentences, votes on editions, answers in public, and whether a copy is still good."""
