"""Tools for assistants by the Model Context Protocol: the same answers as the API's, in pieces."""
