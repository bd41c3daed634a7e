"""The brief before a visit: what it looks back on, its one sheet, who needs a look first, questions to ask."""
