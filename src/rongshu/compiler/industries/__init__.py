"""What the plan builds up: industries and their products, chains, clusters, parks and places."""
