"""What other sites' pages use: the element, the frame, oEmbed."""
