"""Reads publishers' files and registers, checks them and builds the database."""
