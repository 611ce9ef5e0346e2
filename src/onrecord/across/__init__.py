"""What many documents of a ledger say together: between the ledger, which keeps it, and linking, which compares."""
