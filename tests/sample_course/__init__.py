"""A course of two lessons that uses every piece of the kit, for the tests of the kit."""
