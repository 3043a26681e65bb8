"""What the plan builds: projects in annexes and in sentences, with money and dates."""
