"""What a crossover is: pure, synchronous rules that know nothing of Discord, files or databases."""
