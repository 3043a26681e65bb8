"""The industry chains: panorama, standing of nodes, two days compared, whom to bring in."""
