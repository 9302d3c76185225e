"""Bad input: hostile text, files and requests at every route, and the world they meet."""
