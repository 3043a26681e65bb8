"""Which library map fits a chain that the plan names, why, and which of its nodes the plan speaks of."""
