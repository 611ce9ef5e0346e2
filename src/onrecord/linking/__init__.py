"""What many statements say together: pure functions that propose and never merge or delete."""
