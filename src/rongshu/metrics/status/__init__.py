"""Where an indicator stands: published figures, the declared path, the word, the growth needed."""
