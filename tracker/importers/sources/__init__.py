"""One module for each app whose export is read; each is a `contract.Source`."""
