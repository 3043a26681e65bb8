"""A folder as a pack and a pack as a folder: all of it, or every reason why not."""
