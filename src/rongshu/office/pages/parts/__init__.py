"""What every page is made of: figures, words, lists, files, the menu."""
