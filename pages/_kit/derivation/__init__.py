"""A derivation on the page: its lines, and the player that shows, asks and shuffles them."""
