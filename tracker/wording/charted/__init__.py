"""What each chart says: its title, sentence, notes, table and labels; a module for each chart, `values` for all."""
