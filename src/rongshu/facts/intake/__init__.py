"""A file on its way in: read whole or in pieces, judged, previewed, and landed when nothing is wrong."""
