"""The pages, one file a subject. Each page's address with `.json` behind it gives the same as JSON."""
